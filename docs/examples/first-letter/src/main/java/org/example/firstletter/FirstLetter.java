package org.example.firstletter;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/** {@code first-letter}: a text becomes its first letter. */
@Extension
public final class FirstLetter implements AnonymizationMethod {
  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        "first-letter",
        Operation.GENERALIZATION,
        "A text becomes its first letter.",
        Set.of(ValueType.STRING),
        Map.of("upper", "Whether the letter becomes a capital one; false if not said."));
  }

  @Override
  public ColumnAnonymizer prepare(ColumnSchema column, Parameters parameters) {
    parameters.allowOnly("upper");
    if (column.type() != ValueType.STRING) {
      throw new InvalidParameters(
          "method", "first-letter works on texts; choose another method for " + column.name());
    }
    return new Letters(column, parameters.flag("upper").orElse(false));
  }

  private record Letters(ColumnSchema column, boolean upper) implements ColumnAnonymizer {
    @Override
    public Optional<ColumnSchema> output() {
      return Optional.of(column);
    }

    @Override
    public Column apply(Column values) {
      BytesColumn texts = (BytesColumn) values;
      var letters = new BytesColumn.Builder(ValueType.STRING, texts.size());
      for (int row = 0; row < texts.size(); row++) {
        if (texts.isEmpty(row)) {
          letters.appendEmpty();
        } else {
          letters.append(first(texts.text(row)));
        }
      }
      return letters.build();
    }

    private String first(String text) {
      int character = text.isEmpty() ? '-' : text.codePointAt(0);
      return Character.toString(upper ? Character.toUpperCase(character) : character);
    }
  }
}
