package io.weir.engine.dataplane.profile;

import io.weir.spi.BytesColumn;
import java.math.BigDecimal;

/** Hashes by which equal values are known; the same in every process. */
final class Hashes {
  private Hashes() {}

  /** Stafford's variant 13 of the finalizer of MurmurHash3: a bijection of the 64-bit numbers. */
  static long of(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /** Of the first so many values. */
  static void of(long[] values, long[] hashes, int length) {
    for (int i = 0; i < length; i++) {
      hashes[i] = of(values[i]);
    }
  }

  /** Equal numbers are equal whatever their scale. */
  static long of(long unscaled, int scale) {
    long digits = unscaled;
    int places = digits == 0 ? 0 : scale;
    while (digits != 0 && digits % 10 == 0) {
      digits /= 10;
      places--;
    }
    return of(digits ^ of(places));
  }

  static long of(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.unscaledValue().bitLength() < Long.SIZE) {
      return of(stripped.unscaledValue().longValue(), stripped.scale());
    }
    byte[] digits = stripped.unscaledValue().toByteArray();
    return of(BytesColumn.hash(digits, 0, digits.length) ^ of(stripped.scale()));
  }
}
