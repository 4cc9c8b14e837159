package io.weir.engine.dataplane.pipeline;

import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A source that may be closed by its reader and by the end of the execution; its connector sees it
 * once.
 */
final class CancellableStream implements SourceStream {
  private final SourceStream stream;
  private final AtomicBoolean closed = new AtomicBoolean();

  CancellableStream(SourceStream stream) {
    this.stream = stream;
  }

  @Override
  public SourceFormat format() {
    return stream.format();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    return stream.read(buffer, offset, length);
  }

  boolean isClosed() {
    return closed.get();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stream.close();
    }
  }
}
