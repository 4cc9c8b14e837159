package io.weir.engine.dataplane.keys;

/**
 * A stream of bytes put aside.
 *
 * @param lastLength how many bytes of the last block count
 */
record SpillStream(Spill spill, long[] blocks, int lastLength) {
  /** Bytes in all. */
  long bytes() {
    return blocks.length == 0 ? 0 : (blocks.length - 1L) * spill.blockBytes() + lastLength;
  }

  Reader open() {
    return new Reader(this);
  }

  /** Gives the blocks back; the stream cannot be read afterwards. */
  void free() {
    spill.free(blocks);
  }

  /** Reads from the beginning to the end; for one thread. */
  static final class Reader {
    private final SpillStream stream;
    private byte[] buffer = new byte[0];
    private int next;
    private int position;
    private int limit;

    private Reader(SpillStream stream) {
      this.stream = stream;
    }

    boolean hasNext() {
      return position < limit || fill();
    }

    long getLong() {
      if (limit - position >= Long.BYTES) {
        long value = (long) SpillWriter.LONGS.get(buffer, position);
        position += Long.BYTES;
        return value;
      }
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        require();
        value |= (buffer[position++] & 0xFFL) << shift;
      }
      return value;
    }

    void get(byte[] target, int length) {
      int at = 0;
      while (at < length) {
        require();
        int some = Math.min(length - at, limit - position);
        System.arraycopy(buffer, position, target, at, some);
        position += some;
        at += some;
      }
    }

    private void require() {
      if (!hasNext()) {
        throw new IllegalStateException("a stream ends early");
      }
    }

    private boolean fill() {
      if (next == stream.blocks.length) {
        return false;
      }
      if (buffer.length == 0) {
        buffer = new byte[stream.spill.blockBytes()];
      }
      stream.spill.load(stream.blocks[next++], buffer);
      limit = next == stream.blocks.length ? stream.lastLength : buffer.length;
      position = 0;
      return true;
    }
  }
}
