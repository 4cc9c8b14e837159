package io.weir.engine.dataplane.decode;

/**
 * Whole records of a stream.
 *
 * @param bytes the records; at least {@link #PADDING} more bytes than {@code length}, whose content
 *     is undefined. Whoever decodes the chunk may change them.
 * @param length how many bytes count
 * @param first whether no record comes before
 * @param from where the chunk begins in the stream
 * @param digest of the stream's bytes up to {@link #to}
 */
public record Chunk(byte[] bytes, int length, boolean first, long from, String digest) {
  /** So that eight bytes can be looked at wherever one can. */
  public static final int PADDING = 8;

  /** Where the chunk ends in the stream, exclusive. */
  public long to() {
    return from + length;
  }
}
