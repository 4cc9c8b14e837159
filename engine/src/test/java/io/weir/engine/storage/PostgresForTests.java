package io.weir.engine.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** One real server for all tests of this process, with a database of its own for whoever asks. */
public final class PostgresForTests {
  private static final EmbeddedPostgres SERVER = start();

  private PostgresForTests() {}

  private static EmbeddedPostgres start() {
    try {
      Path data = Files.createTempDirectory("weir-test-postgres");
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(true)
              .setServerConfig("fsync", "off")
              .start();
      assertOurs(server, data);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A taken port would lead to somebody else's server. */
  private static void assertOurs(EmbeddedPostgres server, Path data) throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet shown = statement.executeQuery("show data_directory")) {
      shown.next();
      if (!Path.of(shown.getString(1)).toRealPath().equals(data.toRealPath())) {
        throw new IllegalStateException("this is another server: " + shown.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address of a new, empty database. */
  public static Database.Address fresh() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Database.Address(SERVER.getJdbcUrl("postgres", name), "postgres", "postgres");
  }
}
