package io.weir.plugins.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.CatalogueTable;
import io.weir.spi.CatalogueTable.Field;
import io.weir.spi.CatalogueTable.Reference;
import io.weir.spi.Connector;
import io.weir.spi.Parameters;
import io.weir.spi.Settings;
import io.weir.spi.ValueType;
import io.weir.testkit.ConnectorCatalogueContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogueTest extends ConnectorCatalogueContract {
  @BeforeAll
  static void prepare() {
    EmbeddedServer.sql(
        """
        DROP SCHEMA IF EXISTS "cat.1" CASCADE;
        CREATE SCHEMA "cat.1";
        CREATE DOMAIN "cat.1".code AS int NOT NULL;
        DROP SCHEMA IF EXISTS cat CASCADE;
        CREATE SCHEMA cat;
        CREATE TABLE cat.house (city text, number int, PRIMARY KEY (number, city));
        CREATE TABLE cat.person (
          gone int, id bigint PRIMARY KEY, boss bigint REFERENCES cat.person, city text, number int,
          born date NOT NULL, seen timestamptz, at time, pay numeric(9, 2), share real, ok bool,
          photo bytea, notes jsonb, state char(2), code "cat.1".code, tags text[],
          FOREIGN KEY (city, number) REFERENCES cat.house (city, number));
        ALTER TABLE cat.person DROP COLUMN gone;
        CREATE VIEW cat.names AS SELECT id AS "The id" FROM cat.person;
        CREATE TABLE "cat.1"."a.b" (x text);
        CREATE TABLE cat.part (k int) PARTITION BY LIST (k);
        CREATE TABLE cat.part_1 PARTITION OF cat.part FOR VALUES IN (1);
        CREATE TABLE cat.nothing ();
        INSERT INTO cat.house SELECT 'x', i FROM generate_series(1, 100) i;
        ANALYZE cat.house;
        """);
  }

  @Override
  protected Connector connector() {
    return new PostgresqlConnector();
  }

  @Override
  protected Settings settings() {
    return EmbeddedServer.settings();
  }

  @Override
  protected Settings unreachable() {
    return EmbeddedServer.settings(1);
  }

  @Override
  protected List<CatalogueTable> expected() {
    return List.of(
        table(
            "cat.house",
            Map.of("table", "cat.house"),
            List.of("number", "city"),
            List.of(),
            new Field("city", ValueType.STRING, false),
            new Field("number", ValueType.INTEGER, false)),
        table(
            "cat.person",
            Map.of("table", "cat.person"),
            List.of("id"),
            List.of(
                new Reference(List.of("boss"), "cat.person", List.of("id")),
                new Reference(List.of("city", "number"), "cat.house", List.of("city", "number"))),
            new Field("id", ValueType.INTEGER, false),
            new Field("boss", ValueType.INTEGER, true),
            new Field("city", ValueType.STRING, true),
            new Field("number", ValueType.INTEGER, true),
            new Field("born", ValueType.DATE, false),
            new Field("seen", ValueType.DATETIME, true),
            new Field("at", ValueType.TIME, true),
            new Field("pay", ValueType.DECIMAL, true),
            new Field("share", ValueType.DOUBLE, true),
            new Field("ok", ValueType.BOOLEAN, true),
            new Field("photo", ValueType.BINARY, true),
            new Field("notes", ValueType.JSON, true),
            new Field("state", ValueType.STRING, true),
            new Field("code", ValueType.INTEGER, false),
            new Field("tags", ValueType.STRING, true)),
        table(
            "cat.names",
            Map.of("table", "cat.names"),
            List.of(),
            List.of(),
            new Field("The id", ValueType.INTEGER, true)),
        table(
            "\"cat.1\".\"a.b\"",
            Map.of("query", "SELECT * FROM \"cat.1\".\"a.b\""),
            List.of(),
            List.of(),
            new Field("x", ValueType.STRING, true)));
  }

  @Test
  void partitions_and_what_has_no_columns_are_no_tables_of_their_own() {
    List<String> names = names(settings());
    assertTrue(names.contains("cat.part"), names::toString);
    assertFalse(names.contains("cat.part_1"), names::toString);
    assertFalse(names.contains("cat.nothing"), names::toString);
    assertFalse(names.stream().anyMatch(name -> name.contains("pg_")), names::toString);
  }

  @Test
  void the_number_of_records_is_what_the_server_estimates() {
    CatalogueTable house =
        connector().catalogue().orElseThrow().tables(settings(), 1_000).stream()
            .filter(table -> table.name().equals("cat.house"))
            .findFirst()
            .orElseThrow();
    assertEquals(OptionalLong.of(100), house.estimatedRecords());
  }

  @Test
  void what_may_not_be_read_is_not_told() {
    EmbeddedServer.sql(
        """
        DO $$ BEGIN CREATE ROLE catalogue_reader LOGIN PASSWORD 'open sesame';
        EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        GRANT USAGE ON SCHEMA cat TO catalogue_reader;
        GRANT SELECT ON cat.person TO catalogue_reader;
        """);
    Settings reader =
        new Settings(
            Map.of(
                "host", "localhost",
                "port", Integer.toString(EmbeddedServer.port()),
                "database", "postgres",
                "user", "catalogue_reader"),
            Map.of("password", "open sesame"));
    List<CatalogueTable> tables = connector().catalogue().orElseThrow().tables(reader, 1_000);
    List<CatalogueTable> own =
        tables.stream().filter(table -> table.name().startsWith("cat.")).toList();
    assertEquals(List.of("cat.person"), own.stream().map(CatalogueTable::name).toList());
    assertEquals(
        List.of("cat.person"), own.getFirst().references().stream().map(Reference::table).toList());
  }

  private List<String> names(Settings settings) {
    return connector().catalogue().orElseThrow().tables(settings, 1_000).stream()
        .map(CatalogueTable::name)
        .toList();
  }

  private static CatalogueTable table(
      String name,
      Map<String, Object> source,
      List<String> primaryKey,
      List<Reference> references,
      Field... columns) {
    return new CatalogueTable(
        name,
        new Parameters(source),
        Arrays.asList(columns),
        primaryKey,
        references,
        OptionalLong.empty());
  }
}
