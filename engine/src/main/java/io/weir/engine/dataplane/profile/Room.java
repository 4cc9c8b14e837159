package io.weir.engine.dataplane.profile;

import io.weir.spi.BytesColumn;
import io.weir.spi.Empties;
import java.util.Arrays;

/** Arrays that are used for one column after the other. */
final class Room {
  private long[] keys = new long[0];
  private int[] uses = new int[0];

  /** The array that was asked for last. */
  long[] keys() {
    return keys;
  }

  long[] keys(int length) {
    if (keys.length < length) {
      keys = new long[length];
    }
    return keys;
  }

  /** Puts the values that are not empty into {@link #keys()} and tells how many there are. */
  int present(Empties empties, long[] values, int size) {
    long[] present = keys(size);
    if (empties.count() == 0) {
      System.arraycopy(values, 0, present, 0, size);
      return size;
    }
    int found = 0;
    for (int row = 0; row < size; row++) {
      if (!empties.get(row)) {
        present[found++] = values[row];
      }
    }
    return found;
  }

  /** How many rows have each of a column's entries. */
  int[] uses(BytesColumn column) {
    if (uses.length < column.entries()) {
      uses = new int[column.entries()];
    }
    Arrays.fill(uses, 0, column.entries(), 0);
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        uses[column.entry(row)]++;
      }
    }
    return uses;
  }
}
