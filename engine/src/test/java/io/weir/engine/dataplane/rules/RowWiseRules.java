package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules said once more, as plainly as possible: record by record, with the JDK's own parsers.
 */
final class RowWiseRules {
  /** A failure, by record and column. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int record;
    final String column;

    Failed(int record, String column) {
      this.record = record;
      this.column = column;
    }
  }

  /** Bytes that can be compared. */
  record Bytes(byte[] bytes) implements Comparable<Bytes> {
    @Override
    public int compareTo(Bytes other) {
      return Arrays.compareUnsigned(bytes, other.bytes);
    }
  }

  final List<List<Object>> records = new ArrayList<>();
  final Map<String, Long> counts = new TreeMap<>();

  RowWiseRules(TablePlan table, List<List<String>> texts) {
    for (int record = 0; record < texts.size(); record++) {
      List<Object> values = new ArrayList<>();
      boolean stays = true;
      for (int i = 0; stays && i < table.columns().size(); i++) {
        stays = column(table.columns().get(i), texts.get(record).get(i), record, values);
      }
      if (stays) {
        records.add(values);
      }
    }
  }

  private boolean column(ColumnPlan column, String text, int record, List<Object> values) {
    Optional<Object> value = Optional.empty();
    if (!column.nullTokens().contains(text)) {
      value = read(column.type(), text);
      if (value.isEmpty()) {
        switch (column.onTypeViolation()) {
          case FAIL -> throw new Failed(record, column.name());
          case DROP -> {
            count(column, Rule.TYPE_VIOLATION_DROPPED);
            return false;
          }
          case EMPTY -> count(column, Rule.TYPE_VIOLATION_EMPTIED);
        }
      }
    }
    if (value.isEmpty()) {
      return empty(column, values);
    }
    if (column.range().isEmpty()) {
      values.add(value.get());
      return true;
    }
    return range(column, value.get(), values);
  }

  private boolean empty(ColumnPlan column, List<Object> values) {
    switch (column.onEmpty()) {
      case ColumnPlan.OnEmpty.Pass _ -> {
        count(column, Rule.EMPTY_PASSED);
        values.add(null);
      }
      case ColumnPlan.OnEmpty.Replace(String instead) -> {
        count(column, Rule.EMPTY_REPLACED);
        values.add(read(column.type(), instead).orElseThrow());
      }
      case ColumnPlan.OnEmpty.Drop _ -> {
        count(column, Rule.EMPTY_DROPPED);
        return false;
      }
    }
    return true;
  }

  private boolean range(ColumnPlan column, Object value, List<Object> values) {
    ColumnPlan.Range range = column.range().get();
    Optional<Object> minimum = range.minimum().map(text -> read(column.type(), text).get());
    Optional<Object> maximum = range.maximum().map(text -> read(column.type(), text).get());
    boolean nan = value.equals(Double.NaN);
    int low = minimum.map(bound -> compare(value, bound)).orElse(1);
    int high = maximum.map(bound -> compare(value, bound)).orElse(-1);
    boolean below = !nan && (low < 0 || low == 0 && range.withoutMinimum());
    boolean above = !nan && (high > 0 || high == 0 && range.withoutMaximum());
    if (!nan && !below && !above) {
      values.add(value);
      return true;
    }
    if (nan || range.onOutOfRange() == ColumnPlan.OnOutOfRange.DROP) {
      count(column, Rule.OUT_OF_RANGE_DROPPED);
      return false;
    }
    count(column, Rule.OUT_OF_RANGE_CLAMPED);
    values.add((below ? minimum : maximum).get());
    return true;
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object left, Object right) {
    if (left instanceof Double a
        && right instanceof Double b
        && a.doubleValue() == b.doubleValue()) {
      return 0;
    }
    return ((Comparable<Object>) left).compareTo(right);
  }

  private void count(ColumnPlan column, Rule rule) {
    counts.merge(column.name() + " " + rule, 1L, Long::sum);
  }

  static Optional<Object> read(ValueType type, String text) {
    try {
      return Optional.of(
          switch (type) {
            case STRING -> new Bytes(text.getBytes(StandardCharsets.UTF_8));
            case JSON -> {
              new com.fasterxml.jackson.databind.ObjectMapper()
                  .enable(
                      com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                  .readValue(text, Object.class);
              yield new Bytes(text.getBytes(StandardCharsets.UTF_8));
            }
            case BINARY -> new Bytes(Base64.getDecoder().decode(text));
            case BOOLEAN ->
                switch (text) {
                  case "true", "1" -> true;
                  case "false", "0" -> false;
                  default -> throw new IllegalArgumentException();
                };
            case INTEGER -> Long.parseLong(text);
            case DECIMAL -> new BigDecimal(text);
            case DOUBLE -> text.equals("INF") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
            case DATE -> LocalDate.parse(text).toEpochDay();
            case TIME -> LocalTime.parse(text).toNanoOfDay() / 1000;
            case DATETIME ->
                ChronoUnit.MICROS.between(
                    LocalDateTime.of(1970, 1, 1, 0, 0).atOffset(ZoneOffset.UTC),
                    LocalDateTime.parse(text.replace(' ', 'T').replace("Z", ""))
                        .atOffset(ZoneOffset.UTC));
          });
    } catch (RuntimeException | java.io.IOException unreadable) {
      return Optional.empty();
    }
  }
}
