package io.weir.spi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One use of a method, as a module document declares it.
 *
 * @param table as it is when the method begins: as collected for a method that stands at a column,
 *     as the methods before leave it for one that stands at the table
 * @param column the column the method stands at, or empty when it stands at the table
 * @param primaryKey the table's primary key, if it has one and it is still there
 * @param roles what the document says of columns; columns of which it says nothing are absent
 */
public record MethodRequest(
    TableSchema table,
    Optional<String> column,
    Optional<String> primaryKey,
    Map<String, ColumnRole> roles,
    Parameters parameters) {
  public MethodRequest {
    roles = Map.copyOf(roles);
  }

  /** A use at a column of a table of which nothing else is known. */
  public static MethodRequest of(ColumnSchema column, Parameters parameters) {
    return new MethodRequest(
        new TableSchema("table", List.of(column)),
        Optional.of(column.name()),
        Optional.empty(),
        Map.of(),
        parameters);
  }

  /**
   * The column the method stands at.
   *
   * @throws InvalidParameters if it stands at the table
   */
  public ColumnSchema ownColumn() {
    return column(
        column.orElseThrow(() ->
            new InvalidParameters(
                "method", "this method stands at a column; write it there as \"anonymize\"")),
        "method");
  }

  /**
   * The column the method stands at, of one of some types.
   *
   * @throws InvalidParameters if it stands at the table, or the column is of another type
   */
  public ColumnSchema ownColumn(String method, Set<ValueType> types) {
    ColumnSchema own = ownColumn();
    if (!types.contains(own.type())) {
      throw new InvalidParameters(
          "method",
          "%s works on %s, and column %s is of type %s; choose another method"
              .formatted(
                  method,
                  types.stream()
                      .sorted()
                      .map(MethodRequest::word)
                      .collect(Collectors.joining(", ")),
                  own.name(),
                  word(own.type())));
    }
    return own;
  }

  /**
   * The columns that a parameter names, in the order named; at least one, none twice.
   *
   * @throws InvalidParameters if they are not columns of the table
   */
  public List<ColumnSchema> columns(String parameter) {
    List<String> names = parameters.texts(parameter);
    if (names.isEmpty()) {
      throw new InvalidParameters(
          parameter, "\"" + parameter + "\" must name at least one column of the table");
    }
    if (names.stream().distinct().count() != names.size()) {
      throw new InvalidParameters(parameter, "\"" + parameter + "\" names a column twice");
    }
    return names.stream().map(name -> column(name, parameter)).toList();
  }

  /**
   * The column that a parameter names, or empty when the parameter is absent.
   *
   * @throws InvalidParameters if it is not a column of the table
   */
  public Optional<ColumnSchema> column(String parameter) {
    return parameters.text(parameter).map(name -> column(name, parameter));
  }

  private ColumnSchema column(String name, String parameter) {
    return table.columns().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InvalidParameters(
                parameter,
                "table %s has no column %s here; it has %s"
                    .formatted(
                        table.name(),
                        name,
                        table.columns().stream()
                            .map(ColumnSchema::name)
                            .collect(Collectors.joining(", ")))));
  }

  private static String word(ValueType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
