package io.weir.engine.dataplane.anonymize;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each value of a column is called at each level, as entries of one dictionary. The first
 * entry is the token of what is suppressed. Immutable.
 */
final class Labels {
  static final int TOKEN = 0;

  private static final int EMPTY = -1;
  private static final String TOKEN_TEXT = "*";

  private final int[][] entries;
  private final BytesColumn dictionary;

  /**
   * @param texts by level the text of each value; null for an empty one
   */
  Labels(List<@Nullable String[]> texts) {
    entries = new int[texts.size()][];
    int all = 1 + texts.stream().mapToInt(level -> level.length).sum();
    BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, all);
    builder.append(TOKEN_TEXT);
    texts.forEach(level ->
        Arrays.stream(level).forEach(text -> builder.append(text == null ? TOKEN_TEXT : text)));
    dictionary = builder.build().deduplicate();
    int row = 1;
    for (int level = 0; level < entries.length; level++) {
      @Nullable String[] at = texts.get(level);
      entries[level] = new int[at.length];
      for (int code = 0; code < at.length; code++, row++) {
        entries[level][code] = at[code] == null ? EMPTY : dictionary.entry(row);
      }
    }
  }

  int highest() {
    return entries.length - 1;
  }

  /** The entry of a value at a level. */
  int entry(int level, int code) {
    return entries[level][code];
  }

  /**
   * A column of labels, with a dictionary of those that occur in it.
   *
   * @param rows the entry of each row; used for the column
   */
  Column column(int[] rows) {
    int[] local = new int[dictionary.entries()];
    int[] offsets = new int[Math.min(dictionary.entries(), rows.length) + 1];
    byte[] heap = new byte[256];
    long[] empties = new long[(rows.length + 63) >>> 6];
    int used = 0;
    for (int row = 0; row < rows.length; row++) {
      int entry = rows[row];
      if (entry == EMPTY) {
        empties[row >>> 6] |= 1L << row;
        rows[row] = 0;
        continue;
      }
      if (local[entry] == 0) {
        int start = dictionary.start(entry);
        int length = dictionary.end(entry) - start;
        int end = offsets[used] + length;
        if (end > heap.length) {
          heap = Arrays.copyOf(heap, Math.max(end, heap.length * 2));
        }
        System.arraycopy(dictionary.heap(), start, heap, offsets[used], length);
        offsets[++used] = end;
        local[entry] = used;
      }
      rows[row] = local[entry] - 1;
    }
    return BytesColumn.dictionary(
        ValueType.STRING, heap, offsets, used, rows, rows.length, Empties.ofWords(empties), true);
  }

  /** Texts with the token in place of some; what is empty and none of these stays empty. */
  static Column starred(BytesColumn texts, boolean[] suppressed) {
    byte[] token = TOKEN_TEXT.getBytes(StandardCharsets.UTF_8);
    int star = star(texts, token);
    int entries = Math.max(texts.entries(), star + 1);
    int[] offsets = new int[entries + 1];
    for (int entry = 0; entry < texts.entries(); entry++) {
      offsets[entry] = texts.start(entry);
      offsets[entry + 1] = texts.end(entry);
    }
    byte[] heap = texts.heap();
    if (star == texts.entries()) {
      int end = offsets[star];
      heap = Arrays.copyOf(heap, end + token.length);
      System.arraycopy(token, 0, heap, end, token.length);
      offsets[star + 1] = end + token.length;
    }
    int[] rows = new int[texts.size()];
    long[] empties = new long[(rows.length + 63) >>> 6];
    for (int row = 0; row < rows.length; row++) {
      if (suppressed[row]) {
        rows[row] = star;
      } else if (texts.isEmpty(row)) {
        empties[row >>> 6] |= 1L << row;
      } else {
        rows[row] = texts.entry(row);
      }
    }
    return BytesColumn.dictionary(
        texts.type(),
        heap,
        offsets,
        entries,
        rows,
        rows.length,
        Empties.ofWords(empties),
        texts.isDeduplicated());
  }

  /** The entry that is the token already, or the one after the last. */
  private static int star(BytesColumn texts, byte[] token) {
    for (int entry = 0; entry < texts.entries(); entry++) {
      if (Arrays.equals(
          texts.heap(), texts.start(entry), texts.end(entry), token, 0, token.length)) {
        return entry;
      }
    }
    return texts.entries();
  }
}
