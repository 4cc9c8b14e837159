package io.weir.engine.storage;

import io.weir.engine.dataplane.SecretReference;
import io.weir.engine.dataplane.Secrets;
import io.weir.spi.Secret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/** Secrets of anonymization methods out of the table {@code weir_method_secret}. */
public final class SqlSecrets implements Secrets {
  private final Database database;
  private final Sealing sealing;

  public SqlSecrets(Database database, MasterKey key) {
    this.database = database;
    this.sealing = new Sealing(key);
  }

  /** What a version's bytes are bound to. Names hold no control characters. */
  static String place(String name, int version) {
    return "method secret\0" + name + "\0" + version;
  }

  @Override
  public Secret newest(String name) {
    return get(new SecretReference(name, OptionalInt.empty()));
  }

  @Override
  public Secret version(String name, int version) {
    return get(new SecretReference(name, OptionalInt.of(version)));
  }

  @Override
  public boolean has(String reference) {
    return database
        .transact(connection -> find(connection, SecretReference.of(reference)))
        .isPresent();
  }

  @Override
  public Secret forRun(String run, String reference) {
    SecretReference asked = SecretReference.of(reference);
    return asked.version().isPresent() ? get(asked) : get(settled(run, asked));
  }

  private SecretReference settled(String run, SecretReference asked) {
    OptionalInt version =
        database.transact(connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into weir_method_secret_use (run, name, version)"
                      + " select ?, name, max(version) from weir_method_secret"
                      + " where name = ? and sealed is not null group by name"
                      + " on conflict do nothing")) {
            insert.setString(1, run);
            insert.setString(2, asked.name());
            insert.executeUpdate();
          }
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select version from weir_method_secret_use where run = ? and name = ?")) {
            select.setString(1, run);
            select.setString(2, asked.name());
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
            }
          }
        });
    return new SecretReference(asked.name(), version);
  }

  private Secret get(SecretReference reference) {
    Row row =
        database.transact(connection -> find(connection, reference)).orElseThrow(reference::absent);
    byte[] bytes =
        sealing
            .open(place(reference.name(), row.version()), row.sealed())
            .orElseThrow(() ->
                SecretProblems.unreadable(
                    new SecretReference(reference.name(), OptionalInt.of(row.version()))));
    return new Secret(reference.name(), row.version(), bytes);
  }

  private record Row(int version, byte[] sealed) {}

  private static Optional<Row> find(Connection connection, SecretReference reference)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select version, sealed from weir_method_secret"
                + " where name = ? and sealed is not null and (? = 0 or version = ?)"
                + " order by version desc limit 1")) {
      int version = reference.version().orElse(0);
      select.setString(1, reference.name());
      select.setInt(2, version);
      select.setInt(3, version);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(new Row(row.getInt(1), row.getBytes(2))) : Optional.empty();
      }
    }
  }
}
