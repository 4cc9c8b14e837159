package io.weir.plugins.suppression;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Notes;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/** {@code drop-column}: the column is not in the output at all. */
@Extension
public final class DropColumn implements AnonymizationMethod {
  private static final ColumnAnonymizer GONE =
      new ColumnAnonymizer() {
        @Override
        public Optional<ColumnSchema> output() {
          return Optional.empty();
        }

        @Override
        public Column apply(Column column) {
          throw new UnsupportedOperationException("the column is dropped; it has no values");
        }
      };

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        "drop-column",
        Operation.SUPPRESSION,
        "The column disappears from the table.",
        Set.of(Place.COLUMN),
        EnumSet.allOf(ValueType.class),
        List.of(),
        new Notes(
            "No value of the column is published.",
            "What other columns or free texts repeat of it stays.",
            "{\"method\": \"drop-column\"}",
            "Attribute suppression as in L. Sweeney, Achieving k-anonymity privacy protection using"
                + " generalization and suppression, 2002."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    request.parameters().allowOnly();
    request.ownColumn();
    return GONE;
  }
}
