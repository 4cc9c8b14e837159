package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Concatenation;
import io.weir.engine.dataplane.Mask;
import io.weir.spi.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** From the keys one source delivered to the new keys their records got, for one hash partition. */
final class NewKeys {
  private final ValueIndex delivered;
  private final BitSet followed = new BitSet();
  private final List<Column> renewed = new ArrayList<>();
  private Column values;

  private NewKeys(ValueIndex delivered) {
    this.delivered = delivered;
  }

  /**
   * @param parts those of one source, in order
   * @param records how many records of the source got new keys
   */
  static NewKeys of(
      CollectedTable table, String column, int[] parts, HashPartition partition, long records) {
    NewKeys keys = new NewKeys(ValueIndex.of(table.type(column), partition, records));
    for (int part : parts) {
      table.replacement(part, column).ifPresent(renewed -> keys.gather(table, part, renewed));
    }
    BitSet seen = new BitSet();
    for (int part : parts) {
      keys.leaveOutThoseWithAnEarlierRecord(table, column, part, seen);
    }
    if (!keys.renewed.isEmpty()) {
      keys.values = Concatenation.ofColumns(keys.renewed);
    }
    return keys;
  }

  private void gather(CollectedTable table, int part, Mask.Replacement renewal) {
    RoaringBitmap rows = RoaringBitmap.bitmapOf(renewal.rows());
    int[] at = new int[1];
    table.scanDelivered(
        part,
        renewal.column(),
        (index, first, values, gone) -> {
          int[] numbers = new int[values.size()];
          delivered.add(values, complement(rows, first, values.size()), numbers);
          int[] picks = new int[values.size()];
          int picked = 0;
          for (int row = 0; row < numbers.length; row++) {
            if (rows.contains(first + row)) {
              int value = at[0]++;
              if (numbers[row] >= 0 && !followed.get(numbers[row])) {
                followed.set(numbers[row]);
                picks[picked++] = value;
              }
            }
          }
          if (picked > 0) {
            renewed.add(renewal.values().select(picks, picked));
          }
        });
  }

  private void leaveOutThoseWithAnEarlierRecord(
      CollectedTable table, String column, int part, BitSet seen) {
    Optional<Mask.Replacement> renewal = table.replacement(part, column);
    RoaringBitmap rows =
        renewal.map(all -> RoaringBitmap.bitmapOf(all.rows())).orElseGet(RoaringBitmap::new);
    table.scanDelivered(
        part,
        column,
        (index, first, values, gone) -> {
          int[] numbers = new int[values.size()];
          delivered.find(values, null, numbers);
          for (int row = 0; row < numbers.length; row++) {
            int number = numbers[row];
            if (number >= 0 && !seen.get(number)) {
              seen.set(number);
              followed.set(number, rows.contains(first + row));
            }
          }
        });
  }

  private static long[] complement(RoaringBitmap rows, int first, int size) {
    long[] words = CollectedTable.words(rows, first, size);
    long[] inverted = new long[(size + 63) >>> 6];
    for (int word = 0; word < inverted.length; word++) {
      inverted[word] = words == null ? -1L : ~words[word];
    }
    return inverted;
  }

  /** The position among {@link #values} of each row's new key; negative where there is none. */
  void find(Column column, long @Nullable [] gone, int[] numbers) {
    delivered.find(column, gone, numbers);
    for (int row = 0; row < numbers.length; row++) {
      if (numbers[row] >= 0 && !followed.get(numbers[row])) {
        numbers[row] = ValueIndex.ABSENT;
      }
    }
  }

  /** The new keys. */
  Column values() {
    return values;
  }
}
