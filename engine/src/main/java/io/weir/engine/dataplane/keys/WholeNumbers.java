package io.weir.engine.dataplane.keys;

import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * The whole numbers that may stand in a key column: those of its type, inside its range. Dates stay
 * within the years 1 to 9999, which every target can store, doubles where every whole number is
 * exact.
 *
 * @param low inclusive
 * @param high inclusive
 */
record WholeNumbers(long low, long high) {
  private static final long EXACT_DOUBLES = 1L << 53;
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
  private static final long MICROS_A_DAY = 86_400_000_000L;

  /** Whether fresh keys of a type are whole numbers. */
  static boolean suit(ValueType type) {
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME, DOUBLE, DECIMAL -> true;
      case STRING, BINARY, JSON, BOOLEAN -> false;
    };
  }

  static WholeNumbers of(ColumnPlan column) {
    WholeNumbers space = ofType(column.type());
    Function<String, BigDecimal> number = text -> number(column.type(), text);
    BigDecimal low =
        column.range().flatMap(Range::minimum).map(number).orElse(BigDecimal.valueOf(space.low));
    BigDecimal high =
        column.range().flatMap(Range::maximum).map(number).orElse(BigDecimal.valueOf(space.high));
    boolean withoutLow = column.range().map(Range::withoutMinimum).orElse(false);
    boolean withoutHigh = column.range().map(Range::withoutMaximum).orElse(false);
    BigDecimal first = whole(low, RoundingMode.CEILING, withoutLow, BigDecimal.ONE);
    BigDecimal last = whole(high, RoundingMode.FLOOR, withoutHigh, BigDecimal.ONE.negate());
    if (column.facets().whole().isPresent()) {
      first = first.max(new BigDecimal(column.facets().whole().get().least()));
      last = last.min(new BigDecimal(column.facets().whole().get().most()));
    }
    return new WholeNumbers(
        Math.max(space.low, saturated(first)), Math.min(space.high, saturated(last)));
  }

  /** Those that are in both. */
  WholeNumbers and(WholeNumbers other) {
    return new WholeNumbers(Math.max(low, other.low), Math.min(high, other.high));
  }

  boolean isNothing() {
    return low > high;
  }

  /** The whole number next to a bound and inside. */
  private static BigDecimal whole(
      BigDecimal bound, RoundingMode rounding, boolean excluded, BigDecimal step) {
    BigDecimal nearest = bound.setScale(0, rounding);
    return excluded && nearest.compareTo(bound) == 0 ? nearest.add(step) : nearest;
  }

  private static WholeNumbers ofType(ValueType type) {
    return switch (type) {
      case INTEGER, DECIMAL -> new WholeNumbers(Long.MIN_VALUE, Long.MAX_VALUE);
      case DOUBLE -> new WholeNumbers(-EXACT_DOUBLES, EXACT_DOUBLES);
      case DATE -> new WholeNumbers(FIRST_DAY.toEpochDay(), LAST_DAY.toEpochDay());
      case TIME -> new WholeNumbers(0, MICROS_A_DAY - 1);
      case DATETIME ->
          new WholeNumbers(
              FIRST_DAY.toEpochDay() * MICROS_A_DAY,
              (LAST_DAY.toEpochDay() + 1) * MICROS_A_DAY - 1);
      case STRING, BINARY, JSON, BOOLEAN -> new WholeNumbers(0, -1);
    };
  }

  private static BigDecimal number(ValueType type, String text) {
    return switch (type) {
      case INTEGER, DECIMAL -> new BigDecimal(text);
      case DOUBLE ->
          switch (text) {
            case "INF" -> BigDecimal.valueOf(Long.MAX_VALUE);
            case "-INF" -> BigDecimal.valueOf(Long.MIN_VALUE);
            default -> new BigDecimal(text);
          };
      case DATE -> BigDecimal.valueOf(LocalDate.parse(text).toEpochDay());
      case TIME -> BigDecimal.valueOf(LocalTime.parse(text).toNanoOfDay() / 1_000);
      case DATETIME ->
          BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text)));
      case STRING, BINARY, JSON, BOOLEAN ->
          throw new IllegalArgumentException(type + " is no number");
    };
  }

  /** The greatest whole number that is not above the value, as far as longs go. */
  static long floor(Column column, int row) {
    return switch (column) {
      case LongColumn longs -> longs.value(row);
      case DoubleColumn doubles -> (long) Math.floor(doubles.value(row));
      case DecimalColumn decimals -> saturated(decimals.value(row).setScale(0, RoundingMode.FLOOR));
      case BooleanColumn booleans -> throw new IllegalArgumentException("no numbers");
      case BytesColumn bytes -> throw new IllegalArgumentException("no numbers");
    };
  }

  /** The least whole number that is not below the value, as far as longs go. */
  static long ceiling(Column column, int row) {
    return switch (column) {
      case LongColumn longs -> longs.value(row);
      case DoubleColumn doubles -> (long) Math.ceil(doubles.value(row));
      case DecimalColumn decimals ->
          saturated(decimals.value(row).setScale(0, RoundingMode.CEILING));
      case BooleanColumn booleans -> throw new IllegalArgumentException("no numbers");
      case BytesColumn bytes -> throw new IllegalArgumentException("no numbers");
    };
  }

  private static long saturated(BigDecimal whole) {
    BigInteger value = whole.toBigInteger();
    return value.bitLength() < 64
        ? value.longValue()
        : value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
