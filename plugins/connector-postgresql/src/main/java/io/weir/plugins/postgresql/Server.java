package io.weir.plugins.postgresql;

import io.weir.spi.ConnectorException;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database that a connection's settings name. A JDBC URL can load classes and read files, so none
 * is taken from the settings: each is checked on its own and handed over as a field.
 */
record Server(
    String host, int port, String database, String user, String password, String sslMode) {
  static final String SSL_MODES = "disable, prefer, require, verify-ca, verify-full";

  private static final Set<String> PLAIN = Set.of("host", "port", "database", "user", "sslmode");
  private static final int CONNECT_SECONDS = 10;
  private static final int HANDSHAKE_SECONDS = 30;
  private static final int CANCEL_SECONDS = 3;

  /**
   * Reads the settings of a connection.
   *
   * @throws InvalidParameters if one is missing, unknown or ill-formed
   */
  static Server of(Settings settings) {
    for (String name : new TreeSet<>(settings.plain().keySet())) {
      if (name.equals("password")) {
        throw new InvalidParameters(name, "\"password\" must be given as a secret");
      }
      if (!PLAIN.contains(name)) {
        throw unknown(name);
      }
    }
    for (String name : new TreeSet<>(settings.secrets().keySet())) {
      if (!name.equals("password")) {
        throw unknown(name);
      }
    }
    return new Server(
        host(settings.require("host")),
        port(settings.get("port").orElse("5432")),
        name("database", settings.require("database")),
        name("user", settings.require("user")),
        settings.get("password").orElse(""),
        sslMode(settings.get("sslmode").orElse("prefer")));
  }

  /**
   * Opens a session in UTC, whose values are written in one canonical way.
   *
   * @param application what the server's list of sessions shows
   * @param silence how long the server may leave an answer open
   * @throws ConnectorException if the server refuses or cannot be reached
   */
  Connection connect(String application, Duration silence) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    source.setSslMode(sslMode);
    source.setGssEncMode("disable");
    source.setApplicationName(application);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(HANDSHAKE_SECONDS);
    source.setCancelSignalTimeout(CANCEL_SECONDS);
    source.setTcpKeepAlive(true);
    source.setLogServerErrorDetail(false);
    try {
      return prepared(source.getConnection(), silence);
    } catch (SQLException failed) {
      throw new SqlFailure(this, "the connection").of(failed);
    }
  }

  private static Connection prepared(Connection connection, Duration silence) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET TIME ZONE 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601';"
              + " SET extra_float_digits = 3; SET standard_conforming_strings = on;"
              + " SET lock_timeout = '30s'");
      connection.setAutoCommit(false);
      connection.setNetworkTimeout(
          Runnable::run, Math.clamp(silence.toMillis(), 1, Integer.MAX_VALUE));
      return connection;
    } catch (SQLException failed) {
      connection.close();
      throw failed;
    }
  }

  /** Where it is, for messages. */
  String address() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return user + "@" + address() + "/" + database;
  }

  private static String host(String host) {
    boolean isName = host.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9.])?");
    if (!isName && !host.matches("\\[[0-9A-Fa-f:.]{2,45}]")) {
      throw new InvalidParameters(
          "host", "\"host\" must be one server's name or address; IPv6 in square brackets");
    }
    return host;
  }

  private static int port(String port) {
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > 65_535) {
      throw new InvalidParameters("port", "\"port\" must be a number from 1 to 65535");
    }
    return Integer.parseInt(port);
  }

  private static String name(String setting, String name) {
    if (name.isBlank() || name.length() > 63 || name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidParameters(
          setting, "\"" + setting + "\" must be a name of up to 63 characters");
    }
    return name;
  }

  private static String sslMode(String mode) {
    if (!List.of(SSL_MODES.split(", ")).contains(mode)) {
      throw new InvalidParameters("sslmode", "\"sslmode\" must be one of " + SSL_MODES);
    }
    return mode;
  }

  private static InvalidParameters unknown(String name) {
    List<String> known = new ArrayList<>(new TreeSet<>(PLAIN));
    known.add("password");
    return new InvalidParameters(
        name, "\"" + name + "\" is not known here; known are " + String.join(", ", known));
  }
}
