package io.weir.engine.storage;

import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.secret.SecretVault;
import io.weir.engine.secret.SecretView;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Secrets of anonymization methods in the table {@code weir_method_secret}, each version sealed
 * under the master key and bound to its name and number. Changes are made one at a time.
 */
public final class SqlSecretVault implements SecretVault {
  private static final String KIND = "secret";
  private static final int BYTES = 32;

  private final Database database;
  private final Sealing sealing;
  private final SecureRandom random = new SecureRandom();

  public SqlSecretVault(Database database, MasterKey key) {
    this.database = database;
    this.sealing = new Sealing(key);
  }

  /** A change, given the secret as it is. */
  @FunctionalInterface
  private interface Change {
    void on(Connection connection, SecretView before) throws SQLException;
  }

  @Override
  public SecretView create(String name, Origin origin) {
    return change(
        name,
        origin,
        (connection, before) -> {
          if (before.newest().isPresent()) {
            throw new WeirException(
                Problem.of(
                        ErrorCode.ALREADY_EXISTS,
                        "There is a secret \"" + name + "\" already.",
                        "Use it, choose another name, or make a new version with: weir secrets"
                            + " rotate "
                            + name)
                    .at(KIND, name));
          }
          add(connection, before, origin);
        });
  }

  @Override
  public SecretView rotate(String name, Origin origin) {
    return change(
        name,
        origin,
        (connection, before) -> {
          if (before.newest().isEmpty()) {
            throw new WeirException(Refusals.notFound(KIND, name));
          }
          add(connection, before, origin);
        });
  }

  @Override
  public SecretView delete(String name, int version, Origin origin) {
    return change(
        name,
        origin,
        (connection, before) -> {
          SecretView.Version found =
              before.versions().stream()
                  .filter(it -> it.number() == version && !it.isDeleted())
                  .findFirst()
                  .orElseThrow(
                      () -> new WeirException(Refusals.notFound(KIND, name + "@" + version)));
          long left = before.versions().stream().filter(it -> !it.isDeleted()).count();
          if (left > 1 && found.number() == before.newest().orElseThrow()) {
            throw new WeirException(
                Refusals.wrongState(
                    KIND,
                    name,
                    "Version %d of the secret \"%s\" is the newest, and older ones are left."
                        .formatted(version, name),
                    "Rotate the secret or delete the older versions first: without this one its"
                        + " name would mean an older version."));
          }
          SecretRows.wipe(connection, name, version, origin);
        });
  }

  @Override
  public Page<SecretView> list(PageRequest request) {
    List<SecretView> found =
        database.transact(
            connection -> SecretRows.after(connection, request.token(), request.size() + 1));
    if (found.size() <= request.size()) {
      return new Page<>(found, "");
    }
    List<SecretView> page = found.subList(0, request.size());
    return new Page<>(page, page.getLast().name());
  }

  private SecretView change(String name, Origin origin, Change change) {
    return database.transact(connection -> {
      SecretRows.lock(connection);
      if (!SecretRows.isRepeated(connection, origin)) {
        change.on(connection, SecretRows.get(connection, name));
        SecretRows.remember(connection, origin);
      }
      return SecretRows.get(connection, name);
    });
  }

  private void add(Connection connection, SecretView before, Origin origin) throws SQLException {
    String name = before.name();
    if (before.versions().size() >= MOST_VERSIONS) {
      throw new WeirException(
          Refusals.wrongState(
              KIND,
              name,
              "The secret \"%s\" has had %d versions, which is as many as there may be."
                  .formatted(name, MOST_VERSIONS),
              "Create a secret of another name."));
    }
    int version = before.versions().size() + 1;
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    byte[] sealed = sealing.seal(SqlSecrets.place(name, version), bytes);
    SecretRows.add(connection, name, version, sealed, origin);
  }
}
