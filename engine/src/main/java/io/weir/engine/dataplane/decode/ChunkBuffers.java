package io.weir.engine.dataplane.decode;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * The arrays of chunks, used again and again; arrays larger than usual are left to the collector.
 */
public final class ChunkBuffers {
  private final int usual;
  private final ArrayBlockingQueue<byte[]> idle;

  /**
   * @param keep how many idle arrays are kept at most
   */
  public ChunkBuffers(FramingLimits limits, int keep) {
    usual = limits.chunkBytes() + Chunk.PADDING;
    idle = new ArrayBlockingQueue<>(keep);
  }

  byte[] take() {
    byte[] buffer = idle.poll();
    return buffer == null ? new byte[usual] : buffer;
  }

  /** Takes back a chunk nobody will look at again. */
  public void release(Chunk chunk) {
    release(chunk.bytes());
  }

  void release(byte[] buffer) {
    if (buffer.length == usual) {
      // When enough are idle already, this one is left to the collector.
      idle.offer(buffer);
    }
  }
}
