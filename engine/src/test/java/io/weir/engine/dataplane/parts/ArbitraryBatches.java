package io.weir.engine.dataplane.parts;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * Batches of every type, made from a seed: sizes around the word boundaries of bitmaps, all edge
 * values.
 */
public final class ArbitraryBatches {
  private static final int[] SIZES = {1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 129, 1500};

  private ArbitraryBatches() {}

  public static TableSchema schema() {
    return new TableSchema(
        "all-types",
        Arrays.stream(ValueType.values())
            .map(type -> new ColumnSchema(type.name().toLowerCase(java.util.Locale.ROOT), type))
            .toList());
  }

  public static List<RecordBatch> batches(long seed) {
    Random random = new Random(seed);
    List<RecordBatch> batches = new ArrayList<>();
    for (int left = random.nextInt(4); left >= 0; left--) {
      int size = SIZES[random.nextInt(SIZES.length)];
      List<Column> columns = new ArrayList<>();
      for (ColumnSchema column : schema().columns()) {
        columns.add(column(column.type(), size, random));
      }
      batches.add(new RecordBatch(schema(), columns, size));
    }
    return batches;
  }

  public static Column column(ValueType type, int size, Random random) {
    BitSet empty = new BitSet();
    int oneIn = 1 + random.nextInt(5);
    for (int row = 0; row < size && oneIn > 1; row++) {
      if (random.nextInt(oneIn) == 0) {
        empty.set(row);
      }
    }
    Empties empties = Empties.of(empty);
    return switch (type) {
      case INTEGER -> new LongColumn(type, random.longs(size + 3L).toArray(), size, empties);
      case DATE ->
          new LongColumn(type, random.longs(size, -800_000, 3_000_000).toArray(), size, empties);
      case TIME ->
          new LongColumn(type, random.longs(size, 0, 86_400_000_000L).toArray(), size, empties);
      case DATETIME ->
          new LongColumn(
              type,
              random.longs(size, -60_000_000_000_000_000L, 200_000_000_000_000_000L).toArray(),
              size,
              empties);
      case DOUBLE -> {
        double[] values = random.doubles(size).toArray();
        values[0] =
            List.of(Double.NaN, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY)
                .get(random.nextInt(4));
        yield new DoubleColumn(values, size, empties);
      }
      case BOOLEAN -> {
        byte[] values = new byte[size];
        for (int row = 0; row < size; row++) {
          values[row] = (byte) random.nextInt(2);
        }
        yield new BooleanColumn(values, size, empties);
      }
      case DECIMAL -> decimals(size, random, empty);
      case STRING, JSON, BINARY -> bytes(type, size, random, empty);
    };
  }

  private static Column decimals(int size, Random random, BitSet empty) {
    DecimalColumn.Builder builder = new DecimalColumn.Builder(size);
    for (int row = 0; row < size; row++) {
      if (empty.get(row)) {
        builder.appendEmpty();
        continue;
      }
      switch (random.nextInt(5)) {
        case 0 -> builder.append(random.nextLong(), random.nextInt(128));
        case 1 ->
            builder.append(new BigDecimal(new BigInteger(200, random), random.nextInt(400) - 200));
        case 2 -> builder.append(random.nextInt(100), -random.nextInt(20));
        default -> builder.append(random.nextInt(2_000_000) - 1_000_000, random.nextInt(5));
      }
    }
    return builder.build();
  }

  private static Column bytes(ValueType type, int size, Random random, BitSet empty) {
    BytesColumn.Builder builder = new BytesColumn.Builder(type, size);
    int distinct = 1 + random.nextInt(2000);
    for (int row = 0; row < size; row++) {
      if (empty.get(row)) {
        builder.appendEmpty();
      } else {
        int pick = random.nextInt(distinct);
        byte[] value =
            pick == 0 ? new byte[0] : ("\"größe-" + pick + "\"").getBytes(StandardCharsets.UTF_8);
        builder.append(value, 0, value.length);
      }
    }
    BytesColumn column = builder.build();
    if (random.nextBoolean()) {
      return column;
    }
    byte[] heap = new byte[0];
    int[] offsets = new int[size + 1];
    for (int row = 0; row < size; row++) {
      byte[] value = empty.get(row) ? new byte[] {'?'} : column.bytes(row);
      heap = Arrays.copyOf(heap, heap.length + value.length);
      System.arraycopy(value, 0, heap, heap.length - value.length, value.length);
      offsets[row + 1] = heap.length;
    }
    return BytesColumn.plain(type, heap, offsets, size, Empties.of(empty));
  }

  /** The batches' records as texts, an empty value as {@code null}. */
  public static List<List<String>> rows(List<RecordBatch> batches) {
    List<List<String>> rows = new ArrayList<>();
    for (RecordBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        List<String> values = new ArrayList<>();
        for (Column column : batch.columns()) {
          values.add(column.isEmpty(row) ? null : exact(column, row));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  private static String exact(Column column, int row) {
    return column instanceof DecimalColumn decimals
        ? decimals.value(row).unscaledValue() + "e" + -decimals.value(row).scale()
        : column.format(row);
  }
}
