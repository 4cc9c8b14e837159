package io.weir.engine.dataplane.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a chunk's records lie: for each wanted column and record a slice of one byte
 * array, and for JSON what kind of value it is. Belongs to the decoder that filled it and is
 * overwritten by its next chunk.
 */
public final class RawChunk {
  /** Instead of a slice: the field is not there, is JSON's {@code null}, or CSV's way to say so. */
  public static final long ABSENT = -1L;

  /**
   * Text, all escapes resolved; in a column of type JSON the string as written, quotes included.
   */
  public static final byte TEXT = 1;

  /** A JSON number as written. */
  public static final byte NUMBER = 2;

  /** {@code true} or {@code false}. */
  public static final byte BOOLEAN = 3;

  /** A JSON object or array as written. */
  public static final byte NESTED = 4;

  /** Room at the beginning, for tables of very many columns too. */
  private static final int CELLS = 1 << 18;

  private static final int FEWEST = 8;
  private static final int MOST = 1024;

  private final long[][] slices;
  private final byte @Nullable [][] kinds;
  private final boolean[] seen;
  private byte[] bytes = new byte[0];
  private int records;
  private long extraFields;

  RawChunk(int columns, boolean withKinds) {
    int records = Math.clamp(CELLS / Math.max(1, columns), FEWEST, MOST);
    slices = new long[columns][records];
    kinds = withKinds ? new byte[columns][records] : null;
    seen = new boolean[columns];
  }

  /** What the slices are slices of. */
  public byte[] bytes() {
    return bytes;
  }

  public int records() {
    return records;
  }

  /**
   * For each record where the value starts (upper half) and where it ends, exclusive (lower half),
   * or {@link #ABSENT}.
   */
  public long[] slices(int column) {
    return slices[column];
  }

  /**
   * For each record whose value is there what kind of value it is; null when all are {@link #TEXT}.
   */
  public byte @Nullable [] kinds(int column) {
    return kinds == null ? null : kinds[column];
  }

  public int columns() {
    return slices.length;
  }

  /** How many values belong to no wanted column. */
  public long extraFields() {
    return extraFields;
  }

  /** Whether the column's field occurred in any record. */
  public boolean seen(int column) {
    return seen[column];
  }

  public static int start(long slice) {
    return (int) (slice >>> 32);
  }

  public static int end(long slice) {
    return (int) slice;
  }

  void begin(byte[] chunk) {
    bytes = chunk;
    records = 0;
    extraFields = 0;
    Arrays.fill(seen, false);
  }

  /** Makes room for the record with this number. */
  void reserve(int record) {
    if (slices.length > 0 && record >= slices[0].length) {
      for (int column = 0; column < slices.length; column++) {
        slices[column] = Arrays.copyOf(slices[column], record * 2);
        if (kinds != null) {
          kinds[column] = Arrays.copyOf(kinds[column], record * 2);
        }
      }
    }
  }

  void put(int column, int record, int start, int end) {
    slices[column][record] = (long) start << 32 | end;
  }

  void put(int column, int record, int start, int end, byte kind) {
    put(column, record, start, end);
    if (kinds != null) {
      kinds[column][record] = kind;
    }
    seen[column] = true;
  }

  void putAbsent(int column, int record) {
    slices[column][record] = ABSENT;
  }

  void markSeen(int column) {
    seen[column] = true;
  }

  void allSeen() {
    Arrays.fill(seen, true);
  }

  void end(int count, long extra) {
    records = count;
    extraFields = extra;
  }
}
