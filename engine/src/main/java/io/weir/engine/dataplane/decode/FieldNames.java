package io.weir.engine.dataplane.decode;

import io.weir.spi.BytesColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers the names of a JSON source's fields without making objects of them: the wanted columns
 * have their own numbers, other names get the next ones. Records mostly have the same fields in the
 * same order, so the name that followed last time is tried first.
 */
final class FieldNames {
  private static final int MOST_OTHERS = 1 << 16;

  private final int wanted;
  private byte[] heap = new byte[1024];
  private int[] ends = new int[64];

  /** The name that followed each name last time, and first that which began a record. */
  private int[] followers = new int[65];

  private long[] seenIn = new long[64];
  private boolean[] escaped = new boolean[64];
  private int[] table = new int[256];
  private int count;
  private int previous = -1;
  private long record;

  /**
   * @param fields the wanted ones
   */
  FieldNames(List<String> fields) {
    wanted = fields.size();
    for (String field : fields) {
      byte[] name = field.getBytes(StandardCharsets.UTF_8);
      add(name, 0, name.length);
    }
    rehash(256);
  }

  /** Begins a chunk; forgets the other names when there are very many. */
  void beginChunk() {
    if (count > wanted + MOST_OTHERS) {
      count = wanted;
      Arrays.fill(followers, 0);
      rehash(256);
    }
  }

  void beginRecord() {
    record++;
    previous = -1;
  }

  /**
   * The number of a name: below the number of wanted columns it is the column's.
   *
   * @return -1 when the record has had this name already
   */
  int find(byte[] bytes, int from, int to) {
    return take(look(bytes, from, to));
  }

  /**
   * The closing quote of the name that begins here, if it is the one that followed last time and is
   * written without escapes; else -1.
   */
  int likelyEnd(byte[] bytes, int from, int length) {
    int likely = followers[previous + 1];
    if (likely >= count || escaped[likely]) {
      return -1;
    }
    int end = from + ends[likely] - (likely == 0 ? 0 : ends[likely - 1]);
    return end < length && bytes[end] == '"' && is(likely, bytes, from, end) ? end : -1;
  }

  /** As {@link #find}, for the name that {@link #likelyEnd} has found. */
  int takeLikely() {
    return take(followers[previous + 1]);
  }

  private int take(int found) {
    if (seenIn[found] == record) {
      return -1;
    }
    seenIn[found] = record;
    followers[previous + 1] = found;
    previous = found;
    return found;
  }

  /** Whether the record has had the name with this number. */
  boolean has(int name) {
    return seenIn[name] == record;
  }

  private boolean is(int name, byte[] bytes, int from, int to) {
    int start = name == 0 ? 0 : ends[name - 1];
    return Arrays.equals(heap, start, ends[name], bytes, from, to);
  }

  private int look(byte[] bytes, int from, int to) {
    int mask = table.length - 1;
    int slot = (int) BytesColumn.hash(bytes, from, to) & mask;
    while (table[slot] != 0) {
      if (is(table[slot] - 1, bytes, from, to)) {
        return table[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    add(bytes, from, to);
    table[slot] = count;
    if (count * 2 > table.length) {
      rehash(table.length * 4);
    }
    return count - 1;
  }

  private void add(byte[] bytes, int from, int to) {
    int start = count == 0 ? 0 : ends[count - 1];
    int end = start + to - from;
    if (end > heap.length) {
      heap = Arrays.copyOf(heap, Math.max(end, heap.length * 2));
    }
    System.arraycopy(bytes, from, heap, start, to - from);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      followers = Arrays.copyOf(followers, count * 2 + 1);
      seenIn = Arrays.copyOf(seenIn, count * 2);
      escaped = Arrays.copyOf(escaped, count * 2);
    }
    escaped[count] = false;
    for (int i = from; i < to; i++) {
      escaped[count] |= bytes[i] == '"' || bytes[i] == '\\' || bytes[i] >= 0 && bytes[i] < ' ';
    }
    seenIn[count] = 0;
    ends[count++] = end;
    followers[count] = count;
  }

  private void rehash(int size) {
    int slots = size;
    while (slots < count * 2) {
      slots *= 2;
    }
    table = new int[slots];
    for (int name = 0; name < count; name++) {
      int slot =
          (int) BytesColumn.hash(heap, name == 0 ? 0 : ends[name - 1], ends[name]) & slots - 1;
      while (table[slot] != 0) {
        slot = slot + 1 & slots - 1;
      }
      table[slot] = name + 1;
    }
  }
}
