package io.weir.engine.dataplane.pipeline;

import io.weir.spi.ConnectorException;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Delivers some bytes and then hangs: until it is closed, or until it is let go. */
final class SilentSource implements SourceStream {
  private final byte[] first;
  private final boolean heedsClose;
  private final CountDownLatch released = new CountDownLatch(1);
  private int delivered;

  SilentSource(String first, boolean heedsClose) {
    this.first = first.getBytes(StandardCharsets.UTF_8);
    this.heedsClose = heedsClose;
  }

  @Override
  public SourceFormat format() {
    return new SourceFormat.Json();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (delivered < first.length) {
      buffer[offset] = first[delivered++];
      return 1;
    }
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ConnectorException(
        ConnectorException.Kind.FAILED, "it was closed while reading", "Nothing can be done.");
  }

  void letGo() {
    released.countDown();
  }

  @Override
  public void close() {
    if (heedsClose) {
      letGo();
    }
  }
}
