package io.weir.plugins.suppression;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
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
        EnumSet.allOf(ValueType.class),
        Map.of());
  }

  @Override
  public ColumnAnonymizer prepare(ColumnSchema column, Parameters parameters) {
    parameters.allowOnly();
    return GONE;
  }
}
