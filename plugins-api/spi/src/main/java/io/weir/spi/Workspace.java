package io.weir.spi;

/**
 * Room for a method's own notes, on disk where it does not fit into memory. Thread-safe; what it
 * makes need not be closed.
 */
public interface Workspace {
  /** Bytes of heap that one use of a method should not exceed by far. */
  long memory();

  /** So many longs, all 0. */
  LongArray longs(long size);

  /** An empty store of byte strings, for one thread to fill. */
  ByteStore bytes();

  /** Many longs; different ones may be set by different threads at a time. */
  interface LongArray {
    long size();

    long get(long index);

    void set(long index, long value);
  }

  /** Byte strings one after the other, to be read in any order by many threads once filled. */
  interface ByteStore {
    /** Keeps a copy and gives where it is, from 0. */
    long add(byte[] source, int from, int length);

    byte[] get(long address);
  }
}
