package io.weir.engine.dataplane.decode;

/**
 * @param chunkBytes how many bytes a chunk has at most, unless a single record is larger; the same
 *     value gives the same chunks
 * @param maxRecordBytes how many bytes a record may have
 * @param chunkCells how many values a chunk's records have at most in the wanted columns, missing
 *     ones included, unless there is a single record
 */
public record FramingLimits(int chunkBytes, int maxRecordBytes, int chunkCells) {
  /** 8 MiB as slices: what {@code {}} a thousand times is for a table of ten thousand columns. */
  private static final int CELLS = 1 << 20;


  private static final int MOST = 1 << 30;

  public FramingLimits {
    if (chunkBytes < 1 || maxRecordBytes < 1 || maxRecordBytes > MOST || chunkCells < 1) {
      throw new IllegalArgumentException("chunks and records have 1 byte to 1 GiB");
    }
    chunkBytes = Math.min(chunkBytes, maxRecordBytes);
  }

  public FramingLimits(int chunkBytes, int maxRecordBytes) {
    this(chunkBytes, maxRecordBytes, CELLS);
  }

  /**
   * Chunks of half a MiB, which a core's cache holds together with what is made of them; 16 MiB
   * records.
   */
  public static FramingLimits standard() {
    return new FramingLimits(1 << 19, 1 << 24);
  }
}
