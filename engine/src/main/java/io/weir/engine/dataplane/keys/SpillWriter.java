package io.weir.engine.dataplane.keys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes a stream of bytes into blocks of a {@link Spill}; for one thread. */
final class SpillWriter {
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] NOTHING = new byte[0];

  private final Spill spill;
  private byte[] buffer = NOTHING;
  private int position;
  private long[] blocks = new long[4];
  private int size;

  SpillWriter(Spill spill) {
    this.spill = spill;
  }

  void putLong(long value) {
    if (buffer.length - position >= Long.BYTES) {
      LONGS.set(buffer, position, value);
      position += Long.BYTES;
    } else {
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        put((byte) (value >>> shift));
      }
    }
  }

  void put(byte[] source, int start, int end) {
    int from = start;
    while (from < end) {
      makeRoom();
      int length = Math.min(end - from, buffer.length - position);
      System.arraycopy(source, from, buffer, position, length);
      position += length;
      from += length;
    }
  }

  private void put(byte value) {
    makeRoom();
    buffer[position++] = value;
  }

  private void makeRoom() {
    if (position == buffer.length) {
      if (buffer.length == 0) {
        buffer = new byte[spill.blockBytes()];
      } else {
        flush();
      }
      position = 0;
    }
  }

  private void flush() {
    if (size == blocks.length) {
      blocks = Arrays.copyOf(blocks, size * 2);
    }
    blocks[size++] = spill.store(buffer);
  }

  /** What was written, to be read as often as wanted. */
  SpillStream finish() {
    if (position > 0) {
      flush();
    }
    buffer = NOTHING;
    return new SpillStream(spill, Arrays.copyOf(blocks, size), position);
  }
}
