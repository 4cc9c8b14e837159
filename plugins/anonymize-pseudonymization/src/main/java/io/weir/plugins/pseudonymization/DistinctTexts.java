package io.weir.plugins.pseudonymization;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The distinct values of a column as bytes: texts as UTF-8, bytes as they are, all others as the
 * UTF-8 of their canonical text, so that a number has the same pseudonym wherever it is read as a
 * text.
 *
 * @param starts where each value begins on the heap
 * @param ends where each value ends, exclusive
 * @param codes for each row the number of its value; undefined at empty rows
 */
record DistinctTexts(byte[] heap, int[] starts, int[] ends, int count, int[] codes) {
  private static final int MOST_ZEROS = 1_000;

  static DistinctTexts of(Column column) {
    return switch (column) {
      case BytesColumn texts -> texts.isDeduplicated() ? ofEntries(texts) : ofRows(texts);
      case LongColumn numbers -> of(numbers);
      case DecimalColumn decimals -> ofEntries(texts(decimals).deduplicate());
      case DoubleColumn _, BooleanColumn _ ->
          throw new IllegalArgumentException("no column of " + column.type() + " was asked for");
    };
  }

  /** How many bytes all of them have together. */
  int bytes() {
    int bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes = Math.addExact(bytes, ends[i] - starts[i]);
    }
    return bytes;
  }

  /** Entries that no row names are left out: they would be worked on for nothing. */
  private static DistinctTexts ofEntries(BytesColumn texts) {
    int[] numbers = new int[texts.entries()];
    int most = Math.min(texts.entries(), texts.size());
    int[] starts = new int[most];
    int[] ends = new int[most];
    int[] codes = new int[texts.size()];
    int count = 0;
    for (int row = 0; row < codes.length; row++) {
      if (texts.isEmpty(row)) {
        continue;
      }
      int entry = texts.entry(row);
      if (numbers[entry] == 0) {
        starts[count] = texts.start(entry);
        ends[count++] = texts.end(entry);
        numbers[entry] = count;
      }
      codes[row] = numbers[entry] - 1;
    }
    return new DistinctTexts(texts.heap(), starts, ends, count, codes);
  }

  /** Rows whose entries may be equal. */
  private static DistinctTexts ofRows(BytesColumn texts) {
    int size = texts.size();
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(8, size) * 2L);
    int[] table = new int[1 << bits];
    int[] starts = new int[size];
    int[] ends = new int[size];
    int[] codes = new int[size];
    byte[] heap = texts.heap();
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (texts.isEmpty(row)) {
        continue;
      }
      int start = texts.start(texts.entry(row));
      int end = texts.end(texts.entry(row));
      int slot = (int) (BytesColumn.hash(heap, start, end) >>> 64 - bits);
      int found = table[slot];
      while (found != 0
          && !Arrays.equals(heap, starts[found - 1], ends[found - 1], heap, start, end)) {
        slot = slot + 1 & table.length - 1;
        found = table[slot];
      }
      if (found == 0) {
        starts[count] = start;
        ends[count++] = end;
        found = count;
        table[slot] = found;
      }
      codes[row] = found - 1;
    }
    return new DistinctTexts(heap, starts, ends, count, codes);
  }

  private static DistinctTexts of(LongColumn column) {
    DistinctLongs distinct = DistinctLongs.of(column);
    int[] starts = new int[distinct.count()];
    int[] ends = new int[distinct.count()];
    byte[] heap = new byte[Math.max(16, distinct.count() * 8)];
    int end = 0;
    for (int i = 0; i < starts.length; i++) {
      byte[] text =
          LongColumn.format(column.type(), distinct.values()[i])
              .getBytes(StandardCharsets.ISO_8859_1);
      if (end + text.length > heap.length) {
        heap = Arrays.copyOf(heap, Math.multiplyExact(heap.length, 2) + text.length);
      }
      System.arraycopy(text, 0, heap, end, text.length);
      starts[i] = end;
      end += text.length;
      ends[i] = end;
    }
    return new DistinctTexts(heap, starts, ends, distinct.count(), distinct.codes());
  }

  /** 1.5 and 1.50 are one value, and so one text. */
  private static BytesColumn texts(DecimalColumn decimals) {
    var texts = new BytesColumn.Builder(ValueType.STRING, decimals.size());
    for (int row = 0; row < decimals.size(); row++) {
      if (decimals.isEmpty(row)) {
        texts.appendEmpty();
      } else {
        texts.append(text(decimals.value(row).stripTrailingZeros()));
      }
    }
    return texts.build();
  }

  /** In full unless that has very many zeros. */
  private static String text(BigDecimal value) {
    return Math.abs(value.scale()) <= MOST_ZEROS ? value.toPlainString() : value.toString();
  }
}
