package io.weir.engine.storage;

import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Refusals;
import io.weir.engine.secret.SecretView;
import io.weir.engine.vocabulary.WeirException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of {@code weir_method_secret}, within the transaction that is open on a connection. */
final class SecretRows {
  private SecretRows() {}

  /** Nobody else changes secrets until the transaction ends; reading goes on. */
  static void lock(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("lock table weir_method_secret in share row exclusive mode")) {
      lock.execute();
    }
  }

  /** A secret as it is; without versions when there never was one. */
  static SecretView get(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select name, version, made_at, made_by, deleted_at from weir_method_secret"
                + " where name = ? order by version")) {
      select.setString(1, name);
      return read(select).stream().findFirst().orElseGet(() -> new SecretView(name, List.of()));
    }
  }

  /** Some secrets in the order of their names, which is that of their code points. */
  static List<SecretView> after(Connection connection, String name, int count) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select name, version, made_at, made_by, deleted_at from weir_method_secret"
                + " where name in (select name from weir_method_secret"
                + " where name collate \"C\" > ? group by name order by name collate \"C\" limit ?)"
                + " order by name collate \"C\", version")) {
      select.setString(1, name);
      select.setInt(2, count);
      return read(select);
    }
  }

  private static List<SecretView> read(PreparedStatement select) throws SQLException {
    Map<String, List<SecretView.Version>> names = new LinkedHashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        names
            .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
            .add(
                new SecretView.Version(
                    row.getInt(2),
                    row.getTimestamp(3).toInstant(),
                    row.getString(4),
                    Optional.ofNullable(row.getTimestamp(5)).map(Timestamp::toInstant)));
      }
    }
    return names.entrySet().stream().map(it -> new SecretView(it.getKey(), it.getValue())).toList();
  }

  static void add(Connection connection, String name, int version, byte[] sealed, Origin origin)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into weir_method_secret (name, version, sealed, made_by)"
                + " values (?, ?, ?, ?)")) {
      insert.setString(1, name);
      insert.setInt(2, version);
      insert.setBytes(3, sealed);
      insert.setString(4, origin.by());
      insert.executeUpdate();
    }
  }

  static void wipe(Connection connection, String name, int version, Origin origin)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update weir_method_secret set sealed = null, deleted_at = now(), deleted_by = ?"
                + " where name = ? and version = ?")) {
      update.setString(1, origin.by());
      update.setString(2, name);
      update.setInt(3, version);
      update.executeUpdate();
    }
  }

  /**
   * Whether the change was made before.
   *
   * @throws WeirException INVALID_REQUEST if its key was used for another
   */
  static boolean isRepeated(Connection connection, Origin origin) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select fingerprint from weir_method_secret_call"
                + " where actor = ? and idempotency_key = ?")) {
      select.setString(1, origin.by());
      select.setString(2, origin.key());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        if (!row.getString(1).equals(origin.fingerprint())) {
          throw new WeirException(
              Refusals.invalid(
                  "idempotency_key",
                  "The idempotency key was used before for a different request.",
                  "Repeat a request unchanged, or give a new request a new key."));
        }
        return true;
      }
    }
  }

  /** Keeps the change's key, if it has one, for a day: clients repeat a call within seconds. */
  static void remember(Connection connection, Origin origin) throws SQLException {
    if (origin.key().isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from weir_method_secret_call where made_at < now() - interval '1 day'")) {
      delete.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into weir_method_secret_call (actor, idempotency_key, fingerprint)"
                + " values (?, ?, ?)")) {
      insert.setString(1, origin.by());
      insert.setString(2, origin.key());
      insert.setString(3, origin.fingerprint());
      insert.executeUpdate();
    }
  }
}
