package io.weir.plugins.postgresql;

import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.core.Parser;

/**
 * One SELECT, fit to stand in brackets inside another statement.
 *
 * <p>COPY travels by the protocol that allows several statements in one text, so a query that
 * closed the brackets around it could smuggle one in. Two things prevent that: the driver's parser
 * must see a single statement, and the server must accept the query inside {@code SELECT … FROM
 * (query)}, sent by the protocol that allows one statement only, before COPY sees it.
 */
record QueryText(String sql) {
  static QueryText of(Parameters parameters) {
    parameters.allowOnly("query", "table");
    boolean hasQuery = parameters.values().containsKey("query");
    if (hasQuery == parameters.values().containsKey("table")) {
      throw new InvalidParameters(
          "query", "the source needs either \"query\", a SELECT, or \"table\"");
    }
    return hasQuery
        ? ofQuery(parameters.text("query").orElseThrow())
        : new QueryText("SELECT * FROM " + table(parameters.text("table").orElseThrow()));
  }

  private static QueryText ofQuery(String text) {
    String sql = text.strip();
    while (sql.endsWith(";")) {
      sql = sql.substring(0, sql.length() - 1).stripTrailing();
    }
    if (sql.isEmpty() || sql.indexOf('\0') >= 0) {
      throw new InvalidParameters("query", "\"query\" must hold a SELECT");
    }
    // Splitting trims, so a statement that is alone keeps its text and a second one shows.
    if (statements("SELECT FROM (\n" + sql + "\n) q") != 1 || statements(sql) != 1) {
      throw new InvalidParameters("query", "\"query\" must be one statement");
    }
    return new QueryText(sql);
  }

  private static int statements(String sql) {
    try {
      return Parser.parseJdbcSql(sql, true, false, true, false, false).size();
    } catch (SQLException unreadable) {
      throw new InvalidParameters("query", "\"query\" is not a statement of SQL");
    }
  }

  private static String table(String name) {
    List<String> parts = List.of(name.split("\\.", -1));
    if (parts.size() > 2
        || parts.stream().anyMatch(part -> part.isBlank() || part.indexOf('\0') >= 0)) {
      throw new InvalidParameters("table", "\"table\" must be a name, or schema.name");
    }
    return String.join(".", parts.stream().map(Identifiers::quote).toList());
  }
}
