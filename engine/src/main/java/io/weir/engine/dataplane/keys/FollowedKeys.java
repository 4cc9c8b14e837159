package io.weir.engine.dataplane.keys;

import io.weir.spi.ValueType;
import java.util.Arrays;
import java.util.BitSet;

/**
 * From the keys one source delivered to the new keys their records got, for one hash partition. The
 * first side are the source's own records, the second its children.
 */
final class FollowedKeys extends HashJoin.Work {
  private final boolean longs;
  private final PartRouter followed;
  private final SourceCounts counts;
  private final BitSet seen = new BitSet();
  private final BitSet follows = new BitSet();
  private final BytesHeap texts = new BytesHeap();
  private long[] ordinals = new long[16];
  private long[] values = new long[16];
  private int size;

  FollowedKeys(ValueType type, PartRouter followed, SourceCounts counts) {
    this.longs = ValueIndex.isLong(type);
    this.followed = followed;
    this.counts = counts;
  }

  @Override
  void built(int number, EntryReader entry) {
    long ordinal = entry.ordinal();
    entry.next();
    if (number < size) {
      return;
    }
    if (size == ordinals.length) {
      ordinals = Arrays.copyOf(ordinals, size + (size >> 1));
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    ordinals[size] = ordinal;
    values[size++] = longs ? entry.longValue() : texts.add(entry.bytes(), entry.length());
  }

  @Override
  void probed(int side, int[] numbers, long[] rows, int count) {
    for (int row = 0; row < count; row++) {
      int number = numbers[row];
      if (number < 0) {
        continue;
      }
      if (side == 0) {
        if (!seen.get(number)) {
          seen.set(number);
          follows.set(number, rows[row] == ordinals[number]);
        }
      } else if (follows.get(number)) {
        counts.add(rows[row]);
        follow(rows[row], number);
      }
    }
  }

  private void follow(long ordinal, int number) {
    if (longs) {
      followed.put(ordinal, values[number]);
    } else {
      byte[] text = texts.get((int) values[number]);
      followed.put(ordinal, text, text.length);
    }
  }

  /** Runs of bytes one after the other. */
  private static final class BytesHeap {
    private byte[] heap = new byte[256];
    private int[] ends = new int[16];
    private int size;

    int add(byte[] source, int length) {
      int start = start(size);
      int end = Math.addExact(start, length);
      if (end > heap.length) {
        heap = Arrays.copyOf(heap, (int) Math.min(1 << 30, Math.max(end, heap.length * 2L)));
      }
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, size * 2);
      }
      System.arraycopy(source, 0, heap, start, length);
      ends[size] = end;
      return size++;
    }

    byte[] get(int number) {
      return Arrays.copyOfRange(heap, start(number), ends[number]);
    }

    private int start(int number) {
      return number == 0 ? 0 : ends[number - 1];
    }
  }
}
