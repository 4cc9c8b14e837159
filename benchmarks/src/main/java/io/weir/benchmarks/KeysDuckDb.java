package io.weir.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * DuckDB settling the same keys in SQL, with as much memory as Weir's heap: makes the tables as
 * Parquet files, then times the queries alone; what stays is written as Parquet.
 *
 * <p>Arguments: as {@link KeysWeir}, then the memory limit in megabytes.
 */
public final class KeysDuckDb {
  private final Statement statement;
  private final Path folder;
  private long dropped;
  private long renewed;
  private long followed;
  private long orphans;

  private KeysDuckDb(Statement statement, Path folder) {
    this.statement = statement;
    this.folder = folder;
  }

  public static void main(String[] args) throws SQLException {
    KeyData data =
        new KeyData(Long.parseLong(args[1]), Long.parseLong(args[2]), args[3].equals("text"));
    Path folder = Path.of(args[5]);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Integer.parseInt(args[6]));
      statement.execute("SET memory_limit = '%dMB'".formatted(Integer.parseInt(args[7])));
      statement.execute("SET temp_directory = '%s'".formatted(folder.resolve("duck-temp")));
      KeysDuckDb duck = new KeysDuckDb(statement, folder);
      if (args[0].equals("chain")) {
        duck.chain(data.rows());
      } else {
        duck.keys(data, args[4]);
      }
    }
  }

  private void keys(KeyData data, String strategy) throws SQLException {
    make("parents", data.rows(), data.keySql() + " AS id, " + data.sourceSql() + " AS source");
    make(
        "children",
        data.rows(),
        data.referenceSql() + " AS parent, " + data.sourceSql() + " AS source");
    long start = System.nanoTime();
    switch (strategy) {
      case "source-priority" ->
          keep("SELECT p, id FROM %s QUALIFY row_number() OVER (PARTITION BY id ORDER BY p) = 1");
      case "drop-all" ->
          keep("SELECT any_value(p) AS p, id FROM %s GROUP BY id HAVING count(*) = 1");
      case "new-keys" -> renew(data);
      default -> throw new IllegalArgumentException(strategy);
    }
    dropped = strategy.equals("new-keys") ? 0 : data.rows() - count("kept");
    String children = strategy.equals("new-keys") ? "followed" : "children";
    copy(
        "children-kept",
        "SELECT p, parent FROM %s WHERE parent IN (SELECT id FROM %s)"
            .formatted(file(children), file("kept")));
    orphans = data.rows() - count("children-kept");
    print(start);
  }

  private void keep(String query) throws SQLException {
    copy("kept", query.formatted(file("parents")));
  }

  private void renew(KeyData data) throws SQLException {
    copy(
        "ranked",
        """
        SELECT p, id, source, row_number() OVER (PARTITION BY id ORDER BY p) AS place,
               row_number() OVER (PARTITION BY id, source ORDER BY p) AS place_in_source
        FROM %s
        """
            .formatted(file("parents")));
    copy(
        "renewed",
        data.text()
            ? "SELECT p, id AS old, id || '~' || place AS id, source, place_in_source FROM %s WHERE place > 1"
                .formatted(file("ranked"))
            : """
            SELECT p, id AS old, source, place_in_source,
                   (SELECT greatest((SELECT max(id) FROM %1$s), (SELECT max(parent) FROM %2$s)))
                     + row_number() OVER (ORDER BY p) AS id
            FROM %3$s WHERE place > 1
            """
                .formatted(file("parents"), file("children"), file("ranked")));
    renewed = count("renewed");
    copy(
        "kept",
        "SELECT p, id FROM %s WHERE place = 1 UNION ALL SELECT p, id FROM %s"
            .formatted(file("ranked"), file("renewed")));
    copy(
        "followed",
        """
        SELECT c.p, coalesce(r.id, c.parent) AS parent, r.id IS NOT NULL AS follows
        FROM %s c LEFT JOIN (SELECT * FROM %s WHERE place_in_source = 1) r
          ON c.parent = r.old AND c.source = r.source
        """
            .formatted(file("children"), file("renewed")));
    followed = number("SELECT count(*) FROM " + file("followed") + " WHERE follows");
  }

  private void chain(long rows) throws SQLException {
    KeyData data = new KeyData(rows, 0, false);
    for (int at = 1; at <= 5; at++) {
      make(
          "t" + at,
          rows,
          data.keySql() + " AS id, " + ChainData.sql("t" + at, rows) + " AS parent");
    }
    long start = System.nanoTime();
    for (int at = 1; at <= 5; at++) {
      String parents =
          at == 1 ? "" : " WHERE parent IN (SELECT id FROM %s)".formatted(file("kept" + (at - 1)));
      copy(
          "kept" + at,
          """
          WITH keyed AS (
            SELECT * FROM %s QUALIFY row_number() OVER (PARTITION BY id ORDER BY p) = 1)
          SELECT p, id FROM keyed%s
          """
              .formatted(file("t" + at), parents));
      orphans += rows - count("kept" + at);
    }
    print(start);
  }

  private void make(String table, long rows, String columns) throws SQLException {
    copy(table, "SELECT p, %s FROM (SELECT range AS p FROM range(%d))".formatted(columns, rows));
  }

  private void copy(String table, String query) throws SQLException {
    statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, path(table)));
  }

  private String file(String table) {
    return "read_parquet('%s')".formatted(path(table));
  }

  private Path path(String table) {
    return folder.resolve("duck-" + table + ".parquet");
  }

  private long count(String table) throws SQLException {
    return number("SELECT count(*) FROM " + file(table));
  }

  private long number(String query) throws SQLException {
    try (ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  private void print(long start) {
    System.out.printf(
        Locale.ROOT,
        "{\"seconds\": %.3f, \"cpu\": 0, \"heap\": 0, \"dropped\": %d, \"renewed\": %d,"
            + " \"followed\": %d, \"orphans\": %d}%n",
        (System.nanoTime() - start) / 1e9,
        dropped,
        renewed,
        followed,
        orphans);
  }
}
