package io.weir.engine.storage;

import io.weir.engine.connection.SecretStore;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets in the table {@code weir_secret}, each sealed with AES-256-GCM under the master key and
 * bound to its connection, setting and reference, so that a row moved elsewhere does not open.
 */
public final class SealedSecrets implements SecretStore {
  private final Database database;
  private final Sealing sealing;

  public SealedSecrets(Database database, MasterKey key) {
    this.database = database;
    this.sealing = new Sealing(key);
  }

  @Override
  public void put(SecretName name, String value) {
    byte[] sealed = seal(name, value);
    database.transact(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into weir_secret (connection, setting, reference, sealed)"
                  + " values (?, ?, ?, ?)")) {
        insert.setString(1, name.connection());
        insert.setString(2, name.setting());
        insert.setString(3, name.reference());
        insert.setBytes(4, sealed);
        return insert.executeUpdate();
      }
    });
  }

  @Override
  public Optional<String> get(SecretName name) {
    return database.transact(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              "select sealed from weir_secret"
                  + " where connection = ? and setting = ? and reference = ?")) {
        select.setString(1, name.connection());
        select.setString(2, name.setting());
        select.setString(3, name.reference());
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? Optional.of(open(name, row.getBytes(1))) : Optional.empty();
        }
      }
    });
  }

  @Override
  public void sweep(String connectionId, Set<String> kept, Duration grace) {
    database.transact(connection -> {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "delete from weir_secret where connection = ? and not reference = any (?)"
                  + " and stored_at < now() - make_interval(secs => ?)")) {
        delete.setString(1, connectionId);
        delete.setArray(2, connection.createArrayOf("varchar", kept.toArray()));
        delete.setDouble(3, grace.toSeconds());
        return delete.executeUpdate();
      }
    });
  }

  private byte[] seal(SecretName name, String value) {
    return sealing.seal(place(name), value.getBytes(StandardCharsets.UTF_8));
  }

  private String open(SecretName name, byte[] sealed) {
    return sealing
        .open(place(name), sealed)
        .map(text -> new String(text, StandardCharsets.UTF_8))
        .orElseThrow(() -> SecretProblems.unreadable(name));
  }

  private static String place(SecretName name) {
    return name.connection() + "\0" + name.setting() + "\0" + name.reference();
  }
}
