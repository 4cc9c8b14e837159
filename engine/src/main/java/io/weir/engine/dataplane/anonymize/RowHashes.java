package io.weir.engine.dataplane.anonymize;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Hashes of 128 bits of the values that each row of a batch has in some columns; the same in every
 * process. Equal values have equal ones: {@code 1.50} and {@code 1.5} are one decimal, {@code -0.0}
 * and {@code 0.0} one double, and all empties are one value. Used for many batches by one thread.
 */
final class RowHashes {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONE = 0x9E3779B97F4A7C15L;
  private static final long OTHER = 0xD1B54A32D192ED03L;
  private static final long EMPTY = 0x2545F4914F6CDD1DL;

  private long[] high = new long[0];
  private long[] low = new long[0];

  /**
   * Begins with a batch, forgetting the one before.
   *
   * @param kind tells apart what is hashed for different purposes
   */
  void begin(int rows, long kind) {
    if (high.length < rows) {
      high = new long[rows];
      low = new long[rows];
    }
    Arrays.fill(high, 0, rows, mixed(kind, ONE));
    Arrays.fill(low, 0, rows, mixed(kind, OTHER));
  }

  long high(int row) {
    return high[row];
  }

  long low(int row) {
    return low[row];
  }

  /** Takes a further value of each row. */
  void add(Column column) {
    switch (column) {
      case LongColumn longs -> {
        for (int row = 0; row < longs.size(); row++) {
          add(row, column, longs.values()[row]);
        }
      }
      case DoubleColumn doubles -> {
        for (int row = 0; row < doubles.size(); row++) {
          double value = doubles.value(row);
          add(row, column, value == 0 ? 0 : Double.doubleToLongBits(value));
        }
      }
      case BooleanColumn booleans -> {
        for (int row = 0; row < booleans.size(); row++) {
          add(row, column, booleans.value(row) ? 1 : 0);
        }
      }
      case DecimalColumn decimals -> addDecimals(decimals);
      case BytesColumn texts -> addTexts(texts);
    }
  }

  private void add(int row, Column column, long value) {
    if (column.isEmpty(row)) {
      add(row, EMPTY, ~EMPTY);
    } else {
      add(row, mixed(value, ONE), mixed(value, OTHER));
    }
  }

  private void add(int row, long one, long other) {
    high[row] = mixed(Long.rotateLeft(high[row], 23) + one, ONE);
    low[row] = mixed(Long.rotateLeft(low[row], 41) + other, OTHER);
  }

  private void addDecimals(DecimalColumn decimals) {
    for (int row = 0; row < decimals.size(); row++) {
      if (decimals.isEmpty(row)) {
        add(row, EMPTY, ~EMPTY);
        continue;
      }
      BigDecimal value = decimals.value(row);
      BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
      byte[] digits = plain.unscaledValue().toByteArray();
      add(
          row,
          mixed(of(digits, 0, digits.length, ONE) + plain.scale(), ONE),
          mixed(of(digits, 0, digits.length, OTHER) + plain.scale(), OTHER));
    }
  }

  private void addTexts(BytesColumn texts) {
    long[] one = new long[texts.entries()];
    long[] other = new long[texts.entries()];
    for (int entry = 0; entry < one.length; entry++) {
      one[entry] = of(texts.heap(), texts.start(entry), texts.end(entry), ONE);
      other[entry] = of(texts.heap(), texts.start(entry), texts.end(entry), OTHER);
    }
    for (int row = 0; row < texts.size(); row++) {
      if (texts.isEmpty(row)) {
        add(row, EMPTY, ~EMPTY);
      } else {
        add(row, one[texts.entry(row)], other[texts.entry(row)]);
      }
    }
  }

  private static long of(byte[] bytes, int start, int end, long lane) {
    long hash = mixed(end - start, lane);
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mixed(Long.rotateLeft(hash, 29) + (long) WORDS.get(bytes, at), lane);
    }
    long tail = 0;
    for (; at < end; at++) {
      tail = tail << Byte.SIZE | bytes[at] & 0xFF;
    }
    return mixed(Long.rotateLeft(hash, 29) + tail, lane);
  }

  /** A bijection of the 64-bit numbers that spreads every bit over all; another for each lane. */
  private static long mixed(long value, long lane) {
    long mixed = value + lane;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
