package io.weir.engine.main.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.engine.main.Terminal;
import io.weir.engine.storage.embedded.PostgresServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at the published tables as anybody with a database client would. */
final class Published {
  private final PostgresServer server;
  private final String schema;

  Published(PostgresServer server, String schema) {
    this.server = server;
    this.schema = schema;
  }

  void judge(Expectation expected, Verdict verdict) throws SQLException {
    try (Connection connection = server.connect(Systems.WAREHOUSE);
        Statement statement = connection.createStatement()) {
      long records = 0;
      long missing = 0;
      long duplicates = 0;
      long orphans = 0;
      long outside = 0;
      long different = 0;
      for (String table : expected.tableNames()) {
        JsonNode definition = expected.table(table);
        String key = definition.at("/tableSchema/primaryKey").asText();
        long count = number(statement, "select count(*) from " + name(table));
        records += count;
        missing += Math.abs(count - expected.records(table).size());
        duplicates +=
            count - number(statement, "select count(distinct " + key + ") from " + name(table));
        outside += outside(statement, definition);
        different += different(statement, definition, expected.records(table));
      }
      for (Expectation.Reference reference : expected.references()) {
        orphans += number(statement, orphanQuery(reference));
      }
      verdict.published(records);
      verdict.check(
          missing == 0,
          "the warehouse holds " + Terminal.number(records) + " records, as many as must be left");
      verdict.check(duplicates == 0, "no key occurs twice");
      verdict.check(orphans == 0, "no record refers to one that is not there");
      verdict.check(outside == 0, "no value is out of its range");
      verdict.check(different == 0, "every value that is not anonymized is what was calculated");
    }
  }

  private String orphanQuery(Expectation.Reference reference) {
    return "select count(*) from %s c where c.%s is not null and not exists (select 1 from %s p where p.%s = c.%s)"
        .formatted(
            name(reference.child()),
            reference.column(),
            name(reference.parent()),
            reference.parentColumn(),
            reference.column());
  }

  /** Columns that a method turned into texts have no range any more. */
  private long outside(Statement statement, JsonNode table) throws SQLException {
    long outside = 0;
    for (JsonNode column : table.at("/tableSchema/columns")) {
      JsonNode datatype = column.path("datatype");
      if (datatype.has("minimum") && !column.has("anonymize")) {
        String quote = ColumnValues.base(column).equals("date") ? "'" : "";
        outside +=
            number(
                statement,
                "select count(*) from %s where %s < %s%s%s or %s > %s%s%s"
                    .formatted(
                        name(table.get("url").asText()),
                        column.get("name").asText(),
                        quote,
                        datatype.get("minimum").asText(),
                        quote,
                        column.get("name").asText(),
                        quote,
                        datatype.get("maximum").asText(),
                        quote));
      }
    }
    return outside;
  }

  /** How many records differ from the calculated ones in a column that no method touched. */
  private long different(Statement statement, JsonNode table, List<Row> expected)
      throws SQLException {
    String key = table.at("/tableSchema/primaryKey").asText();
    List<JsonNode> columns = new ArrayList<>();
    for (JsonNode column : table.at("/tableSchema/columns")) {
      if (!column.has("anonymize")) {
        columns.add(column);
      }
    }
    Map<String, Row> byKey = new HashMap<>();
    expected.forEach(row -> byKey.put(row.get(key), row));
    String names = String.join(", ", columns.stream().map(it -> it.get("name").asText()).toList());
    long different = 0;
    try (ResultSet row =
        statement.executeQuery("select " + names + " from " + name(table.get("url").asText()))) {
      while (row.next()) {
        Row other = byKey.get(row.getString(key));
        if (other == null || !same(row, other, columns)) {
          different++;
        }
      }
    }
    return different;
  }

  private static boolean same(ResultSet actual, Row expected, List<JsonNode> columns)
      throws SQLException {
    for (JsonNode column : columns) {
      String name = column.get("name").asText();
      String text = actual.getString(name);
      String is = text == null ? "" : text;
      String must = expected.get(name);
      boolean equal =
          switch (ColumnValues.base(column)) {
            case "decimal", "integer" ->
                is.isEmpty() || must.isEmpty()
                    ? is.equals(must)
                    : new BigDecimal(is).compareTo(new BigDecimal(must)) == 0;
            case "boolean" -> is.isEmpty() ? must.isEmpty() : must.startsWith(is);
            default -> is.equals(must);
          };
      if (!equal) {
        return false;
      }
    }
    return true;
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private String name(String table) {
    return '"' + schema + "\".\"" + table + '"';
  }
}
