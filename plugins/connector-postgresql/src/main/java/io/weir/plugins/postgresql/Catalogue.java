package io.weir.plugins.postgresql;

import io.weir.spi.CatalogueTable;
import io.weir.spi.CatalogueTable.Field;
import io.weir.spi.CatalogueTable.Reference;
import io.weir.spi.Connector.CatalogueSide;
import io.weir.spi.Parameters;
import io.weir.spi.Settings;
import io.weir.spi.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The tables, views and materialized views of a database that its user may read, as one moment of
 * the system catalogue shows them. A table of the schema {@code public} is called by its name, any
 * other {@code schema.name}.
 */
final class Catalogue implements CatalogueSide {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Partitions are read through the table they are part of; what may not be read is left out. */
  private static final String TABLES =
      """
      SELECT c.oid, n.nspname, c.relname, c.reltuples
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
        AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
        AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
      """;

  private static final String COLUMNS =
      """
      SELECT a.attrelid, a.attname, a.attnotnull OR t.typnotnull,
        CASE WHEN t.typtype = 'd' THEN b.typname ELSE t.typname END
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
      WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attrelid, a.attnum
      """;

  private static final String KEYS =
      """
      SELECT k.conrelid, k.contype, k.confrelid,
        (SELECT array_agg(a.attname::text ORDER BY u.at)
         FROM unnest(k.conkey) WITH ORDINALITY AS u(num, at)
         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num),
        (SELECT array_agg(a.attname::text ORDER BY u.at)
         FROM unnest(k.confkey) WITH ORDINALITY AS u(num, at)
         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num)
      FROM pg_catalog.pg_constraint k
      WHERE k.conrelid = ANY (?) AND k.contype IN ('p', 'f')
      ORDER BY k.conrelid, k.conname
      """;

  @Override
  public List<CatalogueTable> tables(Settings settings, int most) {
    Server server = Server.of(settings);
    SqlFailure failures = new SqlFailure(server, "its catalogue");
    try (Connection connection = server.connect("weir", SILENCE)) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      Map<Long, Found> tables = found(connection, most);
      columns(connection, tables);
      keys(connection, tables);
      connection.commit();
      return tables.values().stream().map(Found::described).toList();
    } catch (SQLException failed) {
      throw failures.of(failed);
    }
  }

  /** The first tables by name, by the number the server knows them by. */
  private static Map<Long, Found> found(Connection connection, int most) throws SQLException {
    List<Found> all = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(TABLES);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        all.add(new Found(row.getLong(1), row.getString(2), row.getString(3), row.getFloat(4)));
      }
    }
    Map<Long, Found> tables = new LinkedHashMap<>();
    all.stream()
        .sorted(Comparator.comparing(Found::name))
        .limit(most)
        .forEach(table -> tables.put(table.number, table));
    return tables;
  }

  private static void columns(Connection connection, Map<Long, Found> tables) throws SQLException {
    try (PreparedStatement query = of(connection, COLUMNS, tables);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        boolean mayBeEmpty = !row.getBoolean(3);
        tables
            .get(row.getLong(1))
            .columns
            .add(new Field(row.getString(2), type(row.getString(4)), mayBeEmpty));
      }
    }
  }

  private static void keys(Connection connection, Map<Long, Found> tables) throws SQLException {
    try (PreparedStatement query = of(connection, KEYS, tables);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Found table = tables.get(row.getLong(1));
        List<String> columns = names(row, 4);
        if (row.getString(2).equals("p")) {
          table.primaryKey.addAll(columns);
        } else {
          Optional<Found> parent = Optional.ofNullable(tables.get(row.getLong(3)));
          List<String> referenced = names(row, 5);
          parent.ifPresent(
              to -> table.references.add(new Reference(columns, to.name(), referenced)));
        }
      }
    }
  }

  private static PreparedStatement of(Connection connection, String sql, Map<Long, Found> tables)
      throws SQLException {
    PreparedStatement query = connection.prepareStatement(sql);
    query.setArray(1, connection.createArrayOf("oid", tables.keySet().toArray()));
    return query;
  }

  private static List<String> names(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  /** What values of a type of the database are read as. */
  private static ValueType type(String name) {
    return switch (name) {
      case "bool" -> ValueType.BOOLEAN;
      case "int2", "int4", "int8", "oid" -> ValueType.INTEGER;
      case "numeric" -> ValueType.DECIMAL;
      case "float4", "float8" -> ValueType.DOUBLE;
      case "date" -> ValueType.DATE;
      case "time" -> ValueType.TIME;
      case "timestamp", "timestamptz" -> ValueType.DATETIME;
      case "bytea" -> ValueType.BINARY;
      case "json", "jsonb" -> ValueType.JSON;
      default -> ValueType.STRING;
    };
  }

  /** A table while it is read. */
  private static final class Found {
    private final long number;
    private final String schema;
    private final String table;
    private final float estimate;
    private final List<Field> columns = new ArrayList<>();
    private final List<String> primaryKey = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    Found(long number, String schema, String table, float estimate) {
      this.number = number;
      this.schema = schema;
      this.table = table;
      this.estimate = estimate;
    }

    String name() {
      return schema.equals("public") ? plain(table) : plain(schema) + "." + plain(table);
    }

    CatalogueTable described() {
      return new CatalogueTable(
          name(),
          source(),
          columns,
          primaryKey,
          references,
          estimate < 0 ? OptionalLong.empty() : OptionalLong.of((long) estimate));
    }

    /** The parameter {@code table} takes no names with a point in them. */
    private Parameters source() {
      return schema.contains(".") || table.contains(".") || schema.isBlank() || table.isBlank()
          ? new Parameters(Map.of("query", "SELECT * FROM " + Identifiers.qualified(schema, table)))
          : new Parameters(Map.of("table", schema + "." + table));
    }

    private static String plain(String name) {
      return name.contains(".") ? Identifiers.quote(name) : name;
    }
  }
}
