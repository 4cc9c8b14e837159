package io.weir.engine.dataplane.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.roaringbitmap.RoaringBitmap;

class ArrowPartsTest {
  private static Path folder;
  private static DirectoryPartStore store;

  private final ArrowParts parts = new ArrowParts(store);

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("parts");
    store = new DirectoryPartStore(folder);
  }

  @AfterContainer
  static void sweep() throws IOException {
    for (String path : store.list("")) {
      store.delete(path);
    }
    Files.delete(folder);
  }

  @Property(tries = 200)
  void every_type_comes_back_as_it_was_written(@ForAll long seed) {
    List<RecordBatch> batches = ArbitraryBatches.batches(seed);
    Part part = write(id(0), batches);

    List<RecordBatch> read = all(parts.read(part));

    assertEquals(ArbitraryBatches.rows(batches), ArbitraryBatches.rows(read));
    assertEquals(batches.getFirst().schema(), read.getFirst().schema());
    assertEquals(batches.stream().mapToInt(RecordBatch::size).sum(), part.rows());
  }

  @Property(tries = 50)
  void arrows_own_reader_finds_the_same_values(@ForAll long seed) throws IOException {
    List<RecordBatch> batches = ArbitraryBatches.batches(seed);
    Part part = write(id(1), batches);

    try (RootAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(folder.resolve(part.path()));
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      for (RecordBatch batch : batches) {
        assertTrue(reader.loadNextBatch());
        assertEquals(batch.size(), root.getRowCount());
        for (int i = 0; i < batch.columns().size(); i++) {
          for (int row = 0; row < batch.size(); row++) {
            same(batch.column(i), root.getVector(i), row);
          }
        }
      }
      assertFalse(reader.loadNextBatch());
    }
  }

  private static void same(Column column, FieldVector vector, int row) {
    assertEquals(column.isEmpty(row), vector.isNull(row));
    if (column.isEmpty(row)) {
      return;
    }
    Object value = vector.getObject(row);
    switch (column) {
      case LongColumn longs -> assertEquals(longs.value(row), ((Number) value).longValue());
      case BytesColumn bytes ->
          assertEquals(
              bytes.text(row),
              value instanceof byte[] raw
                  ? new String(raw, StandardCharsets.UTF_8)
                  : value.toString());
      case io.weir.spi.DecimalColumn decimals ->
          assertEquals(decimals.value(row), new java.math.BigDecimal(value.toString()));
      case io.weir.spi.DoubleColumn doubles -> assertEquals(doubles.value(row), value);
      case io.weir.spi.BooleanColumn booleans -> assertEquals(booleans.value(row), value);
    }
  }

  @Property(tries = 50)
  void some_columns_come_in_the_order_named(@ForAll long seed) {
    List<RecordBatch> batches = ArbitraryBatches.batches(seed);
    Part part = write(id(2), batches);

    List<RecordBatch> read = all(parts.read(part, List.of("json", "decimal", "integer")));

    List<List<String>> expected =
        ArbitraryBatches.rows(batches).stream()
            .map(row -> java.util.Arrays.asList(row.get(9), row.get(3), row.get(2)))
            .toList();
    assertEquals(expected, ArbitraryBatches.rows(read));
  }

  @Property(tries = 100)
  void a_mask_takes_records_out_and_puts_values_in(@ForAll long seed) {
    List<RecordBatch> batches = ArbitraryBatches.batches(seed);
    Part part = write(id(3), batches);
    Mask mask = mask(part, new Random(seed));
    MaskFile file = parts.write(mask);

    List<RecordBatch> read = all(parts.read(part, names(), Optional.of(file)));

    assertEquals(masked(ArbitraryBatches.rows(batches), mask), ArbitraryBatches.rows(read));
    Mask back = new ArrowParts(store).read(file);
    assertEquals(mask.deleted(), back.deleted());
    assertEquals(mask.replacements().size(), back.replacements().size());
    assertEquals(mask.deleted().getLongCardinality(), file.deleted());
    assertEquals(file, parts.write(back), "a mask written again gives the same bytes");
  }

  private static List<List<String>> masked(List<List<String>> rows, Mask mask) {
    List<List<String>> changed = new ArrayList<>(rows.stream().map(ArrayList::new).toList());
    for (Mask.Replacement replacement : mask.replacements()) {
      int column = names().indexOf(replacement.column());
      RecordBatch values =
          new RecordBatch(
              new TableSchema("t", List.of(new ColumnSchema("c", replacement.values().type()))),
              List.of(replacement.values()),
              replacement.values().size());
      List<List<String>> texts = ArbitraryBatches.rows(List.of(values));
      for (int i = 0; i < replacement.rows().length; i++) {
        changed.get(replacement.rows()[i]).set(column, texts.get(i).getFirst());
      }
    }
    List<List<String>> kept = new ArrayList<>();
    for (int row = 0; row < changed.size(); row++) {
      if (!mask.deleted().contains(row)) {
        kept.add(changed.get(row));
      }
    }
    return kept;
  }

  private static Mask mask(Part part, Random random) {
    RoaringBitmap deleted = new RoaringBitmap();
    int oneIn = 1 + random.nextInt(4);
    for (int row = 0; row < part.rows(); row++) {
      if (random.nextInt(oneIn) == 0) {
        deleted.add(row);
      }
    }
    List<Mask.Replacement> replacements = new ArrayList<>();
    for (ColumnSchema column : ArbitraryBatches.schema().columns()) {
      if (random.nextBoolean()) {
        TreeSet<Integer> rows = new TreeSet<>();
        for (int left = random.nextInt(20); left >= 0; left--) {
          rows.add(random.nextInt((int) part.rows()));
        }
        replacements.add(
            new Mask.Replacement(
                column.name(),
                rows.stream().mapToInt(Integer::intValue).toArray(),
                ArbitraryBatches.column(column.type(), rows.size(), random)));
      }
    }
    return new Mask(part.id(), deleted, replacements);
  }

  @Property(tries = 30)
  void equal_batches_give_equal_files(@ForAll long seed) {
    Part first = write(id(4), ArbitraryBatches.batches(seed));
    Part second = write(id(4), ArbitraryBatches.batches(seed));

    assertEquals(first, second);
  }

  @Property(tries = 100)
  void a_file_with_one_wrong_bit_is_refused(@ForAll long seed) throws IOException {
    Part part = write(id(5), ArbitraryBatches.batches(seed));
    Path file = folder.resolve(part.path());
    byte[] bytes = Files.readAllBytes(file);
    int bit = new Random(seed).nextInt(bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    Files.write(file, bytes);

    assertDamaged(part);
  }

  @Example
  void a_file_that_ends_early_or_is_gone_is_refused() throws IOException {
    Part part = write(id(6), ArbitraryBatches.batches(1));
    Path file = folder.resolve(part.path());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 100));
    assertDamaged(part);
    Files.delete(file);
    assertDamaged(part);
  }

  private static void assertDamaged(Part part) {
    WeirException refused =
        assertThrows(WeirException.class, () -> all(new ArrowParts(store).read(part)));
    assertEquals(ErrorCode.DAMAGED_PART, refused.problem().code());
    assertEquals("all-types", refused.problem().where().get("table"));
  }

  @Example
  void what_stood_at_an_empty_row_is_not_in_the_file() throws IOException {
    TableSchema schema =
        new TableSchema(
            "people",
            List.of(
                new ColumnSchema("name", ValueType.STRING),
                new ColumnSchema("born", ValueType.INTEGER)));
    byte[] heap = "AnnaSECRETBob".getBytes(StandardCharsets.US_ASCII);
    BitSet second = new BitSet();
    second.set(1);
    Column names =
        BytesColumn.plain(ValueType.STRING, heap, new int[] {0, 4, 10, 13}, 3, Empties.of(second));
    Column born =
        new LongColumn(
            ValueType.INTEGER, new long[] {1, 0x544552434553L, 3}, 3, Empties.of(second));
    Part part = write(id(7), List.of(new RecordBatch(schema, List.of(names, born), 3)));

    String bytes = Files.readString(folder.resolve(part.path()), StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains("AnnaBob"));
    assertFalse(bytes.contains("SECRET"));
  }

  @Example
  void a_part_without_records_is_a_part() {
    try (Parts.Writer writer = parts.write(id(8), ArbitraryBatches.schema())) {
      Part part = writer.commit();
      assertEquals(0, part.rows());
      assertEquals(List.of(), all(parts.read(part)));
    }
  }

  @Example
  void a_writer_closed_without_commit_leaves_nothing() throws IOException {
    try (Parts.Writer writer = parts.write(id(9), ArbitraryBatches.schema())) {
      writer.write(ArbitraryBatches.batches(3).getFirst());
    }
    assertFalse(store.list("run").contains("run/extract/all-types/0-000009.arrow"));
  }

  @Example
  void a_table_named_like_a_path_is_refused() {
    for (String name : List.of("../x", "a/b", "a\\b", "", ".", "..")) {
      PartId id = new PartId("run", Stage.EXTRACT, name, 0, 0);
      assertThrows(
          IllegalArgumentException.class, () -> parts.write(id, ArbitraryBatches.schema()));
    }
  }

  @Example
  void parts_and_masks_lie_where_the_layout_says() {
    Part part =
        write(new PartId("r1", Stage.ANONYMIZE, "visits", 2, 17), ArbitraryBatches.batches(5));
    assertEquals("r1/anonymize/visits/2-000017.arrow", part.path());
    for (Stage stage : List.of(Stage.EXTRACT, Stage.TRANSFORM)) {
      PartId id = new PartId("r1", stage, "visits", 2, 17);
      MaskFile mask = parts.write(new Mask(id, RoaringBitmap.bitmapOf(0), List.of()));
      assertEquals(
          stage == Stage.EXTRACT
              ? "r1/keys/visits/2-000017.mask"
              : "r1/transform/visits/2-000017.mask",
          mask.path());
    }
  }

  private Part write(PartId id, List<RecordBatch> batches) {
    try (Parts.Writer writer = parts.write(id, batches.getFirst().schema())) {
      batches.forEach(writer::write);
      return writer.commit();
    }
  }

  private static List<RecordBatch> all(Parts.Reader reader) {
    List<RecordBatch> batches = new ArrayList<>();
    try (reader) {
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        batches.add(next.get());
      }
    }
    return batches;
  }

  private static List<String> names() {
    return ArbitraryBatches.schema().columns().stream().map(ColumnSchema::name).toList();
  }

  private static PartId id(int number) {
    return new PartId("run", Stage.EXTRACT, "all-types", 0, number);
  }
}
