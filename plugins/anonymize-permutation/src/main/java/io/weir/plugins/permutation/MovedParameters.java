package io.weir.plugins.permutation;

import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from a document what is to be moved, and the numbers beside it. */
final class MovedParameters {
  /** Types whose values have an order that is more than that of their texts. */
  static final Set<ValueType> ORDERED =
      EnumSet.of(
          ValueType.INTEGER,
          ValueType.DECIMAL,
          ValueType.DOUBLE,
          ValueType.DATE,
          ValueType.TIME,
          ValueType.DATETIME);

  private MovedParameters() {}

  /** The column a method stands at, or at the table the one that {@code column} names. */
  static ColumnSchema one(
      String method, Set<ValueType> types, MethodRequest request, String... known) {
    if (request.column().isPresent()) {
      request.parameters().allowOnly(known);
      return checked(method, types, "method", request.ownColumn(), request);
    }
    allow(request.parameters(), "column", known);
    return checked(
        method,
        types,
        "column",
        request
            .column("column")
            .orElseThrow(() ->
                new InvalidParameters("column", "\"column\" must name a column of the table")),
        request);
  }

  /** The column a method stands at, or at the table those that {@code columns} names. */
  static List<ColumnSchema> several(
      String method, Set<ValueType> types, MethodRequest request, String... known) {
    if (request.column().isPresent()) {
      request.parameters().allowOnly(known);
      return List.of(checked(method, types, "method", request.ownColumn(), request));
    }
    allow(request.parameters(), "columns", known);
    return request.columns("columns").stream()
        .map(column -> checked(method, types, "columns", column, request))
        .toList();
  }

  private static void allow(Parameters parameters, String first, String... others) {
    parameters.allowOnly(
        Stream.concat(Stream.of(first), Arrays.stream(others)).toArray(String[]::new));
  }

  private static ColumnSchema checked(
      String method,
      Set<ValueType> types,
      String parameter,
      ColumnSchema column,
      MethodRequest request) {
    if (request.primaryKey().filter(column.name()::equals).isPresent()) {
      throw new InvalidParameters(
          parameter,
          "column %s is the primary key of table %s, and %s would give other records to what refers to it; choose another column"
              .formatted(column.name(), request.table().name(), method));
    }
    if (!types.contains(column.type())) {
      throw new InvalidParameters(
          parameter,
          "%s works on %s, and column %s is of another type; choose another column or method"
              .formatted(
                  method,
                  types.contains(ValueType.DATE) ? "numbers, dates and times" : "numbers",
                  column.name()));
    }
    return column;
  }

  /** A whole number that must be there. */
  static long whole(Parameters parameters, String name, long least) {
    BigDecimal value = required(parameters, name);
    if (value.stripTrailingZeros().scale() > 0
        || value.compareTo(BigDecimal.valueOf(least)) < 0
        || value.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      throw new InvalidParameters(
          name, "\"%s\" must be a whole number of at least %d".formatted(name, least));
    }
    return value.longValueExact();
  }

  static BigDecimal required(Parameters parameters, String name) {
    return parameters
        .number(name)
        .orElseThrow(() -> new InvalidParameters(name, "\"" + name + "\" must be there"));
  }
}
