package io.weir.plugins.postgresql;

import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.Receipt;
import io.weir.spi.RecordBatch;
import io.weir.spi.TargetDelivery;
import io.weir.spi.UploadManifest;
import io.weir.spi.UploadManifest.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One transaction that holds a whole module version. */
final class VersionDelivery implements TargetDelivery {
  private final Server server;
  private final Connection connection;
  private final UploadManifest manifest;
  private final VersionSchema schema;
  private final Registry registry;
  private final Map<String, Long> delivered = new HashMap<>();
  private @Nullable CopyBinaryBuffer buffer;
  private @Nullable BatchWriter writer;
  private @Nullable Table current;
  private long written;
  private boolean over;

  private VersionDelivery(Server server, Connection connection, UploadManifest manifest) {
    this.server = server;
    this.connection = connection;
    this.manifest = manifest;
    this.schema = new VersionSchema(manifest);
    this.registry = new Registry(connection);
  }

  /** Begins the transaction: the version's schema and its tables, still empty. */
  static VersionDelivery begin(Server server, Connection connection, UploadManifest manifest)
      throws SQLException {
    VersionDelivery delivery = new VersionDelivery(server, connection, manifest);
    try (Statement statement = connection.createStatement()) {
      // A node that computes between two batches is not idle in the sense of the server's setting.
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = '2h'");
    }
    delivery.schema.create(connection);
    return delivery;
  }

  @Override
  public void write(RecordBatch batch) {
    String name = batch.schema().name();
    try {
      if (current == null || !current.schema().name().equals(name)) {
        endTable();
        beginTable(batch);
      }
      if (writer != null) {
        writer.write(batch, written);
        written += batch.size();
      }
    } catch (SQLException failed) {
      throw failure("table " + name, failed);
    } catch (RuntimeException refused) {
      close();
      throw refused;
    }
  }

  @Override
  public Receipt commit() {
    try {
      if (over) {
        throw new ConnectorException(
            Kind.FAILED, "the delivery is over", "Begin the upload again.");
      }
      endTable();
      requireAllRecords();
      schema.addKeys(connection);
      registry.lock();
      registry.requireFree(manifest);
      schema.showAsLatest(connection, registry.tablesOf(manifest.module()));
      Receipt receipt = new Receipt(schema.name(), delivered);
      registry.publish(manifest, receipt);
      keepShort();
      registry.requireEpoch(manifest);
      commitTransaction();
      return receipt;
    } catch (SQLException failed) {
      throw failure(current == null ? "the version" : "the end of the delivery", failed);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    over = true;
    VersionTarget.close(connection);
  }

  private void beginTable(RecordBatch batch) throws SQLException {
    String name = batch.schema().name();
    Table table =
        manifest.tables().stream()
            .filter(announced -> announced.schema().equals(batch.schema()))
            .findFirst()
            .orElseThrow(() -> unexpected(name, "was not announced with these columns"));
    if (over || delivered.containsKey(name)) {
      throw unexpected(name, "has been delivered already");
    }
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(schema.copy(table));
    if (buffer == null) {
      buffer = new CopyBinaryBuffer(copy);
      writer = new BatchWriter(buffer);
    } else {
      buffer.begin(copy);
    }
    current = table;
    written = 0;
  }

  private void endTable() throws SQLException {
    if (current != null && buffer != null) {
      delivered.put(current.schema().name(), buffer.end());
      current = null;
    }
  }

  private void requireAllRecords() {
    for (Table table : manifest.tables()) {
      String name = table.schema().name();
      long count = delivered.computeIfAbsent(name, empty -> 0L);
      if (count != table.rows()) {
        throw new ConnectorException(
            Kind.REFUSED,
            "table %s was announced with %d records and delivered with %d"
                .formatted(name, table.rows(), count),
            "Begin the upload again from the outbox.");
      }
    }
  }

  /** From here to the commit the upload is locked: a node that freezes now must not keep it so. */
  private void keepShort() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = '15s'");
    }
  }

  private void commitTransaction() {
    try {
      connection.commit();
    } catch (SQLException failed) {
      if (SqlFailure.isRefusedCommit(failed)) {
        throw new SqlFailure(server, "the commit").of(failed);
      }
      throw new ConnectorException(
          Kind.UNKNOWN,
          "the connection to the database at %s broke off while upload %s was committed"
              .formatted(server.address(), manifest.uploadId()),
          "Ask the target whether the version is there before anything is tried again.");
    }
  }

  /** What a failure means: an attempt that took over ends this one's session. */
  private ConnectorException failure(String what, SQLException failed) {
    close();
    ConnectorException failure = new SqlFailure(server, what).of(failed);
    return failure.kind() == Kind.UNAVAILABLE && isOvertaken()
        ? Registry.fenced(manifest)
        : failure;
  }

  private boolean isOvertaken() {
    try {
      Connection second = server.connect("weir", Duration.ofSeconds(30));
      try {
        return new Registry(second).lockEpoch(manifest).orElse(0L) > manifest.epoch();
      } finally {
        VersionTarget.close(second);
      }
    } catch (SQLException | ConnectorException unreachable) {
      return false;
    }
  }

  private static ConnectorException unexpected(String table, String why) {
    return new ConnectorException(
        Kind.REFUSED,
        "table " + table + " " + why,
        "Deliver the tables of the manifest, one after the other.");
  }
}
