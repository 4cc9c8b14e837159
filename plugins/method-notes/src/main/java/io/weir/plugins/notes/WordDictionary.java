package io.weir.plugins.notes;

import io.weir.spi.BytesColumn;
import io.weir.spi.Empties;
import io.weir.spi.ValueType;
import java.util.Arrays;

/** The words of {@link ByteNotes} in the rows of a batch, each looked up once. */
final class WordDictionary {
  private final int[] codes;
  private final long[] empties;
  private final long[] words;
  private int entries;

  private WordDictionary(int rows) {
    codes = new int[rows];
    empties = new long[(rows + 63) >>> 6];
    words = new long[rows];
  }

  /** The dictionary of the words of all rows; 0 is an empty row. */
  static WordDictionary of(long[] rows) {
    WordDictionary dictionary = new WordDictionary(rows.length);
    int[] slots = new int[Integer.highestOneBit(Math.max(rows.length, 1)) * 4];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] == 0) {
        dictionary.empties[row >>> 6] |= 1L << row;
      } else {
        dictionary.codes[row] = dictionary.entry(rows[row], slots);
      }
    }
    return dictionary;
  }

  private int entry(long word, int[] slots) {
    int mask = slots.length - 1;
    long mixed = word * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (slots[slot] != 0) {
      if (words[slots[slot] - 1] == word) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    words[entries++] = word;
    slots[slot] = entries;
    return entries - 1;
  }

  /** The column of the rows. */
  BytesColumn column(ValueType type, ByteNotes notes) {
    byte[] heap = new byte[Math.max(64, entries * 8)];
    int[] offsets = new int[entries + 1];
    for (int entry = 0; entry < entries; entry++) {
      byte[] bytes = notes.bytes(words[entry]);
      int start = offsets[entry];
      int end = Math.addExact(start, bytes.length);
      if (end > heap.length) {
        heap =
            Arrays.copyOf(
                heap, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, heap.length * 2L)));
      }
      System.arraycopy(bytes, 0, heap, start, bytes.length);
      offsets[entry + 1] = end;
    }
    // One text may have been noted at several addresses.
    return BytesColumn.dictionary(
        type, heap, offsets, entries, codes, codes.length, Empties.ofWords(empties), false);
  }
}
