package io.weir.plugins.generalization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The interval that is written must hold the number, whichever way the number was carried. */
class IntervalsTest {
  @Property(tries = 2_000)
  void a_long_lies_in_its_interval(
      @ForAll long value, @ForAll("wholeWidths") long width, @ForAll("origins") long origin) {
    Column column = new LongColumn(ValueType.INTEGER, new long[] {value}, 1, Empties.none());
    assertHolds(
        label(column, BigDecimal.valueOf(width), BigDecimal.valueOf(origin)),
        BigDecimal.valueOf(value),
        BigDecimal.valueOf(width),
        BigDecimal.valueOf(origin));
  }

  @Property(tries = 2_000)
  void a_decimal_lies_in_its_interval(
      @ForAll("decimals") BigDecimal value,
      @ForAll("widths") BigDecimal width,
      @ForAll("widths") BigDecimal origin) {
    assertHolds(label(DecimalColumn.of(value), width, origin), value, width, origin);
  }

  @Property(tries = 5_000)
  void a_double_lies_in_its_interval(
      @ForAll("doubles") double value,
      @ForAll("widths") BigDecimal width,
      @ForAll("widths") BigDecimal origin) {
    Column column = new DoubleColumn(new double[] {value}, 1, Empties.none());
    assertHolds(label(column, width, origin), BigDecimal.valueOf(value), width, origin);
  }

  @Property(tries = 5_000)
  void a_double_beside_a_boundary_lies_on_its_side(
      @ForAll("widths") BigDecimal width, @ForAll("steps") long step, @ForAll("nudges") int nudge) {
    double value = width.multiply(BigDecimal.valueOf(step)).doubleValue();
    for (int i = 0; i < Math.abs(nudge); i++) {
      value = nudge < 0 ? Math.nextDown(value) : Math.nextUp(value);
    }
    Column column = new DoubleColumn(new double[] {value}, 1, Empties.none());
    assertHolds(
        label(column, width, BigDecimal.ZERO), BigDecimal.valueOf(value), width, BigDecimal.ZERO);

    Column broken =
        new NumberRanges(
                new ColumnSchema("value", ValueType.STRING),
                Breaks.of(List.of(width.multiply(BigDecimal.valueOf(step))), false))
            .apply(column);
    boolean above =
        BigDecimal.valueOf(value).compareTo(width.multiply(BigDecimal.valueOf(step))) >= 0;
    assertEquals(above, broken.format(0).endsWith(", inf)"));
  }

  @Provide
  Arbitrary<Long> wholeWidths() {
    return Arbitraries.longs().between(1, 999_999_999_999_999_999L);
  }

  @Provide
  Arbitrary<Long> origins() {
    return Arbitraries.longs().between(-999_999_999_999_999_999L, 999_999_999_999_999_999L);
  }

  @Provide
  Arbitrary<BigDecimal> widths() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 100_000), Arbitraries.integers().between(-3, 8))
        .as(BigDecimal::valueOf);
  }

  @Provide
  Arbitrary<BigDecimal> decimals() {
    return Combinators.combine(Arbitraries.bigIntegers(), Arbitraries.integers().between(-30, 130))
        .as(BigDecimal::new);
  }

  @Provide
  Arbitrary<Double> doubles() {
    return Arbitraries.oneOf(
        Arbitraries.doubles(),
        Arbitraries.doubles().between(-1_000, 1_000).ofScale(2),
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite));
  }

  @Provide
  Arbitrary<Long> steps() {
    return Arbitraries.longs().between(-1_000_000, 1_000_000);
  }

  @Provide
  Arbitrary<Integer> nudges() {
    return Arbitraries.integers().between(-3, 3);
  }

  private static String label(Column column, BigDecimal width, BigDecimal origin) {
    PreparedMethod prepared =
        new Generalize()
            .prepare(
                MethodRequest.of(
                    new ColumnSchema("value", column.type()),
                    new Parameters(Map.of("width", width, "origin", origin))));
    return ((ColumnAnonymizer) prepared).apply(column).format(0);
  }

  private static void assertHolds(
      String label, BigDecimal value, BigDecimal width, BigDecimal origin) {
    String[] ends = label.substring(1, label.length() - 1).split(", ");
    BigDecimal from = new BigDecimal(ends[0]);
    BigDecimal to = new BigDecimal(ends[1]);
    assertTrue(from.compareTo(value) <= 0 && value.compareTo(to) < 0, () -> value + " " + label);
    assertEquals(0, to.subtract(from).compareTo(width), label);
    assertEquals(0, from.subtract(origin).remainder(width).signum(), label);
  }
}
