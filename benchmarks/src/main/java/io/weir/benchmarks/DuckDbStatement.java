package io.weir.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * One statement in DuckDB, timed, and then a query for a number that says whether it was the same
 * work. A program of its own, with as many threads as there are processors.
 *
 * <p>Arguments: the statement, the query.
 */
public final class DuckDbStatement {
  private DuckDbStatement() {}

  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
      statement.execute("SET TimeZone = 'UTC'");
      long start = System.nanoTime();
      statement.execute(args[0]);
      double seconds = (System.nanoTime() - start) / 1e9;
      try (ResultSet answer = statement.executeQuery(args[1])) {
        answer.next();
        System.out.printf(
            Locale.ROOT, "{\"seconds\": %.3f, \"answer\": %d}%n", seconds, answer.getLong(1));
      }
    }
  }
}
