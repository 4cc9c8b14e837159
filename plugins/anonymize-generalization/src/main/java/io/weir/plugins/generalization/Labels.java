package io.weir.plugins.generalization;

import io.weir.spi.BytesColumn;
import io.weir.spi.Empties;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The dictionary of labels that one column's values turn into. A label is made once for each
 * distinct bucket; a row costs one look-up of a long.
 */
final class Labels {
  private final LongFunction<String> labelOf;
  private final Map<String, Integer> codes = new HashMap<>();
  private byte[] heap = new byte[256];
  private int[] offsets = new int[17];
  private int entries;

  private long[] buckets = new long[64];
  private int[] bucketCodes = new int[64];
  private int used;

  /**
   * @param labelOf the label of a bucket
   */
  Labels(LongFunction<String> labelOf) {
    this.labelOf = labelOf;
  }

  /** The code of a bucket's label. */
  int code(long bucket) {
    int mask = buckets.length - 1;
    int slot = slot(bucket, mask);
    while (bucketCodes[slot] != 0) {
      if (buckets[slot] == bucket) {
        return bucketCodes[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    int code = code(labelOf.apply(bucket));
    buckets[slot] = bucket;
    bucketCodes[slot] = code + 1;
    if (++used * 2 > buckets.length) {
      rehash();
    }
    return code;
  }

  /** The code of a label. */
  int code(String label) {
    return codes.computeIfAbsent(label, this::add);
  }

  /** The rows as a column over this dictionary. */
  BytesColumn column(int[] rows, Empties empties) {
    return BytesColumn.dictionary(
        ValueType.STRING, heap, offsets, entries, rows, rows.length, empties, true);
  }

  private int add(String label) {
    byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
    int start = offsets[entries];
    if (start + bytes.length > heap.length) {
      heap = Arrays.copyOf(heap, Math.max(start + bytes.length, heap.length * 2));
    }
    System.arraycopy(bytes, 0, heap, start, bytes.length);
    if (entries + 2 > offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[entries + 1] = start + bytes.length;
    return entries++;
  }

  private void rehash() {
    long[] oldBuckets = buckets;
    int[] oldCodes = bucketCodes;
    buckets = new long[oldBuckets.length * 4];
    bucketCodes = new int[buckets.length];
    int mask = buckets.length - 1;
    for (int i = 0; i < oldBuckets.length; i++) {
      if (oldCodes[i] != 0) {
        int slot = slot(oldBuckets[i], mask);
        while (bucketCodes[slot] != 0) {
          slot = slot + 1 & mask;
        }
        buckets[slot] = oldBuckets[i];
        bucketCodes[slot] = oldCodes[i];
      }
    }
  }

  private static int slot(long bucket, int mask) {
    long hash = bucket * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32) & mask;
  }
}
