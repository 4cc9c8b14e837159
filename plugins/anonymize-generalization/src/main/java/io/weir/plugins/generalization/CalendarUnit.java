package io.weir.plugins.generalization;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A span of the calendar, and how the one that holds a day is written. */
enum CalendarUnit {
  DECADE {
    @Override
    String label(LocalDate day) {
      return year(Math.floorDiv(day.getYear(), 10) * 10) + "s";
    }
  },
  YEAR {
    @Override
    String label(LocalDate day) {
      return year(day.getYear());
    }
  },
  QUARTER {
    @Override
    String label(LocalDate day) {
      return year(day.getYear()) + "-Q" + day.get(IsoFields.QUARTER_OF_YEAR);
    }
  },
  MONTH {
    @Override
    String label(LocalDate day) {
      return year(day.getYear()) + "-" + padded(day.getMonthValue(), 2);
    }
  },
  WEEK {
    @Override
    String label(LocalDate day) {
      return year(day.get(IsoFields.WEEK_BASED_YEAR))
          + "-W"
          + padded(day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
    }
  },
  DAY {
    @Override
    String label(LocalDate day) {
      return year(day.getYear())
          + "-"
          + padded(day.getMonthValue(), 2)
          + "-"
          + padded(day.getDayOfMonth(), 2);
    }
  };

  /** The names as documents write them, joined by commas. */
  static final String NAMES =
      Arrays.stream(values()).map(CalendarUnit::word).collect(Collectors.joining(", "));

  static Optional<CalendarUnit> named(String word) {
    return Arrays.stream(values()).filter(unit -> unit.word().equals(word)).findFirst();
  }

  abstract String label(LocalDate day);

  /** Whether every span of this unit lies in one of another, and is not all of it. */
  boolean liesIn(CalendarUnit coarser) {
    return switch (this) {
      case DAY -> coarser != DAY;
      case WEEK, DECADE -> false;
      case MONTH -> coarser == QUARTER || coarser == YEAR || coarser == DECADE;
      case QUARTER -> coarser == YEAR || coarser == DECADE;
      case YEAR -> coarser == DECADE;
    };
  }

  /** The name as documents write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String year(int year) {
    return (year < 0 ? "-" : "") + padded(Math.abs(year), 4);
  }

  private static String padded(int number, int width) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
