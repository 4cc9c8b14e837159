package io.weir.plugins.suppression;

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
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/** {@code suppress-cells}: a value that few records have gives way to a token, or to nothing. */
@Extension
public final class SuppressCells implements AnonymizationMethod {
  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        "suppress-cells",
        Operation.SUPPRESSION,
        "A value that few records have gives way to a token.",
        Set.of(Place.COLUMN),
        EnumSet.allOf(ValueType.class),
        List.of(
            MethodParameter.whole(
                    "least",
                    "In how many records of the table a value must occur to stay.",
                    Least.LEAST,
                    Least.MOST)
                .asRequired(),
            MethodParameter.text(
                "token",
                "What stands in place of a value; * if not said. The column becomes text."),
            MethodParameter.oneOf(
                "to", "\"empty\" makes rare values empty and keeps the column's type.", "empty")),
        new Notes(
            "Every value of the column that is published, the token aside, is that of at least so"
                + " many records of the table.",
            "Other columns: a record with a frequent value here may still be the only one with its"
                + " combination. Tokens: where few are left, they are known to be rare, and whoever knows"
                + " all values but one finds that one. The next version: a value that was suppressed may"
                + " have become frequent.",
            "{\"method\": \"suppress-cells\", \"least\": 5, \"token\": \"other\"}",
            "Cell suppression as in L. Sweeney, Achieving k-anonymity privacy protection using"
                + " generalization and suppression, 2002; fingerprints by SipHash (J.-P. Aumasson,"
                + " D. J. Bernstein, 2012)."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    Parameters parameters = request.parameters();
    ColumnSchema column = request.ownColumn();
    parameters.allowOnly("least", "token", "to");
    long least = Least.of(parameters);
    if (parameters.values().containsKey("to")) {
      if (!parameters.text("to").orElseThrow().equals("empty")) {
        throw new InvalidParameters("to", "\"to\" can only be \"empty\" here");
      }
      if (parameters.values().containsKey("token")) {
        throw new InvalidParameters(
            "token", "\"to\": \"empty\" leaves nothing in place of a value; take \"token\" away");
      }
      return new RareCells(column.name(), column, least, Optional.empty());
    }
    String token = parameters.text("token").orElse("*");
    if (token.isEmpty()) {
      throw new InvalidParameters(
          "token", "\"token\" is an empty text; to make values empty write \"to\": \"empty\"");
    }
    return new RareCells(
        column.name(),
        new ColumnSchema(column.name(), ValueType.STRING),
        least,
        Optional.of(token.getBytes(StandardCharsets.UTF_8)));
  }
}
