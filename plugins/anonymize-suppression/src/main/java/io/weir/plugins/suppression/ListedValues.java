package io.weir.plugins.suppression;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.InvalidParameters;
import io.weir.spi.LongColumn;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Some values of a column's type, compared by value and not by spelling.
 *
 * @param longs ascending: values carried by longs, 1 and 0 for true and false, the bits of doubles
 * @param decimals ascending
 * @param texts canonical texts of types carried by bytes
 */
record ListedValues(long[] longs, BigDecimal[] decimals, Set<String> texts) {
  private static final int MOST = 100_000;

  /**
   * The parameter {@code values}.
   *
   * @throws InvalidParameters if one is none of the column's type
   */
  static ListedValues of(ColumnSchema column, Parameters parameters) {
    if (!(parameters.values().get("values") instanceof List<?> values)
        || values.isEmpty()
        || values.size() > MOST) {
      throw new InvalidParameters(
          "values", "\"values\" must be a list of at least one value and at most " + MOST);
    }
    long[] longs = new long[values.size()];
    BigDecimal[] decimals = new BigDecimal[values.size()];
    Set<String> texts = new HashSet<>();
    int count = 0;
    for (Object value : values) {
      try {
        String text = text(value);
        switch (column.type()) {
          case STRING, JSON, BINARY -> texts.add(text);
          case DECIMAL -> decimals[count] = new BigDecimal(text);
          case INTEGER, DATE, TIME, DATETIME, BOOLEAN, DOUBLE ->
              longs[count] = whole(column.type(), text.strip());
        }
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw new InvalidParameters(
            "values",
            "value %d of \"values\" is no %s as column %s holds; correct it"
                .formatted(
                    count + 1, column.type().name().toLowerCase(Locale.ROOT), column.name()));
      }
      count++;
    }
    Arrays.sort(longs);
    if (column.type() == ValueType.DECIMAL) {
      Arrays.sort(decimals);
    }
    return new ListedValues(longs, decimals, Set.copyOf(texts));
  }

  private static String text(Object value) {
    return switch (value) {
      case String text -> text;
      case BigDecimal number -> number.toString();
      case Boolean flag -> flag.toString();
      default -> throw new IllegalArgumentException("no text, number or flag");
    };
  }

  private static long whole(ValueType type, String text) {
    return switch (type) {
      case INTEGER -> new BigDecimal(text).longValueExact();
      case DATE -> LocalDate.parse(text).toEpochDay();
      case TIME -> LocalTime.parse(text).toNanoOfDay() / 1_000;
      case DATETIME ->
          ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(text).toInstant());
      case BOOLEAN ->
          switch (text) {
            case "true" -> 1;
            case "false" -> 0;
            default -> throw new IllegalArgumentException("neither true nor false");
          };
      case DOUBLE ->
          bits(
              switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
                case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
                default -> new BigDecimal(text).doubleValue();
              });
      case STRING, JSON, BINARY, DECIMAL ->
          throw new IllegalStateException(type + " is not compared by longs");
    };
  }

  /** The rows that hold one of the values; an empty row never does. */
  BitSet in(Column column) {
    return switch (column) {
      case BytesColumn bytes -> in(bytes);
      case LongColumn it -> rows(it, row -> has(it.value(row)));
      case DoubleColumn it -> rows(it, row -> has(bits(it.value(row))));
      case BooleanColumn it -> rows(it, row -> has(it.value(row) ? 1 : 0));
      case DecimalColumn it -> rows(it, row -> Arrays.binarySearch(decimals, it.value(row)) >= 0);
    };
  }

  private BitSet in(BytesColumn column) {
    byte[] known = new byte[column.entries()];
    return rows(
        column,
        row -> {
          int entry = column.entry(row);
          if (known[entry] == 0) {
            known[entry] = (byte) (texts.contains(column.format(row)) ? 1 : 2);
          }
          return known[entry] == 1;
        });
  }

  private static BitSet rows(Column column, IntPredicate holds) {
    BitSet rows = new BitSet(column.size());
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row) && holds.test(row)) {
        rows.set(row);
      }
    }
    return rows;
  }

  private boolean has(long value) {
    return Arrays.binarySearch(longs, value) >= 0;
  }

  private static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }
}
