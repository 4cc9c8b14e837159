package io.weir.engine.dataplane.verify;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * 128-bit fingerprints of the values of a batch's column (MurmurHash3 x64 128 with its finalizer,
 * of the value and its type). Equal values have equal ones, whatever they are carried by: {@code
 * 1.50} and {@code 1.5} are one decimal, {@code -0.0} and {@code 0.0} one double. Every empty value
 * has the same. One instance is used for many batches by one thread.
 */
final class Fingerprints {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long C1 = 0x87C37B91114253D5L;
  private static final long C2 = 0x4CF5AD432745937FL;
  private static final int EMPTY_TAG = 0x45;

  private long[] high = new long[0];
  private long[] low = new long[0];
  private long h1;
  private long h2;

  /** The upper half of a row's fingerprint. */
  long high(int row) {
    return high[row];
  }

  /** The lower half of a row's fingerprint. */
  long low(int row) {
    return low[row];
  }

  /** 62 bits of a row's fingerprint, by which values within a class are told apart. */
  long value(int row) {
    return low[row] & ~3L;
  }

  /** Takes the fingerprints of all rows, forgetting the ones before. */
  void take(Column column) {
    int size = column.size();
    if (high.length < size) {
      high = new long[size];
      low = new long[size];
    }
    long seed = seed(column.type());
    switch (column) {
      case LongColumn longs -> takeLongs(longs.values(), size, seed);
      case DoubleColumn doubles -> takeDoubles(doubles, seed);
      case BooleanColumn booleans -> takeBooleans(booleans, seed);
      case DecimalColumn decimals -> takeDecimals(decimals, seed);
      case BytesColumn bytes -> takeBytes(bytes, seed);
    }
    if (column.empties().count() > 0) {
      takeEmpties(column);
    }
  }

  private static long seed(ValueType type) {
    return switch (type) {
      case STRING -> 1;
      case BOOLEAN -> 2;
      case INTEGER -> 3;
      case DECIMAL -> 4;
      case DOUBLE -> 5;
      case DATE -> 6;
      case TIME -> 7;
      case DATETIME -> 8;
      case BINARY -> 9;
      case JSON -> 10;
    };
  }

  private void takeLongs(long[] values, int size, long seed) {
    for (int row = 0; row < size; row++) {
      hash(seed, values[row]);
      keep(row);
    }
  }

  private void takeDoubles(DoubleColumn doubles, long seed) {
    for (int row = 0; row < doubles.size(); row++) {
      double value = doubles.value(row);
      hash(seed, value == 0 ? 0 : Double.doubleToLongBits(value));
      keep(row);
    }
  }

  private void takeBooleans(BooleanColumn booleans, long seed) {
    for (int row = 0; row < booleans.size(); row++) {
      hash(seed, booleans.value(row) ? 1 : 0);
      keep(row);
    }
  }

  private void takeDecimals(DecimalColumn decimals, long seed) {
    for (int row = 0; row < decimals.size(); row++) {
      if (decimals.isEmpty(row)) {
        continue;
      }
      BigDecimal value = decimals.value(row);
      BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
      BigInteger unscaled = plain.unscaledValue();
      if (unscaled.bitLength() < 64) {
        hash(seed ^ (long) plain.scale() << 8, unscaled.longValue());
      } else {
        byte[] bytes = unscaled.toByteArray();
        hash(seed ^ (long) plain.scale() << 8, bytes, 0, bytes.length);
      }
      keep(row);
    }
  }

  private void takeBytes(BytesColumn bytes, long seed) {
    if (bytes.entries() >= bytes.size()) {
      for (int row = 0; row < bytes.size(); row++) {
        if (!bytes.isEmpty(row)) {
          int entry = bytes.entry(row);
          hash(seed, bytes.heap(), bytes.start(entry), bytes.end(entry));
          keep(row);
        }
      }
      return;
    }
    long[] entryHigh = new long[bytes.entries()];
    long[] entryLow = new long[bytes.entries()];
    for (int entry = 0; entry < entryHigh.length; entry++) {
      hash(seed, bytes.heap(), bytes.start(entry), bytes.end(entry));
      entryHigh[entry] = h1;
      entryLow[entry] = h2;
    }
    for (int row = 0; row < bytes.size(); row++) {
      if (!bytes.isEmpty(row)) {
        high[row] = entryHigh[bytes.entry(row)];
        low[row] = entryLow[bytes.entry(row)];
      }
    }
  }

  private void takeEmpties(Column column) {
    hash(EMPTY_TAG, 0);
    for (int row = 0; row < column.size(); row++) {
      if (column.isEmpty(row)) {
        keep(row);
      }
    }
  }

  private void keep(int row) {
    high[row] = h1;
    low[row] = h2;
  }

  private void hash(long seed, long value) {
    h1 = seed;
    h2 = seed;
    block(value, seed);
    finish(16);
  }

  private void hash(long seed, byte[] bytes, int start, int end) {
    h1 = seed;
    h2 = seed;
    int at = start;
    for (; at + 16 <= end; at += 16) {
      block((long) LONGS.get(bytes, at), (long) LONGS.get(bytes, at + 8));
    }
    long first = 0;
    long second = 0;
    for (int i = 0; at + i < end; i++) {
      long value = bytes[at + i] & 0xFFL;
      if (i < 8) {
        first |= value << (i << 3);
      } else {
        second |= value << (i - 8 << 3);
      }
    }
    h2 ^= Long.rotateLeft(second * C2, 33) * C1;
    h1 ^= Long.rotateLeft(first * C1, 31) * C2;
    finish(end - start);
  }

  private void block(long first, long second) {
    h1 ^= Long.rotateLeft(first * C1, 31) * C2;
    h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52DCE729;
    h2 ^= Long.rotateLeft(second * C2, 33) * C1;
    h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495AB5;
  }

  private void finish(int length) {
    h1 ^= length;
    h2 ^= length;
    h1 += h2;
    h2 += h1;
    h1 = mix(h1);
    h2 = mix(h2);
    h1 += h2;
    h2 += h1;
  }

  /** MurmurHash3's finalizer: a bijection that spreads every bit over all. */
  static long mix(long value) {
    long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
