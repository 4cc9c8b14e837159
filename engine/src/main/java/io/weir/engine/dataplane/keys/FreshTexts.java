package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Mask;
import io.weir.spi.BytesColumn;
import io.weir.spi.ValueType;
import java.util.Arrays;
import java.util.BitSet;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Fresh keys for texts: {@code old~2}, {@code old~3} …, leaving out what the key column or a column
 * joined with it already holds. Numbers have no leading zeros, so the keys of two groups never
 * meet.
 */
final class FreshTexts {
  private static final int MARK = '~';
  private static final int MAX_DIGITS = 9;

  private final BytesIndex groups;
  private final DecidedGroups decided;
  private final Roaring64Bitmap taken = new Roaring64Bitmap();
  private final int[] last;
  private int[] rows = new int[64];
  private int size;
  private BytesColumn.Builder values = new BytesColumn.Builder(ValueType.STRING, 64);

  FreshTexts(BytesIndex groups, DecidedGroups decided) {
    this.groups = groups;
    this.decided = decided;
    this.last = new int[decided.groups()];
    Arrays.fill(last, 1);
  }

  /** Leaves out every value of a column. */
  void avoid(CollectedTable table, String column) {
    table.scan(
        column,
        (part, first, values, gone) -> {
          BytesColumn bytes = (BytesColumn) values;
          BitSet seen = new BitSet(bytes.entries());
          for (int row = 0; row < bytes.size(); row++) {
            // A dictionary may hold entries that no row names any more.
            if (!bytes.isEmpty(row) && !seen.get(bytes.entry(row))) {
              int entry = bytes.entry(row);
              seen.set(entry);
              avoid(bytes.heap(), bytes.start(entry), bytes.end(entry));
            }
          }
        });
  }

  private void avoid(byte[] heap, int start, int end) {
    int number = 0;
    int at = end - 1;
    for (int unit = 1;
        at >= start && isDigit(heap[at]) && end - at <= MAX_DIGITS;
        at--, unit *= 10) {
      number += (heap[at] - '0') * unit;
    }
    if (at < start || at == end - 1 || heap[at] != MARK || heap[at + 1] == '0') {
      return;
    }
    int group = groups.find(heap, start, at);
    if (group >= 0 && decided.isRenewing(group)) {
      taken.add((long) group << 32 | number);
    }
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  /** Gives the next fresh key of its group to a row; rows of a part come in ascending order. */
  void renew(int row, BytesColumn column, int batchRow, int group) {
    do {
      last[group]++;
    } while (taken.contains((long) group << 32 | last[group]));
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, size * 2);
    }
    rows[size++] = row;
    values.append(column.text(batchRow) + "~" + last[group]);
  }

  /** What was renewed since the last call. */
  Mask.Replacement finishPart(String column) {
    Mask.Replacement replacement =
        new Mask.Replacement(column, Arrays.copyOf(rows, size), values.build());
    size = 0;
    values = new BytesColumn.Builder(ValueType.STRING, 64);
    return replacement;
  }
}
