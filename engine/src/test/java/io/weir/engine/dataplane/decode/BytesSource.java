package io.weir.engine.dataplane.decode;

import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A source of given bytes that arrive in pieces of sizes drawn from a seed. */
public final class BytesSource implements SourceStream {
  private final SourceFormat format;
  private final byte[] bytes;
  private final Random sizes;
  private final int largest;
  private int at;

  public BytesSource(SourceFormat format, byte[] bytes, long seed) {
    this.format = format;
    this.bytes = bytes;
    sizes = new Random(seed);
    largest = 1 + sizes.nextInt(sizes.nextBoolean() ? 3 : 200);
  }

  public BytesSource(SourceFormat format, String text) {
    this(format, text.getBytes(StandardCharsets.UTF_8), 0);
  }

  @Override
  public SourceFormat format() {
    return format;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (at == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(1 + sizes.nextInt(largest), length), bytes.length - at);
    System.arraycopy(bytes, at, buffer, offset, count);
    at += count;
    return count;
  }

  @Override
  public void close() {}
}
