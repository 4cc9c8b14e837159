package io.weir.engine.dataplane.verify;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.RecordBatch;

/**
 * The fingerprints of a batch's first columns, and of all of them together, by which records of one
 * class are known. Used for many batches by one thread.
 */
final class Tuples {
  private static final String STAR = "*";
  private static final long STAR_HIGH;
  private static final long STAR_LOW;

  static {
    Fingerprints star = new Fingerprints();
    star.take(BytesColumn.ofStrings(STAR));
    STAR_HIGH = star.high(0);
    STAR_LOW = star.low(0);
  }

  private final Fingerprints[] columns;
  private long[] high = new long[0];
  private long[] low = new long[0];

  /**
   * @param width how many columns make a class
   */
  Tuples(int width) {
    columns = new Fingerprints[width];
    for (int i = 0; i < width; i++) {
      columns[i] = new Fingerprints();
    }
  }

  /** Takes the fingerprints of all rows, forgetting the ones before. */
  void take(RecordBatch batch) {
    int size = batch.size();
    if (high.length < size) {
      high = new long[size];
      low = new long[size];
    }
    for (int row = 0; row < size; row++) {
      high[row] = columns.length;
      low[row] = 0;
    }
    for (int i = 0; i < columns.length; i++) {
      columns[i].take(batch.column(i));
      for (int row = 0; row < size; row++) {
        add(row, columns[i].high(row), columns[i].low(row));
      }
    }
  }

  private void add(int row, long more, long other) {
    long mixed = mix(high[row], low[row], more);
    low[row] = mix(low[row], mixed, other);
    high[row] = mixed;
  }

  private static long mix(long one, long other, long more) {
    return Fingerprints.mix(one ^ more) + Long.rotateLeft(other, 29) * 5;
  }

  long high(int row) {
    return high[row];
  }

  long low(int row) {
    return low[row];
  }

  /** Of one column. */
  Fingerprints column(int index) {
    return columns[index];
  }

  /** Whether a value is the token that stands for a suppressed one. */
  boolean isStar(int column, int row) {
    return columns[column].high(row) == STAR_HIGH && columns[column].low(row) == STAR_LOW;
  }

  /** The same over some of the columns only, for one row; see {@link #high} for all of them. */
  long[] of(int row, long chosen) {
    long partHigh = columns.length;
    long partLow = 0;
    for (int i = 0; i < columns.length; i++) {
      if ((chosen >>> i & 1) != 0) {
        long mixed = mix(partHigh, partLow, columns[i].high(row));
        partLow = mix(partLow, mixed, columns[i].low(row));
        partHigh = mixed;
      }
    }
    return new long[] {partHigh, partLow};
  }

  /** Which of the columns have a value in a row, a bit for each. */
  static long present(RecordBatch batch, int width, int row) {
    long present = 0;
    for (int i = 0; i < width; i++) {
      Column column = batch.column(i);
      present |= column.isEmpty(row) ? 0 : 1L << i;
    }
    return present;
  }
}
