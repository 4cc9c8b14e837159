package io.weir.plugins.perturbation;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.InvalidParameters;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values that a column of categories may hold, numbered from 0. */
final class Categories {
  static final Set<ValueType> TYPES =
      EnumSet.of(ValueType.STRING, ValueType.INTEGER, ValueType.BOOLEAN);

  static final String SCHEMA =
      "{\"type\": \"array\", \"minItems\": 2, \"items\": {\"type\": [\"string\", \"integer\","
          + " \"boolean\"]}}";

  /** More are no categories any more. */
  static final int MOST = 100_000;

  /** The number of a value that is none of the categories. */
  static final int UNKNOWN = -1;

  private final ValueType type;
  private final List<Object> values;
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final byte[] heap;
  private final int[] offsets;

  /**
   * @param values of String, Long or Boolean as the type says; none twice
   */
  Categories(ValueType type, List<?> values) {
    this.type = type;
    this.values = List.copyOf(values);
    this.offsets = new int[values.size() + 1];
    StringBuilder texts = new StringBuilder();
    int at = 0;
    for (int i = 0; i < values.size(); i++) {
      numbers.put(values.get(i), i);
      if (type == ValueType.STRING) {
        texts.append(values.get(i));
        at += values.get(i).toString().getBytes(StandardCharsets.UTF_8).length;
        offsets[i + 1] = at;
      }
    }
    heap = texts.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The categories that a parameter lists, at least two; false and true for a column of booleans
   * that lists none.
   */
  static Categories of(String parameter, Optional<Object> list, ColumnSchema column) {
    if (list.isEmpty() && column.type() == ValueType.BOOLEAN) {
      return new Categories(column.type(), List.of(false, true));
    }
    if (list.isEmpty()
        || !(list.get() instanceof List<?> elements)
        || elements.size() < 2
        || elements.size() > MOST) {
      throw new InvalidParameters(
          parameter,
          "\"%s\" must list all values that column %s can have, from 2 to %d"
              .formatted(parameter, column.name(), MOST));
    }
    List<Object> values = new ArrayList<>();
    for (Object element : elements) {
      values.add(value(parameter, element, column));
    }
    if (Set.copyOf(values).size() != values.size()) {
      throw new InvalidParameters(parameter, "\"" + parameter + "\" lists a value twice");
    }
    return new Categories(column.type(), values);
  }

  private static Object value(String parameter, Object element, ColumnSchema column) {
    return switch (element) {
      case String text when column.type() == ValueType.STRING -> text;
      case Boolean flag when column.type() == ValueType.BOOLEAN -> flag;
      case BigDecimal number when column.type() == ValueType.INTEGER && number.signum() == 0 -> 0L;
      case BigDecimal number
          when column.type() == ValueType.INTEGER
              && number.precision() - (long) number.scale() <= 18
              && number.stripTrailingZeros().scale() <= 0 ->
          number.longValueExact();
      default ->
          throw new InvalidParameters(
              parameter,
              "\"%s\" must hold values as column %s has them".formatted(parameter, column.name()));
    };
  }

  int size() {
    return values.size();
  }

  /** The number of the category that a parameter names, or empty when it is absent. */
  Optional<Integer> named(String parameter, Optional<Object> value, ColumnSchema column) {
    return value.map(it -> {
      Integer number = numbers.get(value(parameter, it, column));
      if (number == null) {
        throw new InvalidParameters(
            parameter, "\"" + parameter + "\" must be one of the values that are listed");
      }
      return number;
    });
  }

  /** The number of each row's category, or {@link #UNKNOWN}; undefined at empty rows. */
  int[] numbers(Column column) {
    int[] found = new int[column.size()];
    switch (column) {
      case BytesColumn bytes -> {
        int[] ofEntries = new int[bytes.entries()];
        for (int entry = 0; entry < ofEntries.length; entry++) {
          ofEntries[entry] = number(bytes.entryText(entry));
        }
        for (int row = 0; row < found.length; row++) {
          found[row] = bytes.isEmpty(row) ? 0 : ofEntries[bytes.entry(row)];
        }
      }
      case LongColumn longs -> {
        long last = 0;
        int number = number(0L);
        for (int row = 0; row < found.length; row++) {
          if (!longs.isEmpty(row)) {
            if (longs.value(row) != last) {
              last = longs.value(row);
              number = number(last);
            }
            found[row] = number;
          }
        }
      }
      case BooleanColumn booleans -> {
        int no = number(false);
        int yes = number(true);
        for (int row = 0; row < found.length; row++) {
          found[row] = !booleans.isEmpty(row) && booleans.value(row) ? yes : no;
        }
      }
      case DoubleColumn _, DecimalColumn _ ->
          throw new IllegalArgumentException("no categories in a column of " + column.type());
    }
    return found;
  }

  private int number(Object value) {
    Integer number = numbers.get(value);
    return number == null ? UNKNOWN : number;
  }

  /** A column of categories by their numbers. */
  Column column(int[] numbers, Empties empties) {
    return switch (type) {
      case STRING ->
          BytesColumn.dictionary(
              type, heap, offsets, values.size(), numbers, numbers.length, empties, true);
      case INTEGER -> {
        long[] results = new long[numbers.length];
        for (int row = 0; row < results.length; row++) {
          results[row] = empties.get(row) ? 0 : (Long) values.get(numbers[row]);
        }
        yield new LongColumn(type, results, results.length, empties);
      }
      case BOOLEAN -> {
        byte[] results = new byte[numbers.length];
        for (int row = 0; row < results.length; row++) {
          results[row] = (byte) (!empties.get(row) && (Boolean) values.get(numbers[row]) ? 1 : 0);
        }
        yield new BooleanColumn(results, results.length, empties);
      }
      case DECIMAL, DOUBLE, DATE, TIME, DATETIME, BINARY, JSON ->
          throw new IllegalArgumentException("no categories in a column of " + type);
    };
  }
}
