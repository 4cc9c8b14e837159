package io.weir.plugins.perturbation;

import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Reads parameters in the unit a column's values are carried in. An amount is a number: of days for
 * dates, of seconds for times and datetimes, or a duration of ISO 8601 ({@code "PT6H"}) for both. A
 * point is a number or, for dates and times, a text of ISO 8601.
 */
record Units(ColumnSchema column) {
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal MICROS_A_DAY = BigDecimal.valueOf(86_400_000_000L);

  /** Numbers of more digits are not told apart by any use that is known. */
  private static final int MOST_DIGITS = 30;

  static final String AMOUNT_SCHEMA =
      "{\"anyOf\": [{\"type\": \"number\", \"exclusiveMinimum\": 0}, {\"type\": \"string\"}]}";

  static final String POINTS_SCHEMA =
      "{\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"items\": {\"type\": [\"number\","
          + " \"string\"]}}";

  /** An amount above 0, or empty when the parameter is absent. */
  Optional<BigDecimal> amount(String parameter, Parameters parameters) {
    Object value = parameters.values().get(parameter);
    if (value == null) {
      return Optional.empty();
    }
    BigDecimal amount =
        switch (column.type()) {
          case INTEGER, DECIMAL, DOUBLE -> number(parameter, value);
          case DATE ->
              value instanceof String text
                  ? micros(parameter, text).divide(MICROS_A_DAY)
                  : number(parameter, value);
          case TIME, DATETIME ->
              value instanceof String text
                  ? micros(parameter, text)
                  : number(parameter, value).multiply(MICROS);
          case STRING, BOOLEAN, BINARY, JSON -> throw wrong(parameter, "an amount");
        };
    if (amount.signum() <= 0) {
      throw new InvalidParameters(parameter, "\"" + parameter + "\" must be greater than 0");
    }
    return Optional.of(amount);
  }

  /** An amount that is a whole number of the column's units unless the type has fractions. */
  Optional<BigDecimal> multiple(String parameter, Parameters parameters) {
    Optional<BigDecimal> amount = amount(parameter, parameters);
    amount.ifPresent(it -> wholeIfNeeded(parameter, it));
    return amount.map(it -> column.type().isLong() ? it.setScale(0) : it);
  }

  /** Two points, the first not above the second, or empty when the parameter is absent. */
  Optional<List<BigDecimal>> points(String parameter, Parameters parameters) {
    Object value = parameters.values().get(parameter);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof List<?> list) || list.size() != 2) {
      throw new InvalidParameters(
          parameter, "\"" + parameter + "\" must be a list of two: the least and the greatest");
    }
    BigDecimal low = point(parameter, list.get(0));
    BigDecimal high = point(parameter, list.get(1));
    if (low.compareTo(high) > 0) {
      throw new InvalidParameters(
          parameter, "the first of \"" + parameter + "\" must not be above the second");
    }
    return Optional.of(List.of(low, high));
  }

  private BigDecimal point(String parameter, Object value) {
    try {
      BigDecimal point =
          switch (column.type()) {
            case INTEGER, DECIMAL, DOUBLE -> number(parameter, value);
            case DATE -> BigDecimal.valueOf(LocalDate.parse(text(parameter, value)).toEpochDay());
            case TIME ->
                BigDecimal.valueOf(LocalTime.parse(text(parameter, value)).toNanoOfDay() / 1_000);
            case DATETIME -> instant(text(parameter, value));
            case STRING, BOOLEAN, BINARY, JSON -> throw wrong(parameter, "a point");
          };
      wholeIfNeeded(parameter, point);
      return point;
    } catch (DateTimeException e) {
      throw new InvalidParameters(
          parameter,
          "\"%s\" must hold texts of ISO 8601, as 1987-05-21 or 1987-05-21T08:00:00Z, for column %s"
              .formatted(parameter, column.name()));
    }
  }

  private static BigDecimal instant(String text) {
    Instant instant =
        text.endsWith("Z")
            ? Instant.parse(text)
            : text.contains("T")
                ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    return BigDecimal.valueOf(instant.getEpochSecond())
        .multiply(MICROS)
        .add(BigDecimal.valueOf(instant.getNano() / 1_000));
  }

  private void wholeIfNeeded(String parameter, BigDecimal number) {
    if (column.type().isLong()) {
      boolean tooLarge = number.abs().compareTo(BigDecimal.valueOf(1L << 60)) > 0;
      if (tooLarge || number.stripTrailingZeros().scale() > 0) {
        throw new InvalidParameters(
            parameter,
            tooLarge
                ? "\"" + parameter + "\" is too large for column " + column.name()
                : "\"%s\" must be whole in the unit of column %s"
                    .formatted(parameter, column.name()));
      }
    }
  }

  private BigDecimal number(String parameter, Object value) {
    if (!(value instanceof BigDecimal number)) {
      throw wrong(parameter, "a number");
    }
    if (Math.abs((long) number.scale()) > MOST_DIGITS
        || (long) number.precision() - number.scale() > MOST_DIGITS) {
      throw new InvalidParameters(
          parameter, "\"" + parameter + "\" has more than " + MOST_DIGITS + " digits; write fewer");
    }
    return number;
  }

  private String text(String parameter, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(parameter, "a text of ISO 8601");
  }

  private static BigDecimal micros(String parameter, String text) {
    try {
      Duration duration = Duration.parse(text);
      return BigDecimal.valueOf(duration.getSeconds())
          .multiply(MICROS)
          .add(BigDecimal.valueOf(duration.getNano(), 3));
    } catch (DateTimeException e) {
      throw new InvalidParameters(
          parameter,
          "\"" + parameter + "\" must be a number, or a duration as \"P3D\" or \"PT6H\"");
    }
  }

  private InvalidParameters wrong(String parameter, String what) {
    return new InvalidParameters(
        parameter, "\"%s\" must be %s for column %s".formatted(parameter, what, column.name()));
  }

  /** The least and greatest number a column of longs takes; dates of the years 1 to 9999. */
  static long least(ValueType type) {
    return switch (type) {
      case DATE -> -719_162;
      case DATETIME -> -62_135_596_800_000_000L;
      case TIME -> 0;
      case INTEGER, STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON -> Long.MIN_VALUE;
    };
  }

  static long greatest(ValueType type) {
    return switch (type) {
      case DATE -> 2_932_896;
      case DATETIME -> 253_402_300_799_999_999L;
      case TIME -> 86_399_999_999L;
      case INTEGER, STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON -> Long.MAX_VALUE;
    };
  }
}
