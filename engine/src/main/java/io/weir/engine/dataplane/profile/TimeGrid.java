package io.weir.engine.dataplane.profile;

import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Dates and times in bins of the calendar and the clock: from the microsecond to quarters of a day,
 * days, thirds of months, months, quarters, halves, years, and 5, 10, 50, 100 … years. All in UTC.
 */
final class TimeGrid implements Grid {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** About a million years: what a method makes of a date need not be one. */
  private static final long MOST_DAYS = 365_000_000;

  private static final long[] CLOCK = {
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    SECOND,
    5 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    6 * HOUR
  };

  /** One level: where the bin of a key begins, and where the one after it does. */
  private interface Step {
    long begin(long key);

    long next(long begin);
  }

  private record Clock(long width) implements Step {
    @Override
    public long begin(long key) {
      return Math.floorDiv(key, width) * width;
    }

    @Override
    public long next(long begin) {
      return begin + width;
    }
  }

  /**
   * @param day how many units a day has
   */
  private record ThirdsOfMonths(long day) implements Step {
    @Override
    public long begin(long key) {
      LocalDate date = date(key, day);
      int third = Math.min(2, (date.getDayOfMonth() - 1) / 10);
      return date.withDayOfMonth(1 + 10 * third).toEpochDay() * day;
    }

    @Override
    public long next(long begin) {
      LocalDate date = date(begin, day);
      return day
          * (date.getDayOfMonth() == 21
              ? date.withDayOfMonth(1).plusMonths(1).toEpochDay()
              : date.toEpochDay() + 10);
    }
  }

  private record Months(long day, int months) implements Step {
    @Override
    public long begin(long key) {
      LocalDate date = date(key, day);
      return LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / months * months + 1, 1)
              .toEpochDay()
          * day;
    }

    @Override
    public long next(long begin) {
      return date(begin, day).plusMonths(months).toEpochDay() * day;
    }
  }

  private record Years(long day, int years) implements Step {
    @Override
    public long begin(long key) {
      return LocalDate.of(Math.floorDiv(date(key, day).getYear(), years) * years, 1, 1).toEpochDay()
          * day;
    }

    @Override
    public long next(long begin) {
      return date(begin, day).plusYears(years).toEpochDay() * day;
    }
  }

  private static LocalDate date(long key, long day) {
    return LocalDate.ofEpochDay(Math.clamp(Math.floorDiv(key, day), -MOST_DAYS, MOST_DAYS));
  }

  private final ValueType type;
  private final List<Step> steps = new ArrayList<>();

  TimeGrid(ValueType type) {
    this.type = type;
    long day = type == ValueType.DATE ? 1 : DAY;
    if (type != ValueType.DATE) {
      for (long width : CLOCK) {
        steps.add(new Clock(width));
      }
    }
    if (type != ValueType.TIME) {
      steps.add(new Clock(day));
      steps.add(new ThirdsOfMonths(day));
      steps.add(new Months(day, 1));
      steps.add(new Months(day, 3));
      steps.add(new Months(day, 6));
      for (int years = 1; years <= 100_000; years *= 10) {
        steps.add(new Years(day, years));
        steps.add(new Years(day, 5 * years));
      }
    }
  }

  @Override
  public int level(int from, long minimum, long maximum) {
    int level = from;
    while (level < steps.size() - 1 && bins(steps.get(level), minimum, maximum) > MOST_BINS) {
      level++;
    }
    return level;
  }

  private static int bins(Step step, long minimum, long maximum) {
    int bins = 0;
    for (long begin = step.begin(minimum); begin <= maximum; begin = step.next(begin)) {
      if (++bins > MOST_BINS) {
        return bins;
      }
    }
    return bins;
  }

  @Override
  public long[] bounds(int level, long minimum, long maximum) {
    Step step = steps.get(level);
    int bins = bins(step, minimum, maximum);
    long[] bounds = new long[bins + 1];
    bounds[0] = step.begin(minimum);
    for (int i = 1; i <= bins; i++) {
      bounds[i] = step.next(bounds[i - 1]);
    }
    return bounds;
  }

  /** A time's last bin ends with the day, which has no time of its own. */
  @Override
  public String text(long key) {
    return type == ValueType.TIME && key >= DAY ? "24:00" : LongColumn.format(type, key);
  }
}
