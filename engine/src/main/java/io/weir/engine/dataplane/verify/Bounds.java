package io.weir.engine.dataplane.verify;

import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A declared range, ready to be compared: numbers, dates and times by value, texts by Unicode code
 * point; a bound itself lies inside unless the range is declared without it. NaN is outside of
 * every range.
 */
final class Bounds {
  private final ValueType type;
  private final @Nullable BigDecimal minimum;
  private final @Nullable BigDecimal maximum;
  private final double low;
  private final double high;
  private final byte @Nullable [] first;
  private final byte @Nullable [] last;

  private final int least;
  private final int most;

  private Bounds(ValueType type, Range range) {
    Optional<String> minimum = range.minimum();
    Optional<String> maximum = range.maximum();
    this.type = type;
    this.least = range.withoutMinimum() ? 1 : 0;
    this.most = range.withoutMaximum() ? -1 : 0;
    boolean exact = !type.isBytes() && type != ValueType.DOUBLE;
    this.minimum = exact ? minimum.map(this::number).orElse(null) : null;
    this.maximum = exact ? maximum.map(this::number).orElse(null) : null;
    boolean floating = type == ValueType.DOUBLE;
    this.low = floating ? minimum.map(Bounds::floating).orElse(Double.NEGATIVE_INFINITY) : 0;
    this.high = floating ? maximum.map(Bounds::floating).orElse(Double.POSITIVE_INFINITY) : 0;
    this.first = type.isBytes() ? minimum.map(this::bytes).orElse(null) : null;
    this.last = type.isBytes() ? maximum.map(this::bytes).orElse(null) : null;
  }

  static Bounds of(ValueType type, Range range) {
    return new Bounds(type, range);
  }

  /** How many values of a column, empty ones aside, are outside. */
  long outside(Column column) {
    IntPredicate outside =
        switch (column) {
          case LongColumn longs -> longs(longs);
          case DoubleColumn doubles -> doubles(doubles);
          case BooleanColumn booleans ->
              row -> outside(BigDecimal.valueOf(booleans.value(row) ? 1 : 0));
          case DecimalColumn decimals -> row -> outside(decimals.value(row));
          case BytesColumn bytes -> row -> outside(bytes, bytes.entry(row));
        };
    long count = 0;
    for (int row = 0; row < column.size(); row++) {
      count += !column.isEmpty(row) && outside.test(row) ? 1 : 0;
    }
    return count;
  }

  private IntPredicate longs(LongColumn longs) {
    long low = minimum == null ? Long.MIN_VALUE : minimum.longValueExact();
    long high = maximum == null ? Long.MAX_VALUE : maximum.longValueExact();
    return row ->
        Long.compare(longs.value(row), low) < (minimum == null ? 0 : least)
            || Long.compare(longs.value(row), high) > (maximum == null ? 0 : most);
  }

  private IntPredicate doubles(DoubleColumn doubles) {
    return row -> {
      double value = doubles.value(row);
      boolean above = least > 0 ? value > low : value >= low;
      boolean below = most < 0 ? value < high : value <= high;
      return !(above && below);
    };
  }

  private boolean outside(BigDecimal value) {
    return minimum != null && value.compareTo(minimum) < least
        || maximum != null && value.compareTo(maximum) > most;
  }

  private boolean outside(BytesColumn bytes, int entry) {
    int from = bytes.start(entry);
    int to = bytes.end(entry);
    return first != null
            && Arrays.compareUnsigned(bytes.heap(), from, to, first, 0, first.length) < least
        || last != null
            && Arrays.compareUnsigned(bytes.heap(), from, to, last, 0, last.length) > most;
  }

  private BigDecimal number(String text) {
    return switch (type) {
      case INTEGER, DECIMAL -> new BigDecimal(text);
      case DATE -> BigDecimal.valueOf(LocalDate.parse(text).toEpochDay());
      case TIME -> BigDecimal.valueOf(LocalTime.parse(text).toNanoOfDay()).movePointLeft(3);
      case DATETIME -> {
        Instant instant = Instant.parse(text);
        yield BigDecimal.valueOf(instant.getEpochSecond())
            .movePointRight(6)
            .add(BigDecimal.valueOf(instant.getNano()).movePointLeft(3));
      }
      case BOOLEAN -> BigDecimal.valueOf(Boolean.parseBoolean(text) ? 1 : 0);
      case DOUBLE, STRING, BINARY, JSON ->
          throw new IllegalArgumentException(type + " has no exact number");
    };
  }

  private static double floating(String text) {
    return switch (text) {
      case "INF" -> Double.POSITIVE_INFINITY;
      case "-INF" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private byte[] bytes(String text) {
    return type == ValueType.BINARY
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
