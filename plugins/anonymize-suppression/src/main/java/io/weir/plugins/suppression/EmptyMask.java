package io.weir.plugins.suppression;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/** Every row becomes empty; the column keeps its type. */
record EmptyMask(ColumnSchema schema) implements ColumnAnonymizer {
  @Override
  public Optional<ColumnSchema> output() {
    return Optional.of(schema);
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.STABLE_ACROSS_VERSIONS);
  }

  @Override
  public Column apply(Column column) {
    int size = column.size();
    BitSet rows = new BitSet(size);
    rows.set(0, size);
    Empties all = Empties.of(rows);
    ValueType type = column.type();
    return switch (type) {
      case STRING, BINARY, JSON ->
          BytesColumn.dictionary(type, new byte[0], new int[1], 0, new int[size], size, all, true);
      case BOOLEAN -> new BooleanColumn(new byte[size], size, all);
      case INTEGER, DATE, TIME, DATETIME -> new LongColumn(type, new long[size], size, all);
      case DECIMAL -> new DecimalColumn(new long[size], new byte[size], null, size, all);
      case DOUBLE -> new DoubleColumn(new double[size], size, all);
    };
  }
}
