package io.weir.testkit;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Random;

/**
 * Columns of every type from a seed: ordinary values, many of them repeated, some at the edge of
 * what the type can hold, and every eighth row empty or so.
 */
public final class SampleColumns {
  private static final long DAY = 86_400_000_000L;
  private static final String[] WORDS = {
    "Ann",
    "Bo",
    "",
    "İstanbul",
    "süß",
    "日本語",
    "a,b",
    "say \"no\"",
    "two\nlines",
    "😀🎉",
    "x".repeat(300)
  };

  private SampleColumns() {}

  /** A column of {@code rows} values; the same for the same arguments. */
  public static Column of(ValueType type, int rows, long seed) {
    Random random = new Random(seed * 31 + type.ordinal());
    BitSet empty = new BitSet(rows);
    for (int row = 0; row < rows; row++) {
      empty.set(row, random.nextInt(8) == 0);
    }
    return switch (type) {
      case STRING, BINARY, JSON -> bytes(type, rows, random, empty);
      case BOOLEAN -> booleans(rows, random, Empties.of(empty));
      case INTEGER, DATE, TIME, DATETIME -> longs(type, rows, random, Empties.of(empty));
      case DECIMAL -> decimals(rows, random, empty);
      case DOUBLE -> doubles(rows, random, Empties.of(empty));
    };
  }

  /** A column of {@code rows} empty rows. */
  public static Column allEmpty(ValueType type, int rows) {
    BitSet bits = new BitSet();
    bits.set(0, rows);
    Empties empties = Empties.of(bits);
    return switch (type) {
      case STRING, BINARY, JSON ->
          BytesColumn.dictionary(
              type, new byte[0], new int[] {0}, 0, new int[rows], rows, empties, true);
      case BOOLEAN -> new BooleanColumn(new byte[rows], rows, empties);
      case INTEGER, DATE, TIME, DATETIME -> new LongColumn(type, new long[rows], rows, empties);
      case DECIMAL -> new DecimalColumn(new long[rows], new byte[rows], null, rows, empties);
      case DOUBLE -> new DoubleColumn(new double[rows], rows, empties);
    };
  }

  private static Column bytes(ValueType type, int rows, Random random, BitSet empty) {
    BytesColumn.Builder builder = new BytesColumn.Builder(type, rows);
    for (int row = 0; row < rows; row++) {
      if (empty.get(row)) {
        builder.appendEmpty();
        continue;
      }
      switch (type) {
        case JSON -> builder.append("{\"n\": " + random.nextInt(50) + ", \"t\": [null, \"ü\"]}");
        case BINARY -> {
          byte[] value = new byte[random.nextInt(5)];
          random.nextBytes(value);
          builder.append(value, 0, value.length);
        }
        case STRING, BOOLEAN, INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATETIME ->
            builder.append(
                random.nextBoolean()
                    ? WORDS[random.nextInt(WORDS.length)]
                    : "w" + random.nextInt(rows));
      }
    }
    return builder.build();
  }

  private static Column booleans(int rows, Random random, Empties empties) {
    byte[] values = new byte[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = (byte) random.nextInt(2);
    }
    return new BooleanColumn(values, rows, empties);
  }

  private static Column longs(ValueType type, int rows, Random random, Empties empties) {
    long[] values = new long[rows];
    for (int row = 0; row < rows; row++) {
      boolean edge = random.nextInt(20) == 0;
      boolean high = random.nextBoolean();
      values[row] =
          switch (type) {
            case DATE -> edge ? (high ? 2_932_896 : -719_162) : random.nextLong(-36_500, 25_000);
            case TIME -> edge ? (high ? DAY - 1 : 0) : random.nextLong(DAY);
            case DATETIME ->
                edge
                    ? (high ? 253_402_300_799_999_999L : -62_135_596_800_000_000L)
                    : random.nextLong(-20_000 * DAY, 25_000 * DAY);
            case INTEGER, STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON ->
                edge ? (high ? Long.MAX_VALUE : Long.MIN_VALUE) : random.nextLong(-200, 200);
          };
    }
    return new LongColumn(type, values, rows, empties);
  }

  private static Column decimals(int rows, Random random, BitSet empty) {
    DecimalColumn.Builder builder = new DecimalColumn.Builder(rows);
    for (int row = 0; row < rows; row++) {
      if (empty.get(row)) {
        builder.appendEmpty();
      } else if (random.nextInt(20) == 0) {
        builder.append(
            new BigDecimal(new BigInteger(200, random).negate(), random.nextInt(60) - 9));
      } else if (random.nextInt(20) == 0) {
        builder.append(random.nextLong(), random.nextInt(25) - 3);
      } else {
        builder.append(random.nextLong(-20_000, 20_000), random.nextInt(4));
      }
    }
    return builder.build();
  }

  private static Column doubles(int rows, Random random, Empties empties) {
    double[] edges = {
      Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -0.0, 1e300, 0.1 + 0.2
    };
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(-200, 200);
            case 1 -> random.nextInt(-2_000, 2_000) / 10.0;
            case 2 -> random.nextInt(5) == 0 ? edges[random.nextInt(edges.length)] : 1.5;
            default -> random.nextGaussian() * 100;
          };
    }
    return new DoubleColumn(values, rows, empties);
  }
}
