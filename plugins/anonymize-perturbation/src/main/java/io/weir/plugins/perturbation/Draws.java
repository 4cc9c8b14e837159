package io.weir.plugins.perturbation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import javax.crypto.Cipher;

/**
 * Random numbers of the records of a batch: a stream for each, which follows from the record's tag
 * alone. The stream is AES of the tag with a counter. For one thread.
 */
final class Draws {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int BLOCK = ValueBlocks.BLOCK;

  /** How many blocks of a stream are made at a time, and for how many records ahead. */
  private static final int BLOCKS = 8;

  private static final int AHEAD = 32;

  private final byte[] tags;
  private final int rows;
  private final Cipher aes;
  private final byte[] window = new byte[AHEAD * BLOCKS * BLOCK];
  private int windowFirst = -1;
  private int windowRows;
  private int windowBlock;

  private int row;
  private int position;

  /**
   * @param tags 16 bytes a record that nobody can tell from random ones
   * @param aes with a key that nothing else is encrypted with
   */
  Draws(byte[] tags, Cipher aes) {
    this.tags = tags;
    this.rows = tags.length / BLOCK;
    this.aes = aes;
  }

  /** For what draws nothing. */
  static Draws none(int rows) {
    return new Draws(new byte[rows * BLOCK], Keys.aes(new byte[32]));
  }

  /** Begins a record's stream; each call begins it anew. */
  void seek(int newRow) {
    row = newRow;
    position = 0;
  }

  /** The record whose stream is read. */
  int row() {
    return row;
  }

  /** 64 random bits. */
  long next() {
    int at = position++;
    if (at < 2) {
      return (long) LONGS.get(tags, row * BLOCK + at * 8);
    }
    int number = at - 2;
    int block = number >>> 1;
    if (row < windowFirst
        || row >= windowFirst + windowRows
        || block < windowBlock
        || block >= windowBlock + BLOCKS
        || windowFirst < 0) {
      fill(block - block % BLOCKS);
    }
    return (long)
        LONGS.get(
            window,
            ((row - windowFirst) * BLOCKS + block - windowBlock) * BLOCK + (number & 1) * 8);
  }

  /** A random bit. */
  boolean bit() {
    return next() < 0;
  }

  /**
   * A number from 0 to {@code bound - 1}, each exactly as probable as the others (Lemire, Fast
   * random integer generation in an interval, 2019).
   */
  long below(long bound) {
    long bits = next();
    long high = Math.unsignedMultiplyHigh(bits, bound);
    long low = bits * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long threshold = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, threshold) < 0) {
        bits = next();
        high = Math.unsignedMultiplyHigh(bits, bound);
        low = bits * bound;
      }
    }
    return high;
  }

  /** A number in (0, 1), the middle of one of 2^52 equal parts. */
  double unit() {
    return ((next() >>> 12) + 0.5) * 0x1p-52;
  }

  private void fill(int firstBlock) {
    windowFirst = row;
    windowRows = firstBlock == 0 ? Math.min(AHEAD, rows - row) : 1;
    windowBlock = firstBlock;
    int at = 0;
    for (int i = 0; i < windowRows; i++) {
      int tag = (row + i) * BLOCK;
      long high = (long) LONGS.get(tags, tag);
      long low = (long) LONGS.get(tags, tag + 8);
      for (int block = 0; block < BLOCKS; block++) {
        LONGS.set(window, at, high);
        LONGS.set(window, at + 8, low + firstBlock + block);
        at += BLOCK;
      }
    }
    Keys.encrypt(aes, window, 0, at);
  }
}
