package io.weir.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** A PostgreSQL of the benchmark's own, and what its COPY costs with nothing around it. */
final class PostgresFloor implements AutoCloseable {
  private static final String DDL =
      """
      CREATE TABLE %s (id bigint, full_name text, email text, city text, country text, birth_date date,
        signed_up timestamptz, age bigint, balance numeric, score double precision)\
      """;

  private final EmbeddedPostgres server;

  private PostgresFloor(EmbeddedPostgres server) {
    this.server = server;
  }

  static PostgresFloor start(Path directory) throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(true)
            .setServerConfig("fsync", "on")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("shared_buffers", "256MB")
            .start();
    PostgresFloor floor = new PostgresFloor(server);
    try (Connection connection = floor.connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SHOW data_directory")) {
      answer.next();
      if (!Path.of(answer.getString(1)).toRealPath().equals(directory.toRealPath())) {
        throw new IOException("another PostgreSQL answers on port " + server.getPort());
      }
    }
    return floor;
  }

  int port() {
    return server.getPort();
  }

  Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  /** Loads the generated CSV into {@code people}; gives the seconds COPY took. */
  double load(Path csv, String table) throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        InputStream in = Files.newInputStream(csv)) {
      statement.execute("DROP TABLE IF EXISTS " + table);
      statement.execute(DDL.formatted(table));
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      long start = System.nanoTime();
      copy.copyIn("COPY " + table + " FROM STDIN (FORMAT csv, HEADER true)", in, 1 << 16);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Seconds that COPY OUT takes when nobody looks at the bytes. */
  double copyOut(String table) throws SQLException, IOException {
    try (Connection connection = connect()) {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      long start = System.nanoTime();
      copy.copyOut("COPY " + table + " TO STDOUT (FORMAT csv)", OutputStream.nullOutputStream());
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /**
   * Seconds that COPY takes to bring a published table into one of the same shape with a primary
   * key.
   */
  double copyInLike(String published) throws SQLException, IOException {
    Path file = Files.createTempFile("weir-benchmark", ".csv");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      try (OutputStream out = Files.newOutputStream(file)) {
        copy.copyOut("COPY (SELECT * FROM " + published + ") TO STDOUT (FORMAT csv)", out);
      }
      statement.execute("DROP TABLE IF EXISTS floor_in");
      statement.execute("CREATE TABLE floor_in AS SELECT * FROM " + published + " LIMIT 0");
      long start = System.nanoTime();
      connection.setAutoCommit(false);
      try (InputStream in = Files.newInputStream(file)) {
        copy.copyIn("COPY floor_in FROM STDIN (FORMAT csv)", in, 1 << 16);
      }
      statement.execute("ALTER TABLE floor_in ADD PRIMARY KEY (id)");
      connection.commit();
      return (System.nanoTime() - start) / 1e9;
    } finally {
      Files.delete(file);
    }
  }

  long count(String table) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT count(*) FROM " + table)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
