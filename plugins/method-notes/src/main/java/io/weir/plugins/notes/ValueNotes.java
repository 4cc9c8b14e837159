package io.weir.plugins.notes;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import io.weir.spi.Workspace;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The values of one column by position: noted batch by batch by one thread, and then read by many
 * in any order.
 */
public final class ValueNotes {
  private final ValueType type;
  private final PositionLongs words;
  private final PositionLongs empties;
  private final ByteNotes bytes;

  /**
   * @param records how many the table has
   */
  public ValueNotes(ValueType type, Workspace workspace, long records) {
    this.type = type;
    words = new PositionLongs(workspace, records);
    empties = new PositionLongs(workspace, (records + 63) >>> 6);
    bytes = new ByteNotes(workspace);
  }

  /** Notes the values of a batch whose first record is at a position. */
  public void note(Column column, long first) {
    switch (column) {
      case LongColumn longs -> {
        for (int row = 0; row < longs.size(); row++) {
          words.set(first + row, longs.isEmpty(row) ? 0 : longs.value(row));
        }
      }
      case DoubleColumn doubles -> {
        for (int row = 0; row < doubles.size(); row++) {
          words.set(
              first + row,
              doubles.isEmpty(row) ? 0 : Double.doubleToRawLongBits(doubles.value(row)));
        }
      }
      case BooleanColumn booleans -> {
        for (int row = 0; row < booleans.size(); row++) {
          words.set(first + row, !booleans.isEmpty(row) && booleans.value(row) ? 1 : 0);
        }
      }
      case DecimalColumn decimals -> {
        for (int row = 0; row < decimals.size(); row++) {
          words.set(first + row, decimals.isEmpty(row) ? 0 : bytes.word(decimals, row));
        }
      }
      case BytesColumn texts -> noteTexts(texts, first);
    }
    if (column.empties().count() > 0) {
      for (int row = 0; row < column.size(); row++) {
        if (column.isEmpty(row)) {
          empties.add(first + row >>> 6, 1L << first + row);
        }
      }
    }
  }

  private void noteTexts(BytesColumn texts, long first) {
    long[] entries = new long[texts.entries()];
    boolean repeats = texts.entries() * 2 <= texts.size();
    for (int row = 0; row < texts.size(); row++) {
      long word = 0;
      if (!texts.isEmpty(row)) {
        int entry = texts.entry(row);
        word = entries[entry];
        if (word == 0) {
          int start = texts.start(entry);
          int length = texts.end(entry) - start;
          word =
              repeats
                  ? bytes.repeatedWord(texts.heap(), start, length)
                  : bytes.word(texts.heap(), start, length);
          entries[entry] = word;
        }
      }
      words.set(first + row, word);
    }
  }

  /** Takes in what was noted of other positions; the other notes are not used afterwards. */
  public void merge(ValueNotes other) {
    boolean addressed = type.isBytes() || type == ValueType.DECIMAL;
    int stores = bytes.merge(other.bytes);
    words.merge(other.words, word -> addressed ? ByteNotes.moved(word, stores) : word);
    empties.merge(other.empties, word -> word);
  }

  public boolean isEmpty(long position) {
    return (empties.get(position >>> 6) >>> position & 1) != 0;
  }

  /** The values at the first {@code length} positions, in their order. */
  public Column at(long[] positions, int length) {
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME ->
          new LongColumn(type, words(positions, length), length, empties(positions, length));
      case DOUBLE ->
          new DoubleColumn(
              Arrays.stream(words(positions, length))
                  .mapToDouble(Double::longBitsToDouble)
                  .toArray(),
              length,
              empties(positions, length));
      case BOOLEAN -> {
        byte[] values = new byte[length];
        for (int i = 0; i < length; i++) {
          values[i] = (byte) words.get(positions[i]);
        }
        yield new BooleanColumn(values, length, empties(positions, length));
      }
      case DECIMAL -> {
        DecimalColumn.Builder builder = new DecimalColumn.Builder(length);
        for (int i = 0; i < length; i++) {
          bytes.appendDecimal(words.get(positions[i]), builder);
        }
        yield builder.build();
      }
      case STRING, BINARY, JSON -> WordDictionary.of(words(positions, length)).column(type, bytes);
    };
  }

  private long[] words(long[] positions, int length) {
    long[] values = new long[length];
    for (int i = 0; i < length; i++) {
      values[i] = words.get(positions[i]);
    }
    return values;
  }

  private Empties empties(long[] positions, int length) {
    long[] empty = new long[(length + 63) >>> 6];
    for (int i = 0; i < length; i++) {
      if (isEmpty(positions[i])) {
        empty[i >>> 6] |= 1L << i;
      }
    }
    return Empties.ofWords(empty);
  }

  /**
   * A long that is less for a lesser value, for numbers, dates and times that are not empty.
   * Decimals are told apart as far as the nearest doubles are.
   */
  public long rank(long position) {
    long word = words.get(position);
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME, BOOLEAN -> word;
      case DOUBLE -> rank(Double.longBitsToDouble(word));
      case DECIMAL -> rank(bytes.decimal(word).doubleValue());
      case STRING, BINARY, JSON -> throw new IllegalStateException(type + " has no ranks");
    };
  }

  private static long rank(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
  }

  /**
   * A number that is not empty, as its text says it.
   *
   * @throws NumberFormatException if it is no finite number
   */
  public BigDecimal number(long position) {
    long word = words.get(position);
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME -> BigDecimal.valueOf(word);
      case DOUBLE -> BigDecimal.valueOf(Double.longBitsToDouble(word));
      case DECIMAL -> bytes.decimal(word);
      case BOOLEAN, STRING, BINARY, JSON -> throw new IllegalStateException(type + " is no number");
    };
  }

  /** The order of two values: empty first, numbers and times by size, texts by their bytes. */
  public int compare(long position, long other) {
    boolean empty = isEmpty(position);
    if (empty || isEmpty(other)) {
      return Boolean.compare(!empty, !isEmpty(other));
    }
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME, BOOLEAN, DOUBLE ->
          Long.compare(rank(position), rank(other));
      case DECIMAL -> number(position).compareTo(number(other));
      case STRING, BINARY, JSON ->
          Arrays.compareUnsigned(bytes.bytes(words.get(position)), bytes.bytes(words.get(other)));
    };
  }
}
