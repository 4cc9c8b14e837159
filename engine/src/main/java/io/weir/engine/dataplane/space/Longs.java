package io.weir.engine.dataplane.space;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many longs, 0 at first: on the heap while an allowance lasts, else in a temporary file that is
 * mapped into memory, where the operating system decides how much of it is held. Different longs
 * may be set by different threads at a time.
 */
public final class Longs implements AutoCloseable {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int BLOCK = 1 << 16;
  private static final VarHandle HANDLE = LONG.varHandle();

  private final MemorySegment segment;
  private final Runnable release;
  private boolean closed;

  private Longs(MemorySegment segment, Runnable release) {
    this.segment = segment;
    this.release = release;
  }

  /**
   * @param allowance bytes of heap that are left for all
   */
  public static Longs of(long size, Path directory, AtomicLong allowance) {
    long bytes = Math.max(1, size) * Long.BYTES;
    if (size < Integer.MAX_VALUE - 8L && allowance.addAndGet(-bytes) >= 0) {
      return new Longs(
          MemorySegment.ofArray(new long[(int) Math.max(1, size)]),
          () -> allowance.addAndGet(bytes));
    }
    if (size < Integer.MAX_VALUE - 8L) {
      allowance.addAndGet(bytes);
    }
    Arena arena = Arena.ofShared();
    try (FileChannel file = TemporaryFiles.open(directory)) {
      reserve(file, bytes);
      return new Longs(file.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena), arena::close);
    } catch (IOException e) {
      arena.close();
      throw TemporaryFiles.failed(e);
    }
  }

  /** Takes the space now: a page that a full disk refuses later could not be told of. */
  private static void reserve(FileChannel file, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, BLOCK));
    for (long at = 0; at < bytes; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
      at += file.write(zeros, at);
    }
  }

  public long get(long index) {
    return segment.getAtIndex(LONG, index);
  }

  public void set(long index, long value) {
    segment.setAtIndex(LONG, index, value);
  }

  /** Sets bits of a long and gives what it was before; for many threads at a time. */
  public long or(long index, long bits) {
    return (long) HANDLE.getAndBitwiseOr(segment, index * Long.BYTES, bits);
  }

  /** Adds to a long; for many threads at a time. */
  public void add(long index, long value) {
    HANDLE.getAndAdd(segment, index * Long.BYTES, value);
  }

  public void fill(long from, long to, long value) {
    for (long index = from; index < to; index++) {
      set(index, value);
    }
  }

  /** On the heap, whatever the allowance. */
  public static Longs onHeap(int size) {
    return new Longs(MemorySegment.ofArray(new long[Math.max(1, size)]), () -> {});
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
