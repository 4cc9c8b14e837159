package io.weir.plugins.postgresql;

import io.weir.spi.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One real PostgreSQL for all tests of this module, on a port that the system chose. */
final class EmbeddedServer {
  private static final EmbeddedPostgres SERVER = start();

  private EmbeddedServer() {}

  static int port() {
    return SERVER.getPort();
  }

  static Settings settings() {
    return settings(port());
  }

  static Settings settings(int port) {
    return settings("localhost", Integer.toString(port));
  }

  static Settings settings(String host, String port) {
    return new Settings(
        Map.of("host", host, "port", port, "database", "postgres", "user", "postgres"),
        Map.of("password", "open sesame"));
  }

  /** Runs a statement and gives the first column of what it answers. */
  static List<String> sql(String statement) {
    return sql(SERVER, statement);
  }

  private static List<String> sql(EmbeddedPostgres server, String statement) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement running = connection.createStatement()) {
      List<String> values = new ArrayList<>();
      if (running.execute(statement)) {
        try (ResultSet found = running.getResultSet()) {
          while (found.next()) {
            values.add(found.getString(1));
          }
        }
      }
      return values;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      Path data = Files.createTempDirectory("weir-postgresql-test");
      EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(data).start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      requireOwn(server, data);
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** On a port that somebody took first, the start succeeds on somebody else's server. */
  private static void requireOwn(EmbeddedPostgres server, Path data) {
    String found = sql(server, "SHOW data_directory").getFirst();
    if (!found.equals(data.toString())) {
      throw new IllegalStateException("this is not the server that was started: " + found);
    }
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
