package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Connector;
import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.Receipt;
import io.weir.spi.RecordBatch;
import io.weir.spi.Settings;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import io.weir.spi.TableSchema;
import io.weir.spi.TargetDelivery;
import io.weir.spi.UploadManifest;
import io.weir.spi.UploadManifest.Reference;
import io.weir.spi.UploadManifest.Table;
import io.weir.spi.ValueType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every connector that writes promises: all of a version or nothing, and once. */
public abstract class ConnectorTargetContract {
  private static final TableSchema PEOPLE =
      new TableSchema(
          "people",
          List.of(
              new ColumnSchema("id", ValueType.INTEGER),
              new ColumnSchema("boss", ValueType.INTEGER)));
  private static final TableSchema VALUES = everyType();

  /** The connector under test. */
  protected abstract Connector connector();

  /** A target that takes deliveries; the same during one test. */
  protected abstract Settings settings();

  /** Settings under which nothing answers. */
  protected abstract Settings unreachable();

  @Test
  void what_was_delivered_is_read_back() {
    UploadManifest manifest = manifest("1.0.0", 1, 2_000);
    List<RecordBatch> batches = List.of(values(1_500, 1), values(0, 2), values(500, 3));
    try (TargetDelivery delivery = open(manifest)) {
      delivery.write(people(40));
      batches.forEach(delivery::write);
      delivery.commit();
    }

    List<List<String>> expected = new ArrayList<>();
    batches.forEach(batch -> expected.addAll(rows(batch)));
    assertEquals(sorted(expected), sorted(readBack(manifest, VALUES)));
    assertEquals(sorted(rows(people(40))), sorted(readBack(manifest, PEOPLE)));
  }

  @Test
  void the_receipt_counts_what_was_delivered() {
    UploadManifest manifest = manifest("1.0.0", 1, 30);
    Receipt receipt = deliver(manifest, 30);
    assertEquals(Map.of("people", 40L, "values", 30L), receipt.rows());
    assertFalse(receipt.location().isBlank());
  }

  @Test
  void a_table_without_records_is_delivered_too() {
    UploadManifest manifest = manifest("1.0.0", 1, 0);
    try (TargetDelivery delivery = open(manifest)) {
      delivery.write(people(40));
      assertEquals(0, delivery.commit().rows().get("values"));
    }
    assertEquals(List.of(), readBack(manifest, VALUES));
  }

  @Test
  void nothing_can_be_found_before_the_commit() {
    UploadManifest manifest = manifest("1.0.0", 1, 10);
    try (TargetDelivery delivery = open(manifest)) {
      delivery.write(people(40));
      delivery.write(values(10, 1));
      assertEquals(Optional.empty(), find(manifest));
      assertThrows(ConnectorException.class, () -> readBack(manifest, PEOPLE));
      Receipt receipt = delivery.commit();
      assertEquals(Optional.of(receipt), find(manifest));
    }
  }

  @Test
  void what_was_given_up_leaves_no_trace() {
    UploadManifest manifest = manifest("1.0.0", 1, 10);
    TargetDelivery delivery = open(manifest);
    delivery.write(people(40));
    delivery.close();
    delivery.close();
    assertEquals(Optional.empty(), find(manifest));
    assertThrows(ConnectorException.class, () -> readBack(manifest, PEOPLE));

    deliver(manifest, 10);
    assertEquals(40, readBack(manifest, PEOPLE).size());
  }

  @Test
  void a_delivery_happens_once_however_often_it_is_tried() {
    UploadManifest manifest = manifest("1.0.0", 1, 10);
    Receipt receipt = deliver(manifest, 10);
    assertEquals(receipt, deliver(again(manifest, 1), 10));
    try (TargetDelivery delivery = open(again(manifest, 2))) {
      assertEquals(receipt, delivery.commit());
    }
    assertEquals(10, readBack(manifest, VALUES).size());
    assertEquals(Optional.of(receipt), find(manifest));
  }

  @Test
  void an_attempt_with_a_lower_epoch_is_refused() {
    UploadManifest manifest = manifest("1.0.0", 5, 10);
    open(manifest).close();
    ConnectorException refusal =
        assertThrows(ConnectorException.class, () -> open(again(manifest, 4)).close());
    assertEquals(Kind.FENCED, refusal.kind());
    deliver(again(manifest, 5), 10);
    assertTrue(find(manifest).isPresent());
  }

  @Test
  void an_attempt_that_was_overtaken_cannot_commit() {
    UploadManifest manifest = manifest("1.0.0", 1, 10);
    try (TargetDelivery overtaken = open(manifest)) {
      overtaken.write(people(40));
      Receipt receipt = deliver(again(manifest, 2), 10);
      ConnectorException refusal =
          assertThrows(
              ConnectorException.class,
              () -> {
                overtaken.write(values(10, 1));
                overtaken.commit();
              });
      assertEquals(Kind.FENCED, refusal.kind());
      assertEquals(Optional.of(receipt), find(manifest));
    }
    assertEquals(10, readBack(manifest, VALUES).size());
  }

  @Test
  void versions_stand_side_by_side() {
    UploadManifest first = manifest("1.0.0", 1, 10);
    deliver(first, 10);
    UploadManifest second =
        new UploadManifest(UUID.randomUUID().toString(), 1, first.module(), "1.1.0", tables(20));
    deliver(second, 20);
    assertEquals(10, readBack(first, VALUES).size());
    assertEquals(20, readBack(second, VALUES).size());
  }

  @Test
  void a_version_delivered_by_another_upload_is_not_touched() {
    UploadManifest first = manifest("1.0.0", 1, 10);
    deliver(first, 10);
    UploadManifest other =
        new UploadManifest(UUID.randomUUID().toString(), 1, first.module(), "1.0.0", tables(20));
    ConnectorException refusal = assertThrows(ConnectorException.class, () -> deliver(other, 20));
    assertEquals(Kind.REFUSED, refusal.kind());
    assertEquals(10, readBack(first, VALUES).size());
  }

  @Test
  void a_delivery_that_lacks_records_is_refused() {
    UploadManifest manifest = manifest("1.0.0", 1, 11);
    ConnectorException refusal =
        assertThrows(ConnectorException.class, () -> deliver(manifest, 10));
    assertEquals(Kind.REFUSED, refusal.kind());
    assertEquals(Optional.empty(), find(manifest));
  }

  @Test
  void a_table_that_was_not_announced_is_refused() {
    TableSchema stranger =
        new TableSchema("stranger", List.of(new ColumnSchema("id", ValueType.DATE)));
    RecordBatch batch =
        new RecordBatch(stranger, List.of(SampleColumns.of(ValueType.DATE, 5, 1)), 5);
    try (TargetDelivery delivery = open(manifest("1.0.0", 1, 10))) {
      delivery.write(people(40));
      assertThrows(ConnectorException.class, () -> delivery.write(batch));
    }
  }

  @Test
  void a_target_that_does_not_answer_is_unavailable() {
    UploadManifest manifest = manifest("1.0.0", 1, 10);
    var target = connector().target().orElseThrow();
    ConnectorException failure =
        assertThrows(ConnectorException.class, () -> target.open(unreachable(), manifest).close());
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertThrows(ConnectorException.class, () -> target.find(unreachable(), manifest));
    for (String secret : unreachable().secrets().values()) {
      assertFalse(failure.getMessage().contains(secret), "a secret stands in the message");
    }
  }

  /** The records of one source as canonical text; override for formats other than CSV. */
  protected List<List<String>> decode(SourceFormat format, byte[] bytes, TableSchema table) {
    CsvRecords csv = CsvRecords.read((SourceFormat.Csv) format, bytes);
    List<List<String>> rows = new ArrayList<>();
    for (List<String> record : csv.records()) {
      List<String> row = new ArrayList<>();
      for (ColumnSchema column : table.columns()) {
        String text = record.get(csv.names().indexOf(column.name()));
        row.add(text == null ? "(empty)" : canonical(column.type(), text));
      }
      rows.add(row);
    }
    return rows;
  }

  private Receipt deliver(UploadManifest manifest, int values) {
    try (TargetDelivery delivery = open(manifest)) {
      delivery.write(people(40));
      delivery.write(values(values, 1));
      return delivery.commit();
    }
  }

  private TargetDelivery open(UploadManifest manifest) {
    return connector().target().orElseThrow().open(settings(), manifest);
  }

  private Optional<Receipt> find(UploadManifest manifest) {
    return connector().target().orElseThrow().find(settings(), manifest);
  }

  private List<List<String>> readBack(UploadManifest manifest, TableSchema table) {
    SourceRequest request =
        new SourceRequest(
            settings(),
            connector().target().orElseThrow().readBack(manifest, table),
            table.columns().stream().map(ColumnSchema::name).toList(),
            Path.of("").toAbsolutePath(),
            Duration.ofSeconds(30));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try (SourceStream stream = connector().source().orElseThrow().open(request)) {
      for (int read = stream.read(buffer, 0, buffer.length);
          read != -1;
          read = stream.read(buffer, 0, buffer.length)) {
        bytes.write(buffer, 0, read);
      }
      return decode(stream.format(), bytes.toByteArray(), table);
    }
  }

  private static UploadManifest manifest(String version, long epoch, long values) {
    String module = "module-" + UUID.randomUUID().toString().substring(0, 8);
    return new UploadManifest(UUID.randomUUID().toString(), epoch, module, version, tables(values));
  }

  private static UploadManifest again(UploadManifest manifest, long epoch) {
    return new UploadManifest(
        manifest.uploadId(), epoch, manifest.module(), manifest.version(), manifest.tables());
  }

  private static List<Table> tables(long values) {
    return List.of(
        new Table(PEOPLE, Optional.of("id"), List.of(new Reference("boss", "people", "id")), 40),
        new Table(
            VALUES, Optional.empty(), List.of(new Reference("person", "people", "id")), values));
  }

  private static TableSchema everyType() {
    List<ColumnSchema> columns = new ArrayList<>();
    columns.add(new ColumnSchema("person", ValueType.INTEGER));
    for (ValueType type : ValueType.values()) {
      columns.add(new ColumnSchema("a \"" + type + "\" Column", type));
    }
    return new TableSchema("values", columns);
  }

  /** Records that refer to each other, the first ones to the last. */
  private static RecordBatch people(int rows) {
    long[] ids = LongStream.range(0, rows).toArray();
    long[] bosses = LongStream.range(0, rows).map(id -> rows - 1 - id).toArray();
    return new RecordBatch(
        PEOPLE,
        List.of(
            new LongColumn(ValueType.INTEGER, ids, rows, Empties.none()),
            new LongColumn(ValueType.INTEGER, bosses, rows, Empties.none())),
        rows);
  }

  private static RecordBatch values(int rows, long seed) {
    List<Column> columns = new ArrayList<>();
    long[] people = LongStream.range(0, rows).map(row -> row % 40).toArray();
    columns.add(new LongColumn(ValueType.INTEGER, people, rows, Empties.none()));
    for (ValueType type : ValueType.values()) {
      columns.add(SampleColumns.of(type, rows, seed));
    }
    return new RecordBatch(VALUES, columns, rows);
  }

  private static List<List<String>> rows(RecordBatch batch) {
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      List<String> fields = new ArrayList<>();
      for (Column column : batch.columns()) {
        fields.add(column.isEmpty(row) ? "(empty)" : canonical(column.type(), column.format(row)));
      }
      rows.add(fields);
    }
    return rows;
  }

  private static String canonical(ValueType type, String text) {
    return switch (type) {
      case STRING, JSON, INTEGER, DATE -> text;
      case BOOLEAN -> Boolean.toString(text.equals("true"));
      case DECIMAL -> new BigDecimal(text).stripTrailingZeros().toString();
      case DOUBLE -> Double.toString(Double.parseDouble(text));
      case TIME -> java.time.LocalTime.parse(text).toString();
      case DATETIME -> instant(text).toString();
      case BINARY -> Arrays.toString(java.util.Base64.getDecoder().decode(text));
    };
  }

  private static Instant instant(String text) {
    String iso = text.replace(' ', 'T').replaceFirst("\\+00(:00)?$", "Z");
    return Instant.parse(iso);
  }

  private static List<List<String>> sorted(List<List<String>> rows) {
    return rows.stream().sorted(java.util.Comparator.comparing(Object::toString)).toList();
  }
}
