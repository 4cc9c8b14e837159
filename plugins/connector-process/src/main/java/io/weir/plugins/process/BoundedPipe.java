package io.weir.plugins.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A ring of bytes between the thread that drains a program and the one that reads. The drain waits
 * while the ring is full, and so the program does; a reader that waits can be told to stop at any
 * time, which no read of a system pipe can.
 */
final class BoundedPipe {
  /** {@link #take} found the end. */
  static final int ENDED = -1;

  /** {@link #take} waited too long. */
  static final int SILENT = -2;

  /** {@link #take} was told to stop, before or while waiting. */
  static final int CLOSED = -3;

  private static final int CHUNK = 1 << 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition freed = lock.newCondition();
  private final byte[] ring = new byte[4 * CHUNK];
  private int first;
  private int count;
  private boolean ended;
  private boolean closed;

  /** Copies a stream into the ring until it ends or the pipe is closed. */
  void fill(InputStream in) {
    byte[] chunk = new byte[CHUNK];
    try (in) {
      for (int read = in.read(chunk); read != -1; read = in.read(chunk)) {
        if (!put(chunk, read)) {
          return;
        }
      }
    } catch (IOException brokenOff) {
      // The program's exit code tells whether this end was a good one.
    } finally {
      end();
    }
  }

  /**
   * Takes some bytes.
   *
   * @param nanos how long to wait for the first
   * @return how many, or {@link #ENDED}, {@link #SILENT} or {@link #CLOSED}
   */
  int take(byte[] buffer, int offset, int length, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (count == 0 && !ended && !closed) {
        if (left <= 0) {
          return SILENT;
        }
        left = filled.awaitNanos(left);
      }
      if (closed) {
        return CLOSED;
      }
      if (count == 0) {
        return ENDED;
      }
      int taken = Math.min(length, Math.min(count, ring.length - first));
      System.arraycopy(ring, first, buffer, offset, taken);
      first = (first + taken) % ring.length;
      count -= taken;
      freed.signal();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Both sides stop. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean put(byte[] chunk, int length) {
    int done = 0;
    lock.lock();
    try {
      while (done < length) {
        while (count == ring.length && !closed) {
          freed.awaitUninterruptibly();
        }
        if (closed) {
          return false;
        }
        int at = (first + count) % ring.length;
        int room = Math.min(ring.length - count, ring.length - at);
        int copied = Math.min(length - done, room);
        System.arraycopy(chunk, done, ring, at, copied);
        count += copied;
        done += copied;
        filled.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
