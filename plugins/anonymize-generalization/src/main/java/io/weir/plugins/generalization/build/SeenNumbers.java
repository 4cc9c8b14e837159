package io.weir.plugins.generalization.build;

import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ParameterProposal;
import io.weir.spi.ProposalObserver;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of a column: the least, the greatest, and how many lie between two powers of two. So
 * a few that lie far outside do not make the intervals of all others useless.
 */
final class SeenNumbers implements ProposalObserver {
  /** Of a hundred numbers so many may lie outside of the intervals that people look at. */
  private static final int OUTSIDE = 2;

  /** What an exponent is raised by, so that numbers of a billionth and less have none above 0. */
  private static final int RAISED = 31;

  private final ValueType type;
  private final TreeMap<Integer, Long> magnitudes = new TreeMap<>();
  private BigDecimal least = BigDecimal.ZERO;
  private BigDecimal most = BigDecimal.ZERO;
  private long seen;

  SeenNumbers(ValueType type) {
    this.type = type;
  }

  @Override
  public void observe(Column values) {
    for (int row = 0; row < values.size(); row++) {
      if (!values.isEmpty(row) && isFinite(values, row)) {
        BigDecimal value = NiceIntervals.bounded(value(values, row));
        ends(value, value);
        magnitudes.merge(magnitude(value), 1L, Long::sum);
        seen++;
      }
    }
  }

  @Override
  public void merge(ProposalObserver other) {
    SeenNumbers more = (SeenNumbers) other;
    if (more.seen > 0) {
      ends(more.least, more.most);
      more.magnitudes.forEach((magnitude, count) -> magnitudes.merge(magnitude, count, Long::sum));
      seen += more.seen;
    }
  }

  @Override
  public ParameterProposal propose() {
    if (seen == 0) {
      return HierarchyProposal.nothingSeen();
    }
    BigDecimal low = least.max(lowest());
    BigDecimal high = most.min(highest());
    Map<String, Object> intervals = NiceIntervals.of(low, high.max(low), type == ValueType.INTEGER);
    return HierarchyProposal.form(
        "intervals",
        intervals,
        low.equals(least) && high.equals(most)
            ? "Numbers get intervals of a round width, which doubles until few of them hold all."
            : "Numbers get intervals of a round width, which doubles until few of them hold nearly"
                + " all; some numbers lie far outside.");
  }

  private void ends(BigDecimal low, BigDecimal high) {
    least = seen > 0 ? least.min(low) : low;
    most = seen > 0 ? most.max(high) : high;
  }

  /** Where the first magnitude begins below which only few numbers lie. */
  private BigDecimal lowest() {
    return end(magnitudes, -1);
  }

  private BigDecimal highest() {
    return end(magnitudes.descendingMap(), 1);
  }

  private BigDecimal end(Map<Integer, Long> fromOutside, int side) {
    long outside = 0;
    for (Map.Entry<Integer, Long> each : fromOutside.entrySet()) {
      outside += each.getValue();
      if (outside > seen * OUTSIDE / 100) {
        return bound(each.getKey(), side);
      }
    }
    return BigDecimal.ZERO;
  }

  /**
   * A number's binary exponent with its sign, ascending with the number: 0 for those smaller than a
   * billionth, which is as narrow as intervals are.
   */
  private static int magnitude(BigDecimal value) {
    int above = Math.getExponent(value.doubleValue()) + RAISED;
    return above <= 0 ? 0 : value.signum() * above;
  }

  /** The end of a magnitude that is farther on one side. */
  private static BigDecimal bound(int magnitude, int side) {
    boolean away = magnitude * side > 0;
    int exponent = Math.abs(magnitude) - RAISED + (away ? 1 : 0);
    return magnitude == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(Math.signum(magnitude) * Math.scalb(1.0, exponent));
  }

  private static boolean isFinite(Column numbers, int row) {
    return !(numbers instanceof DoubleColumn doubles) || Double.isFinite(doubles.value(row));
  }

  private static BigDecimal value(Column numbers, int row) {
    return numbers instanceof LongColumn longs
        ? BigDecimal.valueOf(longs.value(row))
        : numbers instanceof DoubleColumn doubles
            ? BigDecimal.valueOf(doubles.value(row))
            : ((DecimalColumn) numbers).value(row);
  }
}
