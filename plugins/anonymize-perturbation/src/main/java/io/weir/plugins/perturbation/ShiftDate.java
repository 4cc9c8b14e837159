package io.weir.plugins.perturbation;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Notes;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** {@code shift-date}: all dates of a person move by the same random number of days. */
@Extension
public final class ShiftDate implements AnonymizationMethod {
  private static final String NAME = "shift-date";
  private static final int MOST_DAYS = 36_500;
  private static final Set<ValueType> TYPES = EnumSet.of(ValueType.DATE, ValueType.DATETIME);

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERTURBATION,
        "All dates of a person move by the same random number of days.",
        Set.of(Place.COLUMN),
        TYPES,
        List.of(
            MethodParameter.whole(
                    "days",
                    "The most by which dates move, forwards or back; write the same wherever intervals"
                        + " shall be kept.",
                    1,
                    MOST_DAYS)
                .asRequired(),
            MethodParameter.text(
                "per",
                "The column of this table that tells whose date it is, as a foreign key to the"
                    + " people; the primary key if not said."),
            MethodParameter.text(
                "secret",
                "The name of a secret that decides on the shifts, so that several modules share them;"
                    + " if not said they are the module's own.")),
        new Notes(
            "Each number of days from -days to days is as probable as the others, the same for all"
                + " dates of a person in all columns, tables and versions, so intervals between them"
                + " are kept to the day. Times of the day stay.",
            "Who knows one true date of a person knows all of theirs. Intervals, weekdays of long"
                + " series and seasons may give a shift away. One person in 2 × days + 1 is not"
                + " moved: forbidding that would tell something of everybody. Dates that would leave"
                + " the years 1 to 9999 stay at the end. A date without a person moves by a shift of"
                + " its own.",
            "{\"method\": \"shift-date\", \"days\": 30, \"per\": \"patient_id\"}",
            "G. Hripcsak, P. Mirhaji, A. Low, B. Malin, Preserving temporal relations in clinical"
                + " data while maintaining privacy, 2016."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    ColumnSchema column = request.ownColumn(NAME, TYPES);
    Parameters parameters = request.parameters();
    parameters.allowOnly("days", "per", "secret");
    BigDecimal days =
        parameters
            .number("days")
            .filter(it ->
                it.signum() > 0
                    && it.compareTo(BigDecimal.valueOf(MOST_DAYS)) <= 0
                    && it.stripTrailingZeros().scale() <= 0)
            .orElseThrow(() ->
                new InvalidParameters(
                    "days", "\"days\" must be a whole number from 1 to " + MOST_DAYS));
    PerRecord records = PerRecord.of(request, List.of(column));
    if (records.per().isEmpty()) {
      throw new InvalidParameters(
          "per",
          "table %s has no primary key; write \"per\": the column that tells whose date it is"
              .formatted(request.table().name()));
    }
    return new ShiftedDates(
        records, column.type(), days.intValueExact(), parameters.text("secret"));
  }
}
