package io.weir.plugins.notes;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.Workspace;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * What tells whether records have equal values in some columns: 128 bits a record, made with a
 * secret key, so that different values get the same ones by a chance that never comes. Numbers are
 * equal if they are of one size (1.5 and 1.50, 0.0 and -0.0); empty values are equal to each other
 * and to no other.
 */
public final class EqualityNotes {
  private static final long EMPTY = 0x656d707479L;
  private static final long VALUE = 0x76616c7565L;

  private final KeyedHash first;
  private final KeyedHash second;
  private final PositionLongs firsts;
  private final PositionLongs seconds;

  /**
   * @param seed secret
   */
  public EqualityNotes(byte[] seed, Workspace workspace, long records) {
    Draws keys = Draws.of(seed, "equality");
    first = new KeyedHash(keys.next(), keys.next());
    second = new KeyedHash(keys.next(), keys.next());
    firsts = new PositionLongs(workspace, records);
    seconds = new PositionLongs(workspace, records);
  }

  /**
   * Notes a batch whose first record is at a position.
   *
   * @param columns whose values must be equal
   * @param empties columns whose values must both be empty, or neither
   */
  public void note(List<Column> columns, List<Column> empties, int rows, long position) {
    long[] a = new long[rows];
    long[] b = new long[rows];
    for (Column column : columns) {
      mix(first, column, a);
      mix(second, column, b);
    }
    for (Column column : empties) {
      for (int row = 0; row < rows; row++) {
        long word = column.isEmpty(row) ? EMPTY : VALUE;
        a[row] = first.hash(a[row], word);
        b[row] = second.hash(b[row], word);
      }
    }
    set(a, b, position);
  }

  private void set(long[] a, long[] b, long position) {
    for (int row = 0; row < a.length; row++) {
      firsts.set(position + row, a[row]);
      seconds.set(position + row, b[row]);
    }
  }

  /** Takes in what was noted of other positions; the other notes are not used afterwards. */
  public void merge(EqualityNotes other) {
    firsts.merge(other.firsts, word -> word);
    seconds.merge(other.seconds, word -> word);
  }

  long first(long position) {
    return firsts.get(position);
  }

  boolean equal(long position, long other) {
    return firsts.get(position) == firsts.get(other) && seconds.get(position) == seconds.get(other);
  }

  private static void mix(KeyedHash hash, Column column, long[] into) {
    long empty = hash.hash(EMPTY, EMPTY);
    long[] entries = column instanceof BytesColumn texts ? entries(hash, texts) : new long[0];
    for (int row = 0; row < into.length; row++) {
      long value =
          column.isEmpty(row)
              ? empty
              : switch (column) {
                case LongColumn longs -> hash.hash(VALUE, longs.value(row));
                case DoubleColumn doubles ->
                    hash.hash(VALUE, Double.doubleToLongBits(doubles.value(row) + 0.0));
                case BooleanColumn booleans -> hash.hash(VALUE, booleans.value(row) ? 1 : 0);
                case DecimalColumn decimals -> decimal(hash, decimals, row);
                case BytesColumn texts -> entries[texts.entry(row)];
              };
      into[row] = hash.hash(into[row], value);
    }
  }

  private static long[] entries(KeyedHash hash, BytesColumn texts) {
    long[] entries = new long[texts.entries()];
    Arrays.setAll(entries, entry -> hash.hash(texts.heap(), texts.start(entry), texts.end(entry)));
    return entries;
  }

  private static long decimal(KeyedHash hash, DecimalColumn decimals, int row) {
    if (decimals.isSmall(row)) {
      return decimal(hash, decimals.unscaled(row), decimals.scale(row));
    }
    BigDecimal value = decimals.value(row).stripTrailingZeros();
    BigInteger unscaled = value.unscaledValue();
    if (unscaled.bitLength() < Long.SIZE) {
      return decimal(hash, unscaled.longValue(), value.scale());
    }
    byte[] bytes = unscaled.toByteArray();
    return hash.hash(hash.hash(bytes, 0, bytes.length), value.scale());
  }

  private static long decimal(KeyedHash hash, long unscaled, int scale) {
    long digits = unscaled;
    int places = digits == 0 ? 0 : scale;
    while (digits != 0 && digits % 10 == 0) {
      digits /= 10;
      places--;
    }
    return hash.hash(digits, places);
  }
}
