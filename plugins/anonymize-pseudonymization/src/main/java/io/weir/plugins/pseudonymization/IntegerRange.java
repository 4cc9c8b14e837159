package io.weir.plugins.pseudonymization;

import java.math.BigInteger;
import javax.crypto.SecretKey;

/**
 * The integers from a least to a greatest one, of which there are a million at least.
 *
 * <p>Counted from the least, an integer is written with as few numerals of at most 256 as hold all
 * of them; FF1 permutes these, and what falls beyond the greatest is enciphered again until it does
 * not (cycle walking), so that the integers of the range are permuted among themselves.
 */
record IntegerRange(long minimum, long maximum) {
  private static final int LARGEST_RADIX = 256;

  /** A use of the range under one key. For one thread. */
  final class Shuffle {
    private final Permutation permutation;
    private final byte[] numerals = new byte[numerals()];
    private final int radix = radix();

    Shuffle(SecretKey key) {
      permutation = new Permutation(key, radix);
    }

    /**
     * @param value of the range
     */
    long of(long value) {
      long offset = value - minimum;
      do {
        for (int i = numerals.length - 1; i >= 0; i--) {
          numerals[i] = (byte) Long.remainderUnsigned(offset, radix);
          offset = Long.divideUnsigned(offset, radix);
        }
        permutation.apply(numerals, numerals.length);
        offset = 0;
        for (byte numeral : numerals) {
          offset = offset * radix + (numeral & 0xFF);
        }
      } while (Long.compareUnsigned(offset, maximum - minimum) > 0);
      return minimum + offset;
    }
  }

  boolean contains(long value) {
    return minimum <= value && value <= maximum;
  }

  /** How many integers there are: up to 2^64. */
  BigInteger size() {
    return BigInteger.valueOf(maximum).subtract(BigInteger.valueOf(minimum)).add(BigInteger.ONE);
  }

  private int numerals() {
    int numerals = 2;
    while (BigInteger.valueOf(LARGEST_RADIX).pow(numerals).compareTo(size()) < 0) {
      numerals++;
    }
    return numerals;
  }

  /** The least one with which so many numerals hold all. */
  private int radix() {
    int numerals = numerals();
    int radix = 2;
    while (BigInteger.valueOf(radix).pow(numerals).compareTo(size()) < 0) {
      radix++;
    }
    return radix;
  }
}
