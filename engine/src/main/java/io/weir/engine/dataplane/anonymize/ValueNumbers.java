package io.weir.engine.dataplane.anonymize;

import io.weir.engine.privacy.table.Mixing;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The number that each of some different values has, found by the value as columns carry it: no
 * text is made of one that is looked up, but for decimals beyond a long. Immutable.
 */
abstract sealed class ValueNumbers {

  /**
   * @param values different from each other, none empty
   * @param first the number of the first of them; the others follow
   */
  static ValueNumbers of(Column values, int first) {
    return switch (values) {
      case BytesColumn texts -> new Texts(texts, first);
      case LongColumn longs -> new Longs(longs.values(), longs.size(), first);
      case DoubleColumn doubles -> new Longs(bits(doubles), doubles.size(), first);
      case DecimalColumn decimals -> new Decimals(decimals, first);
      case BooleanColumn booleans -> new Booleans(booleans, first);
    };
  }

  /** Sets the number of each row's value; every value but an empty one must have one. */
  abstract void find(Column column, int[] numbers);

  /** Equal for doubles whose texts are equal. */
  static long[] bits(DoubleColumn column) {
    long[] bits = new long[column.size()];
    for (int row = 0; row < bits.length; row++) {
      bits[row] = Double.doubleToLongBits(column.value(row));
    }
    return bits;
  }

  private static int slots(int values) {
    return Integer.highestOneBit(Math.clamp(values, 8, 1 << 28)) << 2;
  }

  private static IllegalStateException unknown() {
    return new IllegalStateException("a value was not gathered before");
  }

  private static final class Longs extends ValueNumbers {
    private final long[] values;
    private final int[] slots;
    private final int first;

    Longs(long[] values, int size, int first) {
      this.values = values;
      this.first = first;
      slots = new int[slots(size)];
      for (int at = 0; at < size; at++) {
        slots[slot(values[at])] = at + 1;
      }
    }

    private int slot(long value) {
      int mask = slots.length - 1;
      int slot = Mixing.slot(value, mask);
      while (slots[slot] != 0 && values[slots[slot] - 1] != value) {
        slot = slot + 1 & mask;
      }
      return slot;
    }

    @Override
    void find(Column column, int[] numbers) {
      long[] sought =
          column instanceof LongColumn longs ? longs.values() : bits((DoubleColumn) column);
      boolean empties = column.empties().count() > 0;
      for (int row = 0; row < numbers.length; row++) {
        if (empties && column.isEmpty(row)) {
          continue;
        }
        int found = slots[slot(sought[row])];
        if (found == 0) {
          throw unknown();
        }
        numbers[row] = first - 1 + found;
      }
    }
  }

  private static final class Texts extends ValueNumbers {
    private final BytesColumn values;
    private final int[] slots;
    private final int first;

    Texts(BytesColumn values, int first) {
      this.values = values;
      this.first = first;
      slots = new int[slots(values.size())];
      for (int row = 0; row < values.size(); row++) {
        int entry = values.entry(row);
        slots[slot(values.heap(), values.start(entry), values.end(entry))] = row + 1;
      }
    }

    private int slot(byte[] heap, int from, int to) {
      int mask = slots.length - 1;
      int slot = (int) BytesColumn.hash(heap, from, to) & mask;
      while (slots[slot] != 0 && !equals(slots[slot] - 1, heap, from, to)) {
        slot = slot + 1 & mask;
      }
      return slot;
    }

    private boolean equals(int row, byte[] heap, int from, int to) {
      int entry = values.entry(row);
      return Arrays.equals(values.heap(), values.start(entry), values.end(entry), heap, from, to);
    }

    /** Looks each entry up once. */
    @Override
    void find(Column column, int[] numbers) {
      BytesColumn texts = (BytesColumn) column;
      int[] known = new int[texts.entries()];
      for (int row = 0; row < numbers.length; row++) {
        if (texts.isEmpty(row)) {
          continue;
        }
        int entry = texts.entry(row);
        if (known[entry] == 0) {
          known[entry] = slots[slot(texts.heap(), texts.start(entry), texts.end(entry))];
          if (known[entry] == 0) {
            throw unknown();
          }
        }
        numbers[row] = first - 1 + known[entry];
      }
    }
  }

  private static final class Decimals extends ValueNumbers {
    private final DecimalColumn values;
    private final int[] slots;
    private final int first;
    private final Map<String, Integer> byText = new HashMap<>();

    Decimals(DecimalColumn values, int first) {
      this.values = values;
      this.first = first;
      slots = new int[slots(values.size())];
      for (int row = 0; row < values.size(); row++) {
        byText.put(values.format(row), first + row);
        if (values.isSmall(row)) {
          slots[slot(values.unscaled(row), values.scale(row))] = row + 1;
        }
      }
    }

    private int slot(long unscaled, int scale) {
      int mask = slots.length - 1;
      int slot = Mixing.slot(unscaled * 31 + scale, mask);
      while (slots[slot] != 0
          && (values.unscaled(slots[slot] - 1) != unscaled
              || values.scale(slots[slot] - 1) != scale)) {
        slot = slot + 1 & mask;
      }
      return slot;
    }

    @Override
    void find(Column column, int[] numbers) {
      DecimalColumn decimals = (DecimalColumn) column;
      for (int row = 0; row < numbers.length; row++) {
        if (decimals.isEmpty(row)) {
          continue;
        }
        int found =
            decimals.isSmall(row) ? slots[slot(decimals.unscaled(row), decimals.scale(row))] : 0;
        // One and the same text may have several forms, 1E+1 and 10.
        numbers[row] = found > 0 ? first - 1 + found : byText.get(decimals.format(row));
      }
    }
  }

  private static final class Booleans extends ValueNumbers {
    private int no;
    private int yes;

    Booleans(BooleanColumn values, int first) {
      for (int row = 0; row < values.size(); row++) {
        if (values.value(row)) {
          yes = first + row;
        } else {
          no = first + row;
        }
      }
    }

    @Override
    void find(Column column, int[] numbers) {
      BooleanColumn booleans = (BooleanColumn) column;
      for (int row = 0; row < numbers.length; row++) {
        if (!booleans.isEmpty(row)) {
          numbers[row] = booleans.value(row) ? yes : no;
        }
      }
    }
  }
}
