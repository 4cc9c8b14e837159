package io.weir.plugins.postgresql;

import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.Receipt;
import io.weir.spi.UploadManifest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schema {@code weir} of a target: which versions were delivered there, and for each upload the
 * highest epoch that was seen. Works on a session in a transaction; whoever calls commits.
 */
final class Registry {
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('weir registry', 0))";
  private static final String[] TABLES = {
    "CREATE SCHEMA IF NOT EXISTS weir",
    """
    CREATE TABLE IF NOT EXISTS weir.module_version (
      module text NOT NULL,
      version text NOT NULL,
      upload_id text NOT NULL UNIQUE,
      epoch bigint NOT NULL,
      published_at timestamptz NOT NULL DEFAULT now(),
      tables jsonb NOT NULL,
      location text NOT NULL,
      PRIMARY KEY (module, version))\
    """,
    """
    CREATE TABLE IF NOT EXISTS weir.upload_epoch (
      upload_id text PRIMARY KEY,
      epoch bigint NOT NULL)\
    """
  };

  private final Connection connection;

  Registry(Connection connection) {
    this.connection = connection;
  }

  boolean exists() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT to_regclass('weir.module_version') IS NOT NULL"
                    + " AND to_regclass('weir.upload_epoch') IS NOT NULL")) {
      return found.next() && found.getBoolean(1);
    }
  }

  /** Makes the registry where it is missing; one session at a time. */
  void ensure() throws SQLException {
    if (exists()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
  }

  /** Lets one delivery at a time publish to this database, until the transaction ends. */
  void lock() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
    }
  }

  /**
   * Raises the upload's epoch to that of this attempt.
   *
   * @throws ConnectorException of kind FENCED if a higher one was seen
   */
  void raiseEpoch(UploadManifest manifest) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO weir.upload_epoch AS known (upload_id, epoch) VALUES (?, ?)"
                + " ON CONFLICT (upload_id) DO UPDATE SET epoch = excluded.epoch"
                + " WHERE known.epoch <= excluded.epoch")) {
      statement.setString(1, manifest.uploadId());
      statement.setLong(2, manifest.epoch());
      if (statement.executeUpdate() == 0) {
        throw fenced(manifest);
      }
    }
  }

  /**
   * Makes sure that no attempt with a higher epoch has begun, and that none begins before this
   * transaction ends.
   *
   * @throws ConnectorException of kind FENCED if one has
   */
  void requireEpoch(UploadManifest manifest) throws SQLException {
    if (lockEpoch(manifest).orElse(manifest.epoch() + 1) != manifest.epoch()) {
      throw fenced(manifest);
    }
  }

  /**
   * The highest epoch seen of an upload. Waits for a transaction that is about to publish it, so
   * that what {@link #find} says afterwards is final.
   */
  Optional<Long> lockEpoch(UploadManifest manifest) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT epoch FROM weir.upload_epoch WHERE upload_id = ? FOR UPDATE")) {
      statement.setString(1, manifest.uploadId());
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
      }
    }
  }

  /**
   * The receipt of an upload that was published.
   *
   * @throws ConnectorException if its id belongs to another module version
   */
  Optional<Receipt> find(UploadManifest manifest) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT module, version, location, entry.key, entry.value::bigint"
                + " FROM weir.module_version LEFT JOIN LATERAL jsonb_each_text(tables) entry ON true"
                + " WHERE upload_id = ?")) {
      statement.setString(1, manifest.uploadId());
      try (ResultSet found = statement.executeQuery()) {
        return receipt(manifest, found);
      }
    }
  }

  /**
   * Makes sure that the version is new here and that no other module's schemas are called alike.
   *
   * @throws ConnectorException of kind REFUSED if not
   */
  void requireFree(UploadManifest manifest) throws SQLException {
    String schema = Identifiers.schemaOf(manifest.module());
    try (Statement statement = connection.createStatement();
        ResultSet known =
            statement.executeQuery("SELECT module, version FROM weir.module_version")) {
      while (known.next()) {
        boolean same = known.getString(1).equals(manifest.module());
        if (same && known.getString(2).equals(manifest.version())) {
          throw new ConnectorException(
              Kind.REFUSED,
              "version %s of module %s was delivered there before, by another upload"
                  .formatted(manifest.version(), manifest.module()),
              "Versions never change; deliver under the next version.");
        }
        if (!same && Identifiers.schemaOf(known.getString(1)).equals(schema)) {
          throw new ConnectorException(
              Kind.REFUSED,
              "module %s would share the schema %s with module %s"
                  .formatted(manifest.module(), schema, known.getString(1)),
              "Rename one of the modules, or deliver to another database.");
        }
      }
    }
  }

  /** Names of the tables that any version of the module ever had. */
  List<String> tablesOf(String module) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT DISTINCT jsonb_object_keys(tables) FROM weir.module_version WHERE module = ?")) {
      statement.setString(1, module);
      List<String> names = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          names.add(found.getString(1));
        }
      }
      return names;
    }
  }

  void publish(UploadManifest manifest, Receipt receipt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO weir.module_version (module, version, upload_id, epoch, location, tables)"
                + " SELECT ?, ?, ?, ?, ?, coalesce(jsonb_object_agg(name, rows), '{}'::jsonb)"
                + " FROM unnest(?::text[], ?::bigint[]) AS entry (name, rows)")) {
      List<String> names = List.copyOf(receipt.rows().keySet());
      statement.setString(1, manifest.module());
      statement.setString(2, manifest.version());
      statement.setString(3, manifest.uploadId());
      statement.setLong(4, manifest.epoch());
      statement.setString(5, receipt.location());
      statement.setArray(6, connection.createArrayOf("text", names.toArray()));
      statement.setArray(
          7, connection.createArrayOf("bigint", names.stream().map(receipt.rows()::get).toArray()));
      statement.executeUpdate();
    }
  }

  static ConnectorException fenced(UploadManifest manifest) {
    return new ConnectorException(
        Kind.FENCED,
        "another attempt at upload %s has taken over from epoch %d"
            .formatted(manifest.uploadId(), manifest.epoch()),
        "Leave the delivery to the attempt that took over.");
  }

  private static Optional<Receipt> receipt(UploadManifest manifest, ResultSet found)
      throws SQLException {
    String location = null;
    Map<String, Long> rows = new HashMap<>();
    while (found.next()) {
      if (!found.getString(1).equals(manifest.module())
          || !found.getString(2).equals(manifest.version())) {
        throw new ConnectorException(
            Kind.REFUSED,
            "upload " + manifest.uploadId() + " was used for another module version before",
            "Start the upload anew, so that it gets an id of its own.");
      }
      location = found.getString(3);
      if (found.getString(4) != null) {
        rows.put(found.getString(4), found.getLong(5));
      }
    }
    return Optional.ofNullable(location).map(place -> new Receipt(place, rows));
  }
}
