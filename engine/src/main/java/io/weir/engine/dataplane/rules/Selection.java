package io.weir.engine.dataplane.rules;

import io.weir.spi.Empties;
import java.util.Arrays;

/**
 * Which records of a chunk are still in, and for the column at work which of them hold a value. Row
 * numbers are those of the chunk and always ascend.
 */
final class Selection {
  private final int records;
  private final int[] rows;
  private final int[] present;
  private final int[] marked;
  private final boolean[] dropped;
  private int size;
  private int presentSize;
  private int markedSize;
  private int droppedHere;
  private long[] empties = new long[0];

  Selection(int records) {
    this.records = records;
    rows = new int[records];
    present = new int[records];
    marked = new int[records];
    dropped = new boolean[records];
    size = records;
    for (int row = 0; row < records; row++) {
      rows[row] = row;
    }
  }

  /** How many rows the chunk has. */
  int records() {
    return records;
  }

  /** The rows still in; the first {@link #size} count. */
  int[] rows() {
    return rows;
  }

  int size() {
    return size;
  }

  /** The rows that hold a value in this column; the first {@link #presentSize} count. */
  int[] present() {
    return present;
  }

  int presentSize() {
    return presentSize;
  }

  /** Sets how many of the rows put into {@link #present} count. */
  void present(int count) {
    presentSize = count;
  }

  void beginColumn() {
    empties = new long[(records + 63) >>> 6];
    presentSize = 0;
    markedSize = 0;
    droppedHere = 0;
  }

  void empty(int row) {
    empties[row >>> 6] |= 1L << row;
  }

  void notEmpty(int row) {
    empties[row >>> 6] &= ~(1L << row);
  }

  /** Marks the empty rows among those still in. */
  void markEmpty() {
    for (int i = 0; i < size; i++) {
      if ((empties[rows[i] >>> 6] >>> rows[i] & 1) != 0) {
        mark(rows[i]);
      }
    }
  }

  /** Remembers a row of {@link #present} whose value cannot stay as it is. */
  void mark(int row) {
    marked[markedSize++] = row;
  }

  int markedSize() {
    return markedSize;
  }

  int marked(int index) {
    return marked[index];
  }

  /** Takes the marked rows out of {@link #present}. */
  void removeMarked() {
    int kept = 0;
    int next = 0;
    for (int i = 0; i < presentSize; i++) {
      if (next < markedSize && marked[next] == present[i]) {
        next++;
      } else {
        present[kept++] = present[i];
      }
    }
    presentSize = kept;
    markedSize = 0;
  }

  void clearMarked() {
    markedSize = 0;
  }

  /** The record of this row goes once the column is done. */
  void drop(int row) {
    dropped[row] = true;
    droppedHere++;
  }

  boolean isDropped(int row) {
    return dropped[row];
  }

  /** Forgets this row and all after it: the run fails there. */
  void cut(int row) {
    size = before(rows, size, row);
    presentSize = before(present, presentSize, row);
    int words = row >>> 6;
    if (words < empties.length) {
      empties[words] &= (1L << row) - 1;
      Arrays.fill(empties, words + 1, empties.length, 0);
    }
  }

  /** Ends the column: what was dropped is out. */
  Empties endColumn() {
    if (droppedHere > 0) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (!dropped[rows[i]]) {
          rows[kept++] = rows[i];
        }
      }
      size = kept;
    }
    return Empties.ofWords(empties);
  }

  private static int before(int[] ascending, int length, int row) {
    int found = Arrays.binarySearch(ascending, 0, length, row);
    return found < 0 ? -found - 1 : found;
  }
}
