package io.weir.plugins.generalization;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The groups of one level of a hierarchy that lists its values.
 *
 * @param dictionary all groups' labels as the one entry each of a column
 * @param offsets where the labels lie in the dictionary's bytes
 * @param groups the group of each row of the hierarchy, as a number of the dictionary
 * @param unmapped the group of values without a row, or {@link ValueRows#NONE}
 */
record ListedLevel(BytesColumn dictionary, int[] offsets, int[] groups, int unmapped) {
  /** As long as there are no more labels than this, all batches share one dictionary. */
  private static final int FEW = 4_096;

  static ListedLevel of(List<String> labels, int[] groups, int unmapped) {
    int[] offsets = new int[labels.size() + 1];
    byte[][] texts = new byte[labels.size()][];
    for (int label = 0; label < texts.length; label++) {
      texts[label] = labels.get(label).getBytes(StandardCharsets.UTF_8);
      offsets[label + 1] = Math.addExact(offsets[label], texts[label].length);
    }
    byte[] heap = new byte[offsets[texts.length]];
    for (int label = 0; label < texts.length; label++) {
      System.arraycopy(texts[label], 0, heap, offsets[label], texts[label].length);
    }
    BytesColumn dictionary =
        BytesColumn.plain(ValueType.STRING, heap, offsets, labels.size(), Empties.none());
    return new ListedLevel(dictionary, offsets, groups, unmapped);
  }

  /**
   * The labels of some rows of the hierarchy.
   *
   * @param rows {@link ValueRows#NONE} for a value that has none; changed
   */
  Column apply(int[] rows, Empties empties) {
    for (int i = 0; i < rows.length; i++) {
      rows[i] = empties.get(i) ? 0 : rows[i] == ValueRows.NONE ? unmapped : groups[rows[i]];
    }
    if (dictionary.size() <= FEW) {
      return BytesColumn.dictionary(
          ValueType.STRING,
          dictionary.heap(),
          offsets,
          dictionary.size(),
          rows,
          rows.length,
          empties,
          true);
    }
    Labels used = new Labels(group -> dictionary.text((int) group));
    for (int i = 0; i < rows.length; i++) {
      if (!empties.get(i)) {
        rows[i] = used.code(rows[i]);
      }
    }
    return used.column(rows, empties);
  }
}
