package io.weir.engine.dataplane.verify;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How often each value of a sensitive column occurs in a table. A value is known by 62 bits of its
 * fingerprint; an empty value is a value of its own.
 */
final class Distribution {
  private static final int LEAST_VALUES = 1 << 14;
  private static final int MOST_VALUES = 1 << 20;
  private static final int BYTES_PER_VALUE = 64;

  /** Numbers, dates and times by value, texts by Unicode code point, an empty value first. */
  private static final Comparator<@Nullable Object> ORDER =
      Comparator.nullsFirst(Distribution::compare);

  private final int most;
  private long[] values = new long[1 << 10];
  private long[] counts = new long[1 << 10];
  private @Nullable Object[] originals = new Object[1 << 10];
  private int[] slots = new int[1 << 11];
  private int size;
  private long total;
  private long textBytes;
  private boolean tooMany;

  private Distribution(long budget) {
    most = (int) Math.clamp(budget / BYTES_PER_VALUE, LEAST_VALUES, MOST_VALUES);
  }

  /**
   * Counts the values of a column.
   *
   * @param budget bytes of memory it may take, as far as some thousand values fit in
   * @return empty when there are too many different values to be held
   */
  static Optional<Distribution> of(TableRecords table, String column, long budget) {
    Distribution counted = new Distribution(budget);
    Fingerprints fingerprints = new Fingerprints();
    table.forEach(
        List.of(column),
        batch -> {
          if (!counted.tooMany) {
            fingerprints.take(batch.column(0));
            counted.add(batch.column(0), fingerprints);
          }
        });
    return counted.tooMany ? Optional.empty() : Optional.of(counted);
  }

  private void add(Column column, Fingerprints fingerprints) {
    for (int row = 0; row < column.size() && !tooMany; row++) {
      int index = index(fingerprints.value(row));
      if (index < 0) {
        index = insert(fingerprints.value(row), original(column, row));
      }
      counts[index]++;
      total++;
    }
  }

  private int insert(long value, @Nullable Object original) {
    tooMany = size == most - 1 || textBytes > (long) most * BYTES_PER_VALUE;
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
      originals = Arrays.copyOf(originals, size * 2);
      slots = new int[size * 4];
      for (int at = 0; at < size; at++) {
        slots[free(values[at])] = at + 1;
      }
    }
    textBytes += original instanceof byte[] bytes ? bytes.length : 0;
    values[size] = value;
    originals[size] = original;
    slots[free(value)] = ++size;
    return size - 1;
  }

  private int free(long value) {
    int mask = slots.length - 1;
    int slot = (int) Fingerprints.mix(value) & mask;
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** The place of a value, or -1 if it does not occur. */
  int index(long value) {
    int mask = slots.length - 1;
    int slot = (int) Fingerprints.mix(value) & mask;
    while (slots[slot] != 0) {
      if (values[slots[slot] - 1] == value) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    return -1;
  }

  /** How many different values there are. */
  int size() {
    return size;
  }

  /** How many records the table has. */
  long total() {
    return total;
  }

  /** How many records have the value of a place. */
  long count(int index) {
    return counts[index];
  }

  /** The value of a place: a JDK value or, for texts, UTF-8 bytes; null when it is empty. */
  @Nullable Object original(int index) {
    return originals[index];
  }

  /** The rank of the value of each place, from 0. */
  int[] ranks() {
    int[] ascending =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparing(index -> originals[index], ORDER))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[size];
    for (int rank = 0; rank < size; rank++) {
      ranks[ascending[rank]] = rank;
    }
    return ranks;
  }

  private static @Nullable Object original(Column column, int row) {
    if (column.isEmpty(row)) {
      return null;
    }
    return switch (column) {
      case LongColumn longs -> longs.value(row);
      case DoubleColumn doubles -> doubles.value(row) + 0.0;
      case BooleanColumn booleans -> booleans.value(row);
      case DecimalColumn decimals -> decimals.value(row);
      case BytesColumn bytes -> bytes.bytes(row);
    };
  }

  private static int compare(Object one, Object other) {
    return switch (one) {
      case Long number -> Long.compare(number, (Long) other);
      case Double number -> Double.compare(number, (Double) other);
      case Boolean flag -> Boolean.compare(flag, (Boolean) other);
      case BigDecimal number -> number.compareTo((BigDecimal) other);
      case byte[] text -> Arrays.compareUnsigned(text, (byte[]) other);
      default -> throw new IllegalStateException("no value of a column: " + one.getClass());
    };
  }
}
