package io.weir.plugins.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Connector;
import io.weir.spi.Connector.TargetSide;
import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.DecimalColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.Receipt;
import io.weir.spi.RecordBatch;
import io.weir.spi.Settings;
import io.weir.spi.TableSchema;
import io.weir.spi.TargetDelivery;
import io.weir.spi.UploadManifest;
import io.weir.spi.UploadManifest.Reference;
import io.weir.spi.UploadManifest.Table;
import io.weir.spi.ValueType;
import io.weir.testkit.ConnectorTargetContract;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VersionTargetTest extends ConnectorTargetContract {
  private final String module = "m" + UUID.randomUUID().toString().replace("-", "");

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

  @Test
  void a_commit_whose_answer_is_lost_is_unknown_and_settled_by_asking() throws Exception {
    UploadManifest manifest = manifest("1.0.0", 1, table("t", ValueType.INTEGER, 3));
    try (CuttingProxy proxy = new CuttingProxy(EmbeddedServer.port())) {
      TargetDelivery delivery = target().open(EmbeddedServer.settings(proxy.port()), manifest);
      delivery.write(integers("t", 1, 2, 3));
      proxy.cutAfter("COMMIT");
      ConnectorException lost = assertThrows(ConnectorException.class, delivery::commit);
      assertEquals(Kind.UNKNOWN, lost.kind(), lost.getMessage());
    }

    Receipt found = target().find(settings(), manifest).orElseThrow();
    assertEquals(Map.of("t", 3L), found.rows());
    try (TargetDelivery again = target().open(settings(), next(manifest))) {
      again.write(integers("t", 1, 2, 3));
      assertEquals(found, again.commit());
    }
    assertEquals(List.of("3"), EmbeddedServer.sql("SELECT count(*) FROM " + module + "_v1_0_0.t"));
  }

  @Test
  void a_connection_lost_before_the_commit_delivers_nothing() throws Exception {
    UploadManifest manifest = manifest("1.0.0", 1, table("t", ValueType.INTEGER, 3));
    try (CuttingProxy proxy = new CuttingProxy(EmbeddedServer.port())) {
      TargetDelivery delivery = target().open(EmbeddedServer.settings(proxy.port()), manifest);
      delivery.write(integers("t", 1, 2, 3));
      proxy.cutAfter("INSERT INTO weir.module_version");
      ConnectorException lost = assertThrows(ConnectorException.class, delivery::commit);
      assertEquals(Kind.UNAVAILABLE, lost.kind(), lost.getMessage());
    }
    assertEquals(Optional.empty(), target().find(settings(), manifest));
  }

  @Test
  void keys_are_declared_also_where_tables_refer_to_each_other() {
    Table one =
        new Table(
            schema("one", ValueType.INTEGER),
            Optional.of("c"),
            List.of(new Reference("c", "two", "c")),
            2);
    Table two =
        new Table(
            schema("two", ValueType.INTEGER),
            Optional.of("c"),
            List.of(new Reference("c", "one", "c")),
            2);
    try (TargetDelivery delivery = target().open(settings(), manifest("1.0.0", 1, one, two))) {
      delivery.write(integers("one", 1, 2));
      delivery.write(integers("two", 2, 1));
      delivery.commit();
    }
    assertEquals(
        List.of("f", "f", "p", "p"),
        EmbeddedServer.sql(
            "SELECT contype FROM pg_constraint WHERE connamespace = '"
                + module
                + "_v1_0_0'::regnamespace AND contype IN ('p', 'f') ORDER BY 1"));
  }

  @Test
  void a_reference_to_a_column_that_is_no_key_is_not_declared() {
    Table one = table("one", ValueType.INTEGER, 2);
    Table two =
        new Table(
            schema("two", ValueType.INTEGER),
            Optional.empty(),
            List.of(new Reference("c", "one", "c")),
            1);
    try (TargetDelivery delivery = target().open(settings(), manifest("1.0.0", 1, one, two))) {
      delivery.write(integers("one", 7, 7));
      delivery.write(integers("two", 7));
      delivery.commit();
    }
  }

  @Test
  void a_duplicate_key_is_refused_without_naming_it() {
    Table keyed = new Table(schema("t", ValueType.STRING), Optional.of("c"), List.of(), 2);
    ConnectorException refusal =
        assertThrows(
            ConnectorException.class,
            () -> deliver(manifest("1.0.0", 1, keyed), strings("t", "Ann Smith", "Ann Smith")));
    assertEquals(Kind.REFUSED, refusal.kind());
    assertFalse(refusal.getMessage().contains("Ann"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("23505"), refusal.getMessage());
  }

  @Test
  void the_stable_schema_shows_the_latest_version() {
    deliver(manifest("1.0.0", 1, table("t", ValueType.INTEGER, 1)), integers("t", 1));
    assertEquals(List.of("1"), EmbeddedServer.sql("SELECT c FROM " + module + ".t"));
    EmbeddedServer.sql("GRANT SELECT ON " + module + ".t TO PUBLIC");

    deliver(manifest("1.1.0", 1, table("t", ValueType.INTEGER, 1)), integers("t", 2));
    assertEquals(List.of("2"), EmbeddedServer.sql("SELECT c FROM " + module + ".t"));
    assertEquals(
        List.of("t"),
        EmbeddedServer.sql("SELECT has_table_privilege('public', '" + module + ".t', 'SELECT')"));

    deliver(manifest("2.0.0", 1, table("t", ValueType.STRING, 1)), strings("t", "three"));
    assertEquals(List.of("three"), EmbeddedServer.sql("SELECT c FROM " + module + ".t"));

    deliver(manifest("3.0.0", 1, table("u", ValueType.STRING, 1)), strings("u", "four"));
    assertEquals(
        List.of("u"),
        EmbeddedServer.sql(
            "SELECT table_name FROM information_schema.views WHERE table_schema = '"
                + module
                + "'"));
    assertEquals(List.of("1"), EmbeddedServer.sql("SELECT c FROM " + module + "_v1_0_0.t"));
  }

  @Test
  void the_registry_tells_what_was_published() {
    UploadManifest manifest = manifest("1.2.3", 7, table("t", ValueType.INTEGER, 2));
    Receipt receipt = deliver(manifest, integers("t", 1, 2));
    assertEquals(module + "_v1_2_3", receipt.location());
    assertEquals(
        List.of("1.2.3|" + manifest.uploadId() + "|7|{\"t\": 2}|" + receipt.location()),
        EmbeddedServer.sql(
            "SELECT concat_ws('|', version, upload_id, epoch, tables, location)"
                + " FROM weir.module_version WHERE module = '"
                + module
                + "'"));
  }

  @Test
  void a_zero_character_is_refused_by_its_place() {
    ConnectorException refusal =
        assertThrows(
            ConnectorException.class,
            () ->
                deliver(
                    manifest("1.0.0", 1, table("t", ValueType.STRING, 4)),
                    strings("t", "Ann", null),
                    strings("t", "Bo", "An\0n")));
    assertEquals(Kind.REFUSED, refusal.kind());
    assertEquals(
        "record 4 of table t has in column c a zero character (U+0000), which PostgreSQL's texts cannot"
            + " hold",
        refusal.getMessage());
  }

  @Test
  void dates_beyond_those_of_the_database_are_refused_by_their_place() {
    for (ValueType type : List.of(ValueType.DATE, ValueType.DATETIME, ValueType.TIME)) {
      RecordBatch batch = longs("t", type, 0, Long.MIN_VALUE + 1);
      ConnectorException refusal =
          assertThrows(
              ConnectorException.class,
              () -> deliver(manifest("1.0.0", 1, table("t", type, 2)), batch));
      assertTrue(refusal.getMessage().startsWith("record 2 of table t"), refusal.getMessage());
    }
    Table table = table("t", ValueType.DATE, 2);
    deliver(manifest("1.0.0", 1, table), longs("t", ValueType.DATE, -2_440_588, 2_145_042_905L));
    assertEquals(
        List.of("4714-11-24 BC", "5874897-12-31"),
        EmbeddedServer.sql("SELECT c::text FROM " + module + "_v1_0_0.t"));
  }

  @Test
  void a_number_with_too_many_digits_is_refused_by_its_place() {
    ConnectorException refusal =
        assertThrows(
            ConnectorException.class,
            () ->
                deliver(
                    manifest("1.0.0", 1, table("t", ValueType.DECIMAL, 2)),
                    decimals("t", BigDecimal.ONE, new BigDecimal("1E+999999999"))));
    assertTrue(refusal.getMessage().startsWith("record 2 of table t"), refusal.getMessage());
  }

  @Test
  void decimals_arrive_digit_by_digit() {
    Random random = new Random(5);
    List<BigDecimal> values = new ArrayList<>();
    for (int scale = -5; scale <= 60; scale++) {
      for (long unscaled :
          new long[] {
            0, 1, -1, 9_999, 10_000, -10_001, Long.MAX_VALUE, Long.MIN_VALUE, random.nextLong()
          }) {
        values.add(BigDecimal.valueOf(unscaled, scale));
        values.add(new BigDecimal(new java.math.BigInteger(180, random), scale));
        values.add(BigDecimal.valueOf(unscaled % 1_000_000, scale));
      }
    }
    values.add(new BigDecimal("1E+131071"));
    values.add(new BigDecimal("-1E-16383"));
    deliver(
        manifest("1.0.0", 1, table("t", ValueType.DECIMAL, values.size())),
        decimals("t", values.toArray(BigDecimal[]::new)));
    List<String> found = EmbeddedServer.sql("SELECT c::text FROM " + module + "_v1_0_0.t");
    for (int i = 0; i < values.size(); i++) {
      assertEquals(values.get(i).toPlainString(), found.get(i));
    }
  }

  @Test
  void texts_longer_than_a_message_arrive_whole() {
    String[] texts = {"a".repeat(3_000_000), "é".repeat(200_000), "", "b".repeat(262_144), "c"};
    deliver(manifest("1.0.0", 1, table("t", ValueType.STRING, 5)), strings("t", texts));
    assertEquals(
        java.util.Arrays.asList(texts),
        EmbeddedServer.sql("SELECT c FROM " + module + "_v1_0_0.t"));
  }

  @Test
  void modules_whose_names_would_meet_are_kept_apart() {
    deliver(manifest(module + " a", "1.0.0", table("t", ValueType.INTEGER, 1)), integers("t", 1));
    ConnectorException refusal =
        assertThrows(
            ConnectorException.class,
            () ->
                deliver(
                    manifest(module + "-a", "2.0.0", table("t", ValueType.INTEGER, 1)),
                    integers("t", 1)));
    assertEquals(Kind.REFUSED, refusal.kind());
    assertTrue(refusal.getMessage().contains(module + " a"), refusal.getMessage());
  }

  @Test
  void any_module_name_becomes_a_schema() {
    for (String name :
        List.of(
            "Клиника " + module,
            "x".repeat(200) + module,
            "pg_" + module,
            module + "\"; DROP SCHEMA weir; --",
            "weir")) {
      String version = "1.0." + Math.abs(module.hashCode());
      Receipt receipt =
          deliver(manifest(name, version, table("t", ValueType.INTEGER, 1)), integers("t", 1));
      assertTrue(receipt.location().length() <= 63, receipt.location());
      assertTrue(receipt.location().matches("[a-z0-9_]+"), receipt.location());
      assertFalse(receipt.location().startsWith("pg_"));
    }
  }

  @Test
  void names_that_the_database_would_cut_are_refused() {
    Table table = table("t".repeat(64), ValueType.INTEGER, 1);
    ConnectorException refusal =
        assertThrows(
            ConnectorException.class,
            () -> target().open(settings(), manifest("1.0.0", 1, table)).close());
    assertEquals(Kind.REFUSED, refusal.kind());
  }

  @Test
  void a_schema_that_somebody_else_made_is_not_touched() {
    EmbeddedServer.sql("CREATE SCHEMA " + module + "_v1_0_0");
    ConnectorException refusal =
        assertThrows(
            ConnectorException.class,
            () ->
                deliver(manifest("1.0.0", 1, table("t", ValueType.INTEGER, 1)), integers("t", 1)));
    assertEquals(Kind.REFUSED, refusal.kind());
    assertTrue(refusal.getMessage().contains("already exists"), refusal.getMessage());
  }

  @Test
  void an_attempt_frozen_in_the_middle_does_not_hold_up_the_next() {
    UploadManifest manifest = manifest("1.0.0", 1, table("t", ValueType.INTEGER, 2));
    TargetDelivery frozen = target().open(settings(), manifest);
    frozen.write(integers("t", 1));
    Receipt receipt = deliver(next(manifest), integers("t", 1, 2));

    ConnectorException overtaken =
        assertThrows(
            ConnectorException.class,
            () -> {
              frozen.write(integers("t", 2));
              frozen.commit();
            });
    assertEquals(Kind.FENCED, overtaken.kind(), overtaken.getMessage());
    assertEquals(Optional.of(receipt), target().find(settings(), manifest));
    frozen.close();
  }

  private Receipt deliver(UploadManifest manifest, RecordBatch... batches) {
    try (TargetDelivery delivery = target().open(settings(), manifest)) {
      for (RecordBatch batch : batches) {
        delivery.write(batch);
      }
      return delivery.commit();
    }
  }

  private TargetSide target() {
    return connector().target().orElseThrow();
  }

  private UploadManifest manifest(String version, long epoch, Table... tables) {
    return new UploadManifest(
        UUID.randomUUID().toString(), epoch, module, version, List.of(tables));
  }

  private static UploadManifest manifest(String name, String version, Table table) {
    return new UploadManifest(UUID.randomUUID().toString(), 1, name, version, List.of(table));
  }

  private static UploadManifest next(UploadManifest manifest) {
    return new UploadManifest(
        manifest.uploadId(),
        manifest.epoch() + 1,
        manifest.module(),
        manifest.version(),
        manifest.tables());
  }

  private static Table table(String name, ValueType type, long rows) {
    return new Table(schema(name, type), Optional.empty(), List.of(), rows);
  }

  private static TableSchema schema(String name, ValueType type) {
    return new TableSchema(name, List.of(new ColumnSchema("c", type)));
  }

  private static RecordBatch integers(String table, long... values) {
    return longs(table, ValueType.INTEGER, values);
  }

  private static RecordBatch longs(String table, ValueType type, long... values) {
    return batch(table, new LongColumn(type, values, values.length, Empties.none()));
  }

  private static RecordBatch strings(String table, String... values) {
    return batch(table, BytesColumn.ofStrings(values));
  }

  private static RecordBatch decimals(String table, BigDecimal... values) {
    return batch(table, DecimalColumn.of(values));
  }

  private static RecordBatch batch(String table, Column column) {
    return new RecordBatch(schema(table, column.type()), List.of(column), column.size());
  }
}
