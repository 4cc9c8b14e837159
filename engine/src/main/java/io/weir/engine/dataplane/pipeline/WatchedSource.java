package io.weir.engine.dataplane.pipeline;

import io.weir.spi.ConnectorException;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A source that is closed when it stays silent too long. A reader waits in {@link #read}; somebody
 * else calls {@link #check} now and then.
 */
final class WatchedSource implements SourceStream {
  /** How long the source has been silent, as far as patience is concerned. */
  enum Silence {
    FINE,
    /** Its time is over: close it, and its reader will hear of it. */
    TIMED_OUT,
    /** It was closed one more timeout ago and its reader still waits. */
    STUCK
  }

  private static final long NOT_READING = 0;

  private final SourceStream source;
  private final Duration patience;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile long readingSince = NOT_READING;
  private volatile boolean timedOut;

  WatchedSource(SourceStream source, Duration patience) {
    this.source = source;
    this.patience = patience;
  }

  @Override
  public SourceFormat format() {
    return source.format();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    readingSince = System.nanoTime() | 1;
    try {
      int read = source.read(buffer, offset, length);
      if (timedOut) {
        throw timedOut(patience);
      }
      return read;
    } catch (RuntimeException e) {
      throw timedOut ? timedOut(patience) : e;
    } finally {
      readingSince = NOT_READING;
    }
  }

  /** Whether somebody waits in {@link #read}. */
  boolean isReading() {
    return readingSince != NOT_READING;
  }

  /**
   * @param now as {@link System#nanoTime} gives it
   */
  Silence check(long now) {
    long since = readingSince;
    if (since == NOT_READING || now - since < patience.toNanos()) {
      return Silence.FINE;
    }
    if (timedOut && now - since >= 2 * patience.toNanos()) {
      return Silence.STUCK;
    }
    timedOut = true;
    return Silence.TIMED_OUT;
  }

  static ConnectorException timedOut(Duration patience) {
    return new ConnectorException(
        ConnectorException.Kind.TIMED_OUT,
        "the source delivered nothing for " + patience.toMillis() / 1000.0 + " seconds",
        "Check whether the source hangs, or give it a longer idle timeout.");
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      source.close();
    }
  }
}
