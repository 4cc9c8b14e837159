package io.weir.engine.dataplane.pipeline;

import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * As many bytes as one likes, none of them kept: a head, a unit that is repeated, a tail.
 *
 * @param times how often the unit comes; {@link #ENDLESS} for ever
 * @param delivered by all streams together
 */
record GeneratedSource(
    SourceFormat format, byte[] head, byte[] unit, long times, byte[] tail, AtomicLong delivered)
    implements Supplier<SourceStream> {
  static final long ENDLESS = Long.MAX_VALUE;

  GeneratedSource(SourceFormat format, String head, String unit, long times, String tail) {
    this(format, bytes(head), bytes(unit), times, bytes(tail), new AtomicLong());
  }

  static GeneratedSource json(String head, String unit, long times, String tail) {
    return new GeneratedSource(new SourceFormat.Json(), head, unit, times, tail);
  }

  static GeneratedSource csv(String head, String unit, long times, String tail) {
    return new GeneratedSource(SourceFormat.Csv.standard(), head, unit, times, tail);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public SourceStream get() {
    return new Stream();
  }

  private final class Stream implements SourceStream {
    private byte[] piece = head;
    private int at;
    private long left = times;
    private volatile boolean closed;

    @Override
    public SourceFormat format() {
      return format;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int copied = 0;
      while (copied < length && !closed && advance()) {
        int count = Math.min(length - copied, piece.length - at);
        System.arraycopy(piece, at, buffer, offset + copied, count);
        at += count;
        copied += count;
      }
      delivered.addAndGet(copied);
      return copied == 0 && length > 0 ? -1 : copied;
    }

    /** Whether there is another byte. */
    private boolean advance() {
      while (at == piece.length) {
        if (piece == tail) {
          return false;
        }
        at = 0;
        if (left > 0) {
          left -= times == ENDLESS ? 0 : 1;
          piece = unit;
        } else {
          piece = tail;
        }
      }
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
