package io.weir.plugins.generalization.build;

import io.weir.spi.Column;
import io.weir.spi.LongColumn;
import io.weir.spi.ParameterProposal;
import io.weir.spi.ProposalObserver;
import io.weir.spi.ValueType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The dates, datetimes or times of a column: the first and the last. */
final class SeenTimes implements ProposalObserver {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final ValueType type;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  SeenTimes(ValueType type) {
    this.type = type;
  }

  @Override
  public void observe(Column values) {
    LongColumn longs = (LongColumn) values;
    for (int row = 0; row < longs.size(); row++) {
      if (!longs.isEmpty(row)) {
        first = Math.min(first, longs.value(row));
        last = Math.max(last, longs.value(row));
      }
    }
  }

  @Override
  public void merge(ProposalObserver other) {
    SeenTimes more = (SeenTimes) other;
    first = Math.min(first, more.first);
    last = Math.max(last, more.last);
  }

  @Override
  public ParameterProposal propose() {
    if (first > last) {
      return HierarchyProposal.nothingSeen();
    }
    return type == ValueType.TIME
        ? HierarchyProposal.form("dates", List.of("hour"), "Times become their hour.")
        : HierarchyProposal.form(
            "dates", units(), "Dates become ever longer spans of the calendar.");
  }

  /** Without spans that would hold all, as the last level does. */
  private List<Object> units() {
    List<Object> units = new ArrayList<>();
    if (type == ValueType.DATETIME) {
      units.add("day");
    }
    units.add("month");
    if (year(first) != year(last)) {
      units.add("year");
    }
    if (Math.floorDiv(year(first), 10) != Math.floorDiv(year(last), 10)) {
      units.add("decade");
    }
    return List.copyOf(units);
  }

  private int year(long value) {
    return LocalDate.ofEpochDay(
            type == ValueType.DATETIME ? Math.floorDiv(value, MICROS_A_DAY) : value)
        .getYear();
  }
}
