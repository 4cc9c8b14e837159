package io.weir.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * DuckDB doing the same work in SQL: read, apply the rules, settle the keys, anonymize, write
 * Parquet. A program of its own, so that its CPU time and memory can be told from Weir's.
 *
 * <p>Arguments: {@code csv|ndjson}, the input file, the output file, the number of threads.
 */
public final class DuckDbPeer {
  private DuckDbPeer() {}

  public static void main(String[] args) throws SQLException {
    String reader =
        args[0].equals("csv")
            ? "read_csv('%s', header = true, nullstr = '', columns = %s)"
            : "read_json('%s', format = 'newline_delimited', columns = %s)";
    String columns =
        "{'id': 'BIGINT', 'full_name': 'VARCHAR', 'email': 'VARCHAR', 'city': 'VARCHAR', 'country': 'VARCHAR',"
            + " 'birth_date': 'DATE', 'signed_up': 'TIMESTAMPTZ', 'age': 'BIGINT', 'balance': 'DECIMAL(18,2)',"
            + " 'score': 'DOUBLE'}";
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Integer.parseInt(args[3]));
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          """
          COPY (
            WITH ruled AS (
              SELECT id, full_name, city, CASE WHEN country IS NULL OR country = '' THEN 'unknown' ELSE country END AS country,
                     birth_date, signed_up, least(greatest(age, 0), 120) AS age, balance, score,
                     row_number() OVER () AS position
              FROM %s
              WHERE score BETWEEN 0 AND 1),
            keyed AS (
              SELECT * FROM ruled
              QUALIFY row_number() OVER (PARTITION BY id ORDER BY position) = 1)
            SELECT id, CASE WHEN full_name IS NULL THEN NULL ELSE '*' END AS full_name, city, country,
                   CAST(year(birth_date) AS VARCHAR) AS birth_date,
                   strftime(signed_up, '%%Y-%%m') AS signed_up,
                   '[' || (age // 10 * 10) || ', ' || (age // 10 * 10 + 10) || ')' AS age,
                   '[' || (CAST(floor(balance / 1000) AS BIGINT) * 1000) || ', '
                       || (CAST(floor(balance / 1000) AS BIGINT) * 1000 + 1000) || ')' AS balance,
                   score
            FROM keyed)
          TO '%s' (FORMAT parquet)
          """
              .formatted(reader.formatted(args[1], columns), args[2]));
      long nanos = System.nanoTime() - start;
      try (ResultSet rows =
          statement.executeQuery("SELECT count(*) FROM read_parquet('%s')".formatted(args[2]))) {
        rows.next();
        System.out.printf(
            java.util.Locale.ROOT,
            "{\"seconds\": %.3f, \"rows\": %d}%n",
            nanos / 1e9,
            rows.getLong(1));
      }
    }
  }
}
