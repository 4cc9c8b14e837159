package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/** What can be said of a range before there are any values. */
final class Intervals {
  private Intervals() {}

  static boolean isOrdered(ValueType type) {
    return switch (type) {
      case STRING, INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATETIME -> true;
      case BOOLEAN, BINARY, JSON -> false;
    };
  }

  /**
   * The same range with its bounds included, where the type has a next value; nothing if a bound
   * excludes all values of the type.
   */
  static Optional<Range> included(ValueType type, Range range) {
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME -> {
        Optional<Optional<String>> minimum = next(type, range.minimum(), range.withoutMinimum(), 1);
        Optional<Optional<String>> maximum =
            next(type, range.maximum(), range.withoutMaximum(), -1);
        yield minimum.flatMap(
            low -> maximum.map(high -> new Range(low, high, range.onOutOfRange())));
      }
      case STRING, DECIMAL, DOUBLE, BOOLEAN, BINARY, JSON -> Optional.of(range);
    };
  }

  /** The neighbour of an excluded bound; nothing if there is none. */
  private static Optional<Optional<String>> next(
      ValueType type, Optional<String> bound, boolean excluded, int step) {
    if (!excluded || bound.isEmpty()) {
      return Optional.of(bound);
    }
    BigInteger next = whole(type, bound.get()).add(BigInteger.valueOf(step));
    return next.compareTo(first(type)) < 0 || next.compareTo(last(type)) > 0
        ? Optional.empty()
        : Optional.of(Optional.of(Values.write(type, new Value.Whole(next.longValueExact()))));
  }

  private static BigInteger whole(ValueType type, String text) {
    return Values.require(type, text) instanceof Value.Whole(long number)
        ? BigInteger.valueOf(number)
        : BigInteger.ZERO;
  }

  private static BigInteger first(ValueType type) {
    return switch (type) {
      case DATE -> whole(type, "0000-01-01");
      case TIME -> BigInteger.ZERO;
      case DATETIME -> whole(type, "0000-01-01T00:00:00Z");
      case INTEGER, STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON ->
          BigInteger.valueOf(Long.MIN_VALUE);
    };
  }

  private static BigInteger last(ValueType type) {
    return switch (type) {
      case DATE -> whole(type, "9999-12-31");
      case TIME -> whole(type, "23:59:59.999999");
      case DATETIME -> whole(type, "9999-12-31T23:59:59.999999Z");
      case INTEGER, STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON ->
          BigInteger.valueOf(Long.MAX_VALUE);
    };
  }

  /** Whether no value that meets the facets can lie inside; lengths and formats aside. */
  static boolean isNothing(ValueType type, Range range, Facets facets) {
    Optional<Value> low = range.minimum().map(text -> Values.require(type, text));
    Optional<Value> high = range.maximum().map(text -> Values.require(type, text));
    if (facets.whole().isPresent()) {
      return noWholeNumber(facets.whole().get(), range, low, high);
    }
    if (low.isEmpty() || high.isEmpty()) {
      return false;
    }
    int order = Values.compare(inside(low.get(), range.withoutMinimum()), high.get());
    boolean open = range.withoutMinimum() || range.withoutMaximum();
    return switch (type) {
      // Between two decimals there is always another one.
      case DECIMAL -> order > 0 || order == 0 && open;
      case STRING, INTEGER, DOUBLE, DATE, TIME, DATETIME, BOOLEAN, BINARY, JSON ->
          order > 0 || order == 0 && range.withoutMaximum();
    };
  }

  /** The least double or text that is larger than an excluded one. */
  private static Value inside(Value low, boolean excluded) {
    if (!excluded) {
      return low;
    }
    return switch (low) {
      case Value.Floating(double number) -> new Value.Floating(Math.nextUp(number));
      case Value.Text(String text) -> new Value.Text(text + "\0");
      case Value.Whole _, Value.Exact _, Value.Flag _, Value.Bytes _ -> low;
    };
  }

  private static boolean noWholeNumber(
      Facets.Whole whole, Range range, Optional<Value> low, Optional<Value> high) {
    BigInteger least = whole.least();
    BigInteger most = whole.most();
    if (low.isPresent()) {
      least = least.max(nearest(low.get(), RoundingMode.CEILING, range.withoutMinimum()));
    }
    if (high.isPresent()) {
      most = most.min(nearest(high.get(), RoundingMode.FLOOR, range.withoutMaximum()));
    }
    return least.compareTo(most) > 0;
  }

  private static BigInteger nearest(Value bound, RoundingMode rounding, boolean excluded) {
    BigDecimal exact =
        switch (bound) {
          case Value.Whole(long number) -> BigDecimal.valueOf(number);
          case Value.Exact(BigDecimal number) -> number;
          case Value.Text _, Value.Flag _, Value.Floating _, Value.Bytes _ ->
              throw new IllegalArgumentException("only numbers can be whole");
        };
    BigInteger nearest = exact.setScale(0, rounding).toBigIntegerExact();
    boolean itself = excluded && exact.compareTo(new BigDecimal(nearest)) == 0;
    return nearest.add(
        BigInteger.valueOf(itself ? (rounding == RoundingMode.CEILING ? 1 : -1) : 0));
  }
}
