package io.weir.plugins.postgresql;

import io.weir.spi.Connector.TargetSide;
import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.Parameters;
import io.weir.spi.Receipt;
import io.weir.spi.Settings;
import io.weir.spi.TableSchema;
import io.weir.spi.TargetDelivery;
import io.weir.spi.UploadManifest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Delivers each module version into a schema of its own, in one transaction: tables, keys, the
 * views of the module's stable schema, and the entry in the {@link Registry} appear together.
 */
final class VersionTarget implements TargetSide {
  /** Building a key over a large table is silent work. */
  private static final Duration LONGEST_SILENCE = Duration.ofHours(2);

  private static final Duration ANSWER = Duration.ofMinutes(1);

  @Override
  public TargetDelivery open(Settings settings, UploadManifest manifest) {
    Server server = Server.of(settings);
    requireNames(manifest);
    String application = applicationOf(manifest);
    Connection connection = server.connect(application, LONGEST_SILENCE);
    try {
      Registry registry = new Registry(connection);
      registry.ensure();
      connection.commit();
      registry.raiseEpoch(manifest);
      connection.commit();
      Optional<Receipt> earlier = registry.find(manifest);
      if (earlier.isPresent()) {
        close(connection);
        return new EarlierDelivery(earlier.get());
      }
      registry.requireFree(manifest);
      endOvertaken(connection, application);
      return VersionDelivery.begin(server, connection, manifest);
    } catch (SQLException failed) {
      close(connection);
      throw new SqlFailure(server, "the delivery").of(failed);
    } catch (RuntimeException refused) {
      close(connection);
      throw refused;
    }
  }

  @Override
  public Optional<Receipt> find(Settings settings, UploadManifest manifest) {
    Server server = Server.of(settings);
    Connection connection = server.connect("weir", ANSWER);
    try {
      Registry registry = new Registry(connection);
      if (!registry.exists()) {
        return Optional.empty();
      }
      registry.lockEpoch(manifest);
      Optional<Receipt> found = registry.find(manifest);
      connection.commit();
      return found;
    } catch (SQLException failed) {
      throw new SqlFailure(server, "the list of versions").of(failed);
    } finally {
      close(connection);
    }
  }

  @Override
  public Parameters readBack(UploadManifest manifest, TableSchema table) {
    String columns =
        table.columns().stream()
            .map(column -> Identifiers.quote(column.name()))
            .collect(Collectors.joining(", "));
    String schema = Identifiers.schemaOf(manifest.module(), manifest.version());
    return new Parameters(
        Map.of(
            "query", "SELECT " + columns + " FROM " + Identifiers.qualified(schema, table.name())));
  }

  static void close(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException gone) {
      // A session that is gone needs no end.
    }
  }

  /**
   * Ends the sessions of earlier attempts at the same upload. They cannot commit any more; but what
   * they hold locked would keep this attempt waiting, even when their node is frozen.
   */
  private static void endOvertaken(Connection connection, String application) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ?"
                + " AND pid <> pg_backend_pid() AND usename = current_user"
                + " AND datname = current_database()")) {
      statement.setString(1, application);
      statement.execute();
    }
    connection.commit();
  }

  private static String applicationOf(UploadManifest manifest) {
    return "weir upload " + Identifiers.hash(manifest.uploadId(), 32);
  }

  private static void requireNames(UploadManifest manifest) {
    for (UploadManifest.Table table : manifest.tables()) {
      requireName("table " + table.schema().name(), table.schema().name());
      for (var column : table.schema().columns()) {
        requireName(
            "column " + column.name() + " of table " + table.schema().name(), column.name());
      }
    }
  }

  private static void requireName(String what, String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0 || Identifiers.isTooLong(name)) {
      throw new ConnectorException(
          Kind.REFUSED,
          what + " cannot be called so in PostgreSQL",
          "Choose a name of 1 to " + Identifiers.LONGEST + " bytes.");
    }
  }

  /** A delivery that was committed by an earlier attempt: nothing is left to do. */
  private record EarlierDelivery(Receipt receipt) implements TargetDelivery {
    @Override
    public void write(io.weir.spi.RecordBatch batch) {
      // The records are there already.
    }

    @Override
    public Receipt commit() {
      return receipt;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
