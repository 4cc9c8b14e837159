package io.weir.plugins.suppression;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnAnonymizer;
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
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/**
 * {@code mask}: a token stands in place of every value, or of all but its first and last
 * characters, or nothing stands there at all.
 */
@Extension
public final class Mask implements AnonymizationMethod {
  private static final int MOST_KEPT = 1_000;

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        "mask",
        Operation.SUPPRESSION,
        "A token stands in place of every value.",
        Set.of(Place.COLUMN),
        EnumSet.allOf(ValueType.class),
        List.of(
            MethodParameter.text(
                "token",
                "What stands in place of a value, or of each hidden character; * if not said."),
            MethodParameter.whole(
                "keepFirst",
                "How many characters at the beginning of a text stay visible; shorter texts are"
                    + " hidden whole.",
                0,
                MOST_KEPT),
            MethodParameter.whole(
                "keepLast",
                "How many characters at the end of a text stay visible; shorter texts are hidden"
                    + " whole.",
                0,
                MOST_KEPT),
            MethodParameter.oneOf(
                "to", "\"empty\" makes every row empty and keeps the column's type.", "empty")),
        new Notes(
            "No character is published but those that keepFirst and keepLast name.",
            "Which rows are empty, the length of a text of which something is kept, and the kept"
                + " characters: the first ones of a name narrow it down.",
            "{\"method\": \"mask\", \"keepLast\": 4}",
            "Cell suppression and redaction as in L. Sweeney, Achieving k-anonymity privacy"
                + " protection using generalization and suppression, 2002."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    Parameters parameters = request.parameters();
    ColumnSchema column = request.ownColumn();
    parameters.allowOnly("token", "keepFirst", "keepLast", "to");
    if (parameters.values().containsKey("to")) {
      return emptied(column, parameters);
    }
    String token = parameters.text("token").orElse("*");
    if (token.isEmpty()) {
      throw new InvalidParameters(
          "token", "\"token\" is an empty text; to make the rows empty write \"to\": \"empty\"");
    }
    byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
    ColumnSchema output = new ColumnSchema(column.name(), ValueType.STRING);
    Optional<Integer> first = kept("keepFirst", column, parameters);
    Optional<Integer> last = kept("keepLast", column, parameters);
    return first.isEmpty() && last.isEmpty()
        ? new TokenMask(output, bytes)
        : new PartialMask(output, bytes, first.orElse(0), last.orElse(0));
  }

  private static ColumnAnonymizer emptied(ColumnSchema column, Parameters parameters) {
    if (!parameters.text("to").orElseThrow().equals("empty")) {
      throw new InvalidParameters("to", "\"to\" can only be \"empty\" here");
    }
    if (parameters.values().size() > 1) {
      throw new InvalidParameters(
          "to", "\"to\": \"empty\" leaves nothing to see; take the other parameters away");
    }
    return new EmptyMask(column);
  }

  private static Optional<Integer> kept(String name, ColumnSchema column, Parameters parameters) {
    Optional<BigDecimal> number = parameters.number(name);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    if (column.type() != ValueType.STRING) {
      throw new InvalidParameters(
          name,
          "\"%s\" keeps characters of texts, and column %s is of type %s; take it away"
              .formatted(
                  name, column.name(), column.type().name().toLowerCase(java.util.Locale.ROOT)));
    }
    BigDecimal value = number.get();
    if (value.signum() < 0
        || value.compareTo(BigDecimal.valueOf(MOST_KEPT)) > 0
        || value.stripTrailingZeros().scale() > 0) {
      throw new InvalidParameters(
          name, "\"" + name + "\" must be a whole number from 0 to " + MOST_KEPT);
    }
    return Optional.of(value.intValueExact());
  }
}
