package io.weir.plugins.perturbation;

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * Values as blocks of 16 bytes: equal values give equal blocks, different values different ones
 * (long texts by a keyed hash of 120 bits). An empty row gives zeros, which no value does. Decimals
 * are equal when their numbers are.
 */
final class ValueBlocks {
  static final int BLOCK = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int LONG = 1;
  private static final int DOUBLE = 2;
  private static final int BOOLEAN = 3;
  private static final int DECIMAL = 4;
  private static final int LARGE_DECIMAL = 5;
  private static final int LONG_BYTES = 6;
  private static final int SHORT_BYTES = 16; // plus the length, up to 15

  private final Mac hash;

  ValueBlocks(byte[] key) {
    hash = Keys.hmac(key);
  }

  /** Combines the block of each row into what is there, by exclusive or. */
  void mix(Column column, byte[] blocks) {
    switch (column) {
      case LongColumn longs -> {
        long[] values = longs.values();
        for (int row = 0; row < longs.size(); row++) {
          if (!longs.isEmpty(row)) {
            mix(blocks, row, LONG, values[row]);
          }
        }
      }
      case DoubleColumn doubles -> {
        for (int row = 0; row < doubles.size(); row++) {
          if (!doubles.isEmpty(row)) {
            mix(blocks, row, DOUBLE, Double.doubleToLongBits(doubles.value(row) + 0.0));
          }
        }
      }
      case BooleanColumn booleans -> {
        for (int row = 0; row < booleans.size(); row++) {
          if (!booleans.isEmpty(row)) {
            mix(blocks, row, BOOLEAN, booleans.value(row) ? 1 : 0);
          }
        }
      }
      case DecimalColumn decimals -> {
        for (int row = 0; row < decimals.size(); row++) {
          if (!decimals.isEmpty(row)) {
            mix(decimals, row, blocks);
          }
        }
      }
      case BytesColumn bytes -> mix(bytes, blocks);
    }
  }

  /** Combines a number into the block of a row. */
  static void mix(byte[] blocks, int row, int tag, long value) {
    int at = row * BLOCK;
    blocks[at] ^= (byte) tag;
    LONGS.set(blocks, at + 8, (long) LONGS.get(blocks, at + 8) ^ value);
  }

  private void mix(DecimalColumn column, int row, byte[] blocks) {
    if (!column.isSmall(row)) {
      BigDecimal value = column.value(row).stripTrailingZeros();
      if (value.unscaledValue().bitLength() < 64 && (byte) value.scale() == value.scale()) {
        mixDecimal(blocks, row, value.unscaledValue().longValue(), value.scale());
      } else {
        byte[] text = value.toString().getBytes(StandardCharsets.US_ASCII);
        mixHash(LARGE_DECIMAL, text, 0, text.length, blocks, row * BLOCK);
      }
      return;
    }
    long unscaled = column.unscaled(row);
    int scale = column.scale(row);
    if (unscaled == 0) {
      scale = 0;
    }
    while (unscaled != 0 && unscaled % 10 == 0 && scale > Byte.MIN_VALUE) {
      unscaled /= 10;
      scale--;
    }
    mixDecimal(blocks, row, unscaled, scale);
  }

  private static void mixDecimal(byte[] blocks, int row, long unscaled, int scale) {
    blocks[row * BLOCK + 1] ^= (byte) scale;
    mix(blocks, row, DECIMAL, unscaled);
  }

  private void mix(BytesColumn column, byte[] blocks) {
    boolean shared = column.entries() < column.size();
    byte[] entries = new byte[shared ? column.entries() * BLOCK : 0];
    boolean[] known = new boolean[shared ? column.entries() : 0];
    for (int row = 0; row < column.size(); row++) {
      if (column.isEmpty(row)) {
        continue;
      }
      int entry = column.entry(row);
      if (!shared) {
        mixEntry(column, entry, blocks, row * BLOCK);
        continue;
      }
      if (!known[entry]) {
        known[entry] = true;
        mixEntry(column, entry, entries, entry * BLOCK);
      }
      for (int i = 0; i < BLOCK; i++) {
        blocks[row * BLOCK + i] ^= entries[entry * BLOCK + i];
      }
    }
  }

  private void mixEntry(BytesColumn column, int entry, byte[] target, int at) {
    int start = column.start(entry);
    int length = column.end(entry) - start;
    if (length < BLOCK) {
      target[at] ^= (byte) (SHORT_BYTES + length);
      for (int i = 0; i < length; i++) {
        target[at + 1 + i] ^= column.heap()[start + i];
      }
    } else {
      mixHash(LONG_BYTES, column.heap(), start, length, target, at);
    }
  }

  private void mixHash(int tag, byte[] source, int from, int length, byte[] target, int at) {
    hash.update((byte) tag);
    hash.update(source, from, length);
    byte[] digest = Arrays.copyOf(hash.doFinal(), BLOCK - 1);
    target[at] ^= (byte) tag;
    for (int i = 0; i < digest.length; i++) {
      target[at + 1 + i] ^= digest[i];
    }
  }
}
