package io.weir.engine.dataplane.profile;

import io.weir.spi.Empties;
import java.util.Arrays;

/** Arrays that are used for one column after the other. */
final class Room {
  private long[] keys = new long[0];
  private long[] hashes = new long[0];
  private double[] numbers = new double[0];
  private int[] uses = new int[0];

  long[] keys(int length) {
    if (keys.length < length) {
      keys = new long[length];
    }
    return keys;
  }

  long[] hashes(int length) {
    if (hashes.length < length) {
      hashes = new long[length];
    }
    return hashes;
  }

  double[] numbers(int length) {
    if (numbers.length < length) {
      numbers = new double[length];
    }
    return numbers;
  }

  /** All 0. */
  int[] uses(int length) {
    if (uses.length < length) {
      uses = new int[length];
    }
    Arrays.fill(uses, 0, length, 0);
    return uses;
  }

  /** Moves the values that are not empty into an array and tells how many there are. */
  int present(Empties empties, long[] values, int size, long[] into) {
    if (empties.count() == 0) {
      System.arraycopy(values, 0, into, 0, size);
      return size;
    }
    int found = 0;
    for (int row = 0; row < size; row++) {
      into[found] = values[row];
      found += empties.get(row) ? 0 : 1;
    }
    return found;
  }
}
