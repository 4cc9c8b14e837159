package io.weir.engine.storage.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server that keeps its data in one folder, listens on a free port of the loopback
 * address, asks for a password, and ends when this process does, however it ends.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String USER = "weir";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 5;

  /** Passes the end of this process on to the server: the pipe breaks even after kill -9. */
  private static final String WATCH =
      """
      exec 3<&0
      "$@" 3<&- &
      server=$!
      { while read -r _; do :; done; kill -INT "$server"; } <&3 &
      watch=$!
      exec 3<&-
      wait "$server"
      ended=$?
      kill "$watch" 2>/dev/null
      exit "$ended"
      """;

  private final Process process;
  private final Path cluster;
  private final int port;
  private final String password;

  private PostgresServer(Process process, Path cluster, int port, String password) {
    this.process = process;
    this.cluster = cluster;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts a server, on the data that is there or on none. One that an earlier process left behind
   * is ended first.
   *
   * @param home the folder for everything: data, password, log
   */
  public static PostgresServer start(Path home) throws IOException, InterruptedException {
    Files.createDirectories(home);
    Path folder = home.toRealPath();
    Path binaries = PostgresBinaries.unpacked(folder);
    Path cluster = folder.resolve("data");
    String password = password(folder.resolve("password"));
    if (!Files.exists(cluster)) {
      initialize(binaries, folder, cluster);
    }
    endLeftover(binaries, cluster);
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Process process = launch(binaries, folder, cluster, port);
      if (becameReady(process, cluster, port)) {
        var server = new PostgresServer(process, cluster, port, password);
        server.confirmIdentity();
        return server;
      }
      end(process);
      if (attempt == ATTEMPTS) {
        throw new IOException(
            "the embedded PostgreSQL did not start; its log is "
                + folder.resolve("postgresql.log"));
      }
    }
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public int port() {
    return port;
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  /** Makes a database of the server's own user unless there is one of that name. */
  public void ensureDatabase(String database) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery(
              "select 1 from pg_database where datname = " + literal(database))) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("create database " + identifier(database));
    }
  }

  /** Connects as the server's own user. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, password);
  }

  /** Ends the server, letting it write down everything. */
  @Override
  public void close() {
    try {
      end(process);
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  private static void initialize(Path binaries, Path home, Path cluster)
      throws IOException, InterruptedException {
    Path draft = home.resolve("data.new");
    run(home, List.of("rm", "-rf", draft.toString()));
    List<String> command = new ArrayList<>(unprivileged());
    command.addAll(
        List.of(
            binaries.resolve("bin/initdb").toString(),
            "--pgdata=" + draft,
            "--username=" + USER,
            "--pwfile=" + home.resolve("password"),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions"));
    run(home, command);
    Files.move(draft, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void endLeftover(Path binaries, Path cluster)
      throws IOException, InterruptedException {
    Optional<PostmasterFile> file = PostmasterFile.in(cluster);
    if (file.flatMap(it -> it.living(cluster)).isPresent()) {
      List<String> command = new ArrayList<>(unprivileged());
      command.addAll(
          List.of(
              binaries.resolve("bin/pg_ctl").toString(),
              "stop",
              "--pgdata=" + cluster,
              "--mode=fast",
              "--wait",
              "--timeout=" + PATIENCE.toSeconds()));
      try {
        run(cluster.getParent(), command);
      } catch (IOException e) {
        if (file.flatMap(it -> it.living(cluster)).isPresent()) {
          throw e; // else it ended by itself meanwhile
        }
      }
    }
    Files.deleteIfExists(cluster.resolve("postmaster.pid"));
  }

  private static Process launch(Path binaries, Path home, Path cluster, int port)
      throws IOException {
    List<String> command = new ArrayList<>(detached());
    command.addAll(unprivileged());
    command.addAll(List.of("sh", "-c", WATCH, "postgresql"));
    command.addAll(
        List.of(
            binaries.resolve("bin/postgres").toString(),
            "-D",
            cluster.toString(),
            "-p",
            Integer.toString(port)));
    settings().forEach(setting -> command.addAll(List.of("-c", setting)));
    var builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(home.resolve("postgresql.log").toFile()));
    return builder.start();
  }

  /** The log says what the server does, and never shows a statement or a value. */
  private static List<String> settings() {
    return List.of(
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "timezone=UTC",
        "log_timezone=UTC",
        "max_connections=100",
        "jit=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "log_min_messages=log",
        "log_min_error_statement=panic",
        "log_error_verbosity=terse",
        "log_checkpoints=off");
  }

  private static boolean becameReady(Process process, Path cluster, int port)
      throws IOException, InterruptedException {
    Instant latest = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(latest)) {
      Optional<PostmasterFile> file = PostmasterFile.in(cluster);
      if (file.filter(it -> it.ready() && it.port() == port).isPresent()) {
        return true;
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  /** A server that answers on the port need not be ours: it must say that it works on our data. */
  private void confirmIdentity() throws IOException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("show data_directory")) {
      result.next();
      Path actual = Path.of(result.getString(1)).toRealPath();
      if (!actual.equals(cluster)) {
        throw new IOException("port " + port + " is answered by a server on " + actual);
      }
    } catch (SQLException e) {
      close();
      throw new IOException("the embedded PostgreSQL on port " + port + " refused its own user", e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static void end(Process process) throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy(); // the pipe is broken already
    }
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] secret = new byte[24];
      new SecureRandom().nextBytes(secret);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(secret) + "\n");
    }
    return Files.readString(file).strip();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody. */
  private static List<String> unprivileged() {
    return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
  }

  /** In a session of its own, so that Ctrl-C reaches the node, which ends the server last. */
  private static List<String> detached() {
    return Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("setsid") : List.of();
  }

  private static void run(Path home, List<String> command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(home.resolve("postgresql.log").toFile()));
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IOException(
          Path.of(command.stream().filter(it -> it.contains("/bin/")).findFirst().orElse("rm"))
                  .getFileName()
              + " ended with "
              + status
              + "; see "
              + home.resolve("postgresql.log"));
    }
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
