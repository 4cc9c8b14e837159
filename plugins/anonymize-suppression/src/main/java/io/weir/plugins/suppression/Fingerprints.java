package io.weir.plugins.suppression;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRun;
import io.weir.spi.RecordBatch;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Values as 64 bits that only the run can make, so that nobody who delivers records can make two
 * values be counted as one. Equal values have equal fingerprints, whatever their spelling;
 * different ones share one by chance once in 2^64. An empty value is a value of its own.
 */
final class Fingerprints {
  private static final long EMPTY = 0x5EED_0F_E4411L;

  private final long key0;
  private final long key1;

  private Fingerprints(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  static Fingerprints of(MethodRun run) {
    byte[] seed = run.runSeed();
    return new Fingerprints(SipHash.littleEndian(seed, 0, 8), SipHash.littleEndian(seed, 8, 8));
  }

  /** For each record one of its values in all columns of the batch together. */
  long[] of(RecordBatch batch) {
    long[] all = of(batch.column(0));
    SipHash hash = new SipHash(key0, key1);
    for (int i = 1; i < batch.columns().size(); i++) {
      long[] next = of(batch.column(i));
      for (int row = 0; row < all.length; row++) {
        all[row] = hash.of(all[row], next[row]);
      }
    }
    return all;
  }

  /** For each row one. */
  long[] of(Column column) {
    SipHash hash = new SipHash(key0, key1);
    long[] all = new long[column.size()];
    switch (column) {
      case BytesColumn bytes -> fill(all, bytes, ofEntries(bytes));
      case LongColumn longs -> {
        long[] values = longs.values();
        for (int row = 0; row < all.length; row++) {
          all[row] = hash.of(values[row]);
        }
      }
      case DoubleColumn doubles -> {
        double[] values = doubles.values();
        for (int row = 0; row < all.length; row++) {
          // Adding 0 makes -0 the 0 that it equals.
          all[row] = hash.of(Double.doubleToLongBits(values[row] + 0.0));
        }
      }
      case BooleanColumn flags -> {
        long yes = hash.of(1);
        long no = hash.of(0);
        for (int row = 0; row < all.length; row++) {
          all[row] = flags.value(row) ? yes : no;
        }
      }
      case DecimalColumn decimals -> fill(all, decimals, hash);
    }
    if (column.empties().count() > 0) {
      for (int row = 0; row < all.length; row++) {
        if (column.isEmpty(row)) {
          all[row] = EMPTY;
        }
      }
    }
    return all;
  }

  /** For each entry of a dictionary that a row names, one. */
  long[] ofEntries(BytesColumn column) {
    SipHash hash = new SipHash(key0, key1);
    long[] entries = new long[column.entries()];
    boolean[] done = new boolean[entries.length];
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        int entry = column.entry(row);
        if (!done[entry]) {
          done[entry] = true;
          entries[entry] = hash.of(column.heap(), column.start(entry), column.end(entry));
        }
      }
    }
    return entries;
  }

  private static void fill(long[] all, BytesColumn column, long[] entries) {
    for (int row = 0; row < all.length; row++) {
      if (!column.isEmpty(row)) {
        all[row] = entries[column.entry(row)];
      }
    }
  }

  private static void fill(long[] all, DecimalColumn column, SipHash hash) {
    for (int row = 0; row < all.length; row++) {
      if (!column.isEmpty(row)) {
        all[row] =
            column.isSmall(row)
                ? ofBare(column.unscaled(row), column.scale(row), hash)
                : ofBare(column.value(row).stripTrailingZeros(), hash);
      }
    }
  }

  private static long ofBare(long unscaled, int scale, SipHash hash) {
    if (unscaled == 0) {
      return hash.of(0, 0);
    }
    long bare = unscaled;
    int digits = scale;
    while (bare % 10 == 0) {
      bare /= 10;
      digits--;
    }
    return hash.of(bare, digits);
  }

  private static long ofBare(BigDecimal bare, SipHash hash) {
    BigInteger unscaled = bare.unscaledValue();
    if (unscaled.bitLength() < 64) {
      return unscaled.signum() == 0 ? hash.of(0, 0) : hash.of(unscaled.longValue(), bare.scale());
    }
    byte[] bytes = unscaled.toByteArray();
    return hash.of(hash.of(bytes, 0, bytes.length), bare.scale());
  }
}
