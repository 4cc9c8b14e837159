package io.weir.plugins.postgresql;

import io.weir.spi.UploadManifest;
import io.weir.spi.UploadManifest.Reference;
import io.weir.spi.UploadManifest.Table;
import io.weir.spi.ValueType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The definitions of one delivered version: schema, tables, keys, and the module's views. */
final class VersionSchema {
  private final UploadManifest manifest;
  private final String name;
  private final String stable;

  VersionSchema(UploadManifest manifest) {
    this.manifest = manifest;
    this.name = Identifiers.schemaOf(manifest.module(), manifest.version());
    this.stable = Identifiers.schemaOf(manifest.module());
  }

  String name() {
    return name;
  }

  void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + Identifiers.quote(name));
      for (Table table : manifest.tables()) {
        String columns =
            table.schema().columns().stream()
                .map(column -> Identifiers.quote(column.name()) + " " + type(column.type()))
                .collect(Collectors.joining(", "));
        statement.execute(
            "CREATE TABLE " + qualified(table.schema().name()) + " (" + columns + ")");
      }
    }
  }

  /** The statement that takes a table's records. FREEZE: the table is as new as its rows. */
  String copy(Table table) {
    String columns =
        table.schema().columns().stream()
            .map(column -> Identifiers.quote(column.name()))
            .collect(Collectors.joining(", "));
    return "COPY "
        + qualified(table.schema().name())
        + " ("
        + columns
        + ") FROM STDIN (FORMAT binary, FREEZE true)";
  }

  /**
   * Declares primary keys, then those foreign keys that lead to one. A reference to another column
   * is not declared, since PostgreSQL would ask for that column's values to be unique.
   */
  void addKeys(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Table table : manifest.tables()) {
        if (table.primaryKey().isPresent()) {
          statement.execute(
              "ALTER TABLE %s ADD PRIMARY KEY (%s)"
                  .formatted(
                      qualified(table.schema().name()),
                      Identifiers.quote(table.primaryKey().get())));
        }
      }
      for (Table table : manifest.tables()) {
        for (Reference reference : table.references()) {
          if (leadsToKey(reference)) {
            statement.execute(foreignKey(table, reference));
          }
        }
      }
    }
  }

  /** Lets the module's stable schema show this version, and no table that it no longer has. */
  void showAsLatest(Connection connection, List<String> tablesBefore) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + Identifiers.quote(stable));
      Set<String> gone = new HashSet<>(tablesBefore);
      for (Table table : manifest.tables()) {
        gone.remove(table.schema().name());
        show(connection, statement, table.schema().name());
      }
      for (String table : gone) {
        statement.execute("DROP VIEW IF EXISTS " + Identifiers.qualified(stable, table));
      }
    }
  }

  /**
   * Replaces a view, which keeps the rights granted on it; where columns changed, makes it anew.
   */
  private void show(Connection connection, Statement statement, String table) throws SQLException {
    String view = Identifiers.qualified(stable, table);
    String definition = view + " AS SELECT * FROM " + qualified(table);
    Savepoint before = connection.setSavepoint();
    try {
      statement.execute("CREATE OR REPLACE VIEW " + definition);
      connection.releaseSavepoint(before);
    } catch (SQLException differs) {
      connection.rollback(before);
      statement.execute("DROP VIEW IF EXISTS " + view);
      statement.execute("CREATE VIEW " + definition);
    }
  }

  private boolean leadsToKey(Reference reference) {
    return manifest.tables().stream()
        .filter(table -> table.schema().name().equals(reference.targetTable()))
        .anyMatch(
            table -> table.primaryKey().equals(java.util.Optional.of(reference.targetColumn())));
  }

  private String foreignKey(Table table, Reference reference) {
    return "ALTER TABLE %s ADD FOREIGN KEY (%s) REFERENCES %s (%s)"
        .formatted(
            qualified(table.schema().name()),
            Identifiers.quote(reference.column()),
            qualified(reference.targetTable()),
            Identifiers.quote(reference.targetColumn()));
  }

  private String qualified(String table) {
    return Identifiers.qualified(name, table);
  }

  /** The type whose values are exactly those of a column; json, unlike jsonb, keeps its text. */
  private static String type(ValueType type) {
    return switch (type) {
      case STRING -> "text";
      case BOOLEAN -> "boolean";
      case INTEGER -> "bigint";
      case DECIMAL -> "numeric";
      case DOUBLE -> "double precision";
      case DATE -> "date";
      case TIME -> "time";
      case DATETIME -> "timestamptz";
      case BINARY -> "bytea";
      case JSON -> "json";
    };
  }
}
