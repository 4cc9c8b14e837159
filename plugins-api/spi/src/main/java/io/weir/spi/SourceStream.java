package io.weir.spi;

/**
 * Records as a stream of bytes in a declared format. Decoding, typing and rules are the engine's; a
 * connector only brings the bytes.
 */
public interface SourceStream extends AutoCloseable {
  SourceFormat format();

  /**
   * Reads some bytes, waiting for the first.
   *
   * @return how many bytes were read, at least one, or -1 at the end, which is only reported when
   *     the source ended well (a script's exit code was 0, a query completed)
   * @throws ConnectorException if the source failed
   */
  int read(byte[] buffer, int offset, int length);

  /**
   * Releases everything, from any thread; a blocked {@link #read} ends with an exception. Never
   * throws.
   */
  @Override
  void close();
}
