package io.weir.plugins.permutation;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Notes;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** {@code permute}: the values of columns, taken together, are dealt to the records anew. */
@Extension
public final class Permute implements AnonymizationMethod {
  private static final Set<ValueType> ALL = EnumSet.allOf(ValueType.class);

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        "permute",
        Operation.PERMUTATION,
        "The values of a column, or of several together, go to other records at random.",
        Set.of(Place.COLUMN, Place.TABLE),
        ALL,
        List.of(
            MethodParameter.texts(
                "columns",
                "At the table: the columns whose values move, together; at a column it moves"
                    + " alone."),
            MethodParameter.texts(
                "within",
                "Columns: values move only among records that are equal in all of these."),
            MethodParameter.oneOf(
                "empties",
                "Whether empty values move like any other (move, if not said) or stay where they"
                    + " are (stay).",
                "move",
                "stay")),
        new Notes(
            "Every column keeps exactly its values, each as often, in the table and among records"
                + " that are equal in \"within\": counts, sums, means and bounds do not change. Of"
                + " all ways to deal them each is as likely as any other, also those in which a"
                + " value stays where it was.",
            "A value that names somebody by itself is still published, only at another record. In"
                + " a small group a value is easily guessed, and a group of one record keeps its"
                + " own. A column from which the permuted one can be computed brings it back, and"
                + " rules between columns of a record (a start before an end) no longer hold.",
            "{\"method\": \"permute\", \"columns\": [\"job\", \"salary\"], \"within\":"
                + " [\"department\"]}",
            "Data swapping as in T. Dalenius and S. P. Reiss, Data-swapping: A technique for"
                + " disclosure control, 1982; the shuffle of R. A. Fisher and F. Yates, 1938."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    List<ColumnSchema> moved =
        MovedParameters.several("permute", ALL, request, "within", "empties");
    List<ColumnSchema> within =
        request.parameters().values().containsKey("within") ? request.columns("within") : List.of();
    for (ColumnSchema column : within) {
      if (moved.contains(column)) {
        throw new InvalidParameters(
            "within", "column " + column.name() + " is itself permuted; take it out of \"within\"");
      }
    }
    return new PermutedColumns(moved, within, emptiesStay(request));
  }

  private static boolean emptiesStay(MethodRequest request) {
    return switch (request.parameters().text("empties").orElse("move")) {
      case "move" -> false;
      case "stay" -> true;
      default -> throw new InvalidParameters("empties", "\"empties\" must be \"move\" or \"stay\"");
    };
  }
}
