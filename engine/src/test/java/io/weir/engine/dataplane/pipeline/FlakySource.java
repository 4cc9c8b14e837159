package io.weir.engine.dataplane.pipeline;

import io.weir.spi.ConnectorException;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Breaks off after so many bytes, each time it is opened after as many as the list says; once the
 * list is used up it delivers all.
 *
 * @param breaks bytes before each break; 0 breaks when it is opened
 */
record FlakySource(
    String text, ConnectorException.Kind kind, List<Integer> breaks, AtomicInteger opened)
    implements Supplier<SourceStream> {
  FlakySource(String text, ConnectorException.Kind kind, List<Integer> breaks) {
    this(text, kind, breaks, new AtomicInteger());
  }

  @Override
  public SourceStream get() {
    int attempt = opened.getAndIncrement();
    int end = attempt < breaks.size() ? breaks.get(attempt) : Integer.MAX_VALUE;
    if (end == 0) {
      throw broken();
    }
    return new Reading(text.getBytes(StandardCharsets.UTF_8), end);
  }

  private ConnectorException broken() {
    return new ConnectorException(kind, "it broke off", "Try again.");
  }

  private final class Reading implements SourceStream {
    private final byte[] bytes;
    private final int end;
    private int at;

    Reading(byte[] bytes, int end) {
      this.bytes = bytes;
      this.end = end;
    }

    @Override
    public SourceFormat format() {
      return new SourceFormat.Json();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (at == end) {
        throw broken();
      }
      if (at == bytes.length) {
        return -1;
      }
      int count = Math.min(Math.min(length, 37), Math.min(end, bytes.length) - at);
      System.arraycopy(bytes, at, buffer, offset, count);
      at += count;
      return count;
    }

    @Override
    public void close() {}
  }
}
