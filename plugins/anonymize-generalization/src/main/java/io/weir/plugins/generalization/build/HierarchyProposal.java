package io.weir.plugins.generalization.build;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.Parameters;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A first hierarchy for a column, to be looked at and changed by people: intervals for numbers, the
 * calendar for dates, redaction from the right for codes of equal length, the frequent words and
 * all others for the rest. The same values and counts give the same proposal, in whatever order.
 *
 * <p>A proposal for words repeats values of the data; whoever shows or keeps it must treat it so.
 */
public final class HierarchyProposal {
  private static final int LONGEST_CODE = 20;

  private HierarchyProposal() {}

  /**
   * The parameters of {@code generalize}, {@code hierarchy} and if needed {@code unmapped}, that
   * fit a column. Every one of the values has a place in it.
   *
   * @param distinct the column's different values; empty rows are passed over
   * @param counts how often the value of each row occurs
   * @throws IllegalArgumentException if there are not as many counts as values
   */
  public static Parameters of(Column distinct, long[] counts) {
    if (counts.length != distinct.size()) {
      throw new IllegalArgumentException(
          counts.length + " counts for " + distinct.size() + " values");
    }
    return switch (distinct.type()) {
      case INTEGER, DECIMAL, DOUBLE -> NiceIntervals.of(distinct);
      case DATE -> form("dates", List.of("month", "year", "decade"));
      case DATETIME -> form("dates", List.of("day", "month", "year", "decade"));
      case TIME -> form("dates", List.of("hour"));
      case STRING -> {
        OptionalInt length = lengthOfCodes((BytesColumn) distinct);
        yield length.isPresent()
            ? redaction(length.getAsInt())
            : FrequentWords.of(distinct, counts);
      }
      case BOOLEAN, BINARY, JSON -> FrequentWords.of(distinct, counts);
    };
  }

  /** The parameters as the members of a JSON object. */
  public static String json(Parameters parameters) {
    return JsonText.of(parameters.values());
  }

  static Parameters form(String form, Object value) {
    return new Parameters(Map.of("hierarchy", Map.of(form, value)));
  }

  private static Parameters redaction(int length) {
    Map<String, Object> members = new HashMap<>();
    members.put("from", "right");
    members.put("token", "*");
    members.put("levels", BigDecimal.valueOf(length));
    return form("redact", Map.copyOf(members));
  }

  /** The number of characters of every value, if they are as many and each value has a digit. */
  private static OptionalInt lengthOfCodes(BytesColumn distinct) {
    int length = 0;
    for (int row = 0; row < distinct.size(); row++) {
      if (!distinct.isEmpty(row)) {
        String text = distinct.text(row);
        int characters = text.codePointCount(0, text.length());
        if (length == 0) {
          length = characters;
        }
        if (characters != length
            || characters < 2
            || characters > LONGEST_CODE
            || text.codePoints().noneMatch(Character::isDigit)) {
          return OptionalInt.empty();
        }
      }
    }
    return length == 0 ? OptionalInt.empty() : OptionalInt.of(length);
  }

  /** Whether a proposal for a type names values of the data. */
  public static boolean namesValues(Parameters proposal) {
    return proposal.values().get("hierarchy") instanceof Map<?, ?> form && form.containsKey("rows");
  }
}
