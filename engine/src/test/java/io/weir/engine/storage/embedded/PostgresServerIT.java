package io.weir.engine.storage.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
  @TempDir private Path folder;

  @Test
  void what_was_written_is_there_after_a_restart() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder)) {
      server.ensureDatabase("clinic");
      server.ensureDatabase("clinic");
      execute(server, "create table kept (n integer); insert into kept values (42)");
    }
    try (PostgresServer server = PostgresServer.start(folder)) {
      assertEquals("42", ask(server, "select n from kept"));
    }
  }

  @Test
  void one_that_was_killed_is_taken_over_with_its_data() throws Exception {
    PostgresServer first = PostgresServer.start(folder);
    first.ensureDatabase("clinic");
    execute(first, "create table kept (n integer); insert into kept values (42)");
    ProcessHandle postmaster =
        ProcessHandle.of(PostmasterFile.in(folder.toRealPath().resolve("data")).orElseThrow().pid())
            .orElseThrow();
    postmaster.destroyForcibly();
    Await.until(postmaster::isAlive, alive -> !alive);
    try (PostgresServer second = PostgresServer.start(folder)) {
      assertEquals("42", ask(second, "select n from kept"));
    }
  }

  @Test
  void one_that_still_runs_is_ended_before_another_begins() throws Exception {
    PostgresServer first = PostgresServer.start(folder);
    long old = PostmasterFile.in(folder.toRealPath().resolve("data")).orElseThrow().pid();
    try (PostgresServer second = PostgresServer.start(folder)) {
      assertFalse(ProcessHandle.of(old).map(ProcessHandle::isAlive).orElse(false));
      second.ensureDatabase("clinic");
    }
    first.close();
  }

  @Test
  void a_file_of_a_server_that_is_gone_is_in_nobodys_way() throws Exception {
    PostgresServer.start(folder).close();
    Files.writeString(
        folder.resolve("data/postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + folder + "\n0\n5432\n\n127.0.0.1\n\nready\n");
    PostgresServer.start(folder).close();
  }

  @Test
  void nobody_comes_in_without_the_password() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder)) {
      assertThrows(
          SQLException.class,
          () -> DriverManager.getConnection(server.url("postgres"), server.user(), "guess"));
    }
  }

  private static void execute(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.connect("clinic");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.connect("clinic");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
