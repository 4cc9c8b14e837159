package org.example.firstletter;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Notes;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.util.List;
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
        Set.of(Place.COLUMN),
        Set.of(ValueType.STRING),
        List.of(
            MethodParameter.flag(
                "upper", "Whether the letter becomes a capital one; false if not said.")),
        new Notes(
            "Of each text nothing is published but its first letter.",
            "A first letter that only one person has still singles that person out.",
            "{\"method\": \"first-letter\", \"upper\": true}",
            "An example."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    request.parameters().allowOnly("upper");
    ColumnSchema column = request.ownColumn("first-letter", Set.of(ValueType.STRING));
    return new Letters(column, request.parameters().flag("upper").orElse(false));
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
