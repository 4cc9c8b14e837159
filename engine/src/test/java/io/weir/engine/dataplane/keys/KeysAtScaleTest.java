package io.weir.engine.dataplane.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Strategies;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many records in little memory, so that everything is put aside and split. */
class KeysAtScaleTest {
  private static final int PART_ROWS = 50_000;
  private static final long LITTLE = 1 << 20;

  private final InMemoryParts parts = new InMemoryParts();

  private static TablePlan table(
      String name, ValueType type, String strategy, TablePlan.ForeignKeyPlan... keys) {
    return Records.table(
        name,
        List.of(Records.column("id", type), Records.column("parent", type)),
        List.of("north", "south"),
        Optional.of(new TablePlan.KeyPlan("id", strategy)),
        List.of(keys));
  }

  private List<Part> store(
      TablePlan table, int rows, LongUnaryOperator id, LongUnaryOperator parent) {
    List<Part> stored = new ArrayList<>();
    for (int from = 0; from < rows; from += PART_ROWS) {
      int to = Math.min(rows, from + PART_ROWS);
      int source = from < rows / 2 ? 0 : 1;
      RecordBatch batch =
          new RecordBatch(
              table.schema(),
              List.of(
                  column(table.columns().getFirst().type(), from, to, id),
                  column(table.columns().getFirst().type(), from, to, parent)),
              to - from);
      PartId part = new PartId("run", Stage.EXTRACT, table.name(), source, stored.size());
      stored.add(parts.store(part, table.schema(), List.of(batch)));
    }
    return stored;
  }

  private static Column column(ValueType type, int from, int to, LongUnaryOperator value) {
    if (type == ValueType.STRING) {
      BytesColumn.Builder builder = new BytesColumn.Builder(type, to - from);
      for (int row = from; row < to; row++) {
        builder.append("key-" + value.applyAsLong(row));
      }
      return builder.build();
    }
    long[] values = new long[to - from];
    for (int row = 0; row < values.length; row++) {
      values[row] = value.applyAsLong(from + row);
    }
    return new LongColumn(type, values, values.length, Empties.none());
  }

  private KeyResolution.Resolved resolve(
      KeyResolution.Resources resources, Map<TablePlan, List<Part>> tables) {
    Plan plan = new Plan("m", "m", "1.0.0", List.copyOf(tables.keySet()), Optional.empty());
    Map<String, List<Part>> collected = new java.util.HashMap<>();
    tables.forEach((table, stored) -> collected.put(table.name(), stored));
    return new KeyResolution(parts, new Strategies(), "scratch", resources)
        .resolve(plan, collected);
  }

  private static long count(KeyResolution.Resolved resolved, Rule rule) {
    return resolved.counts().stream()
        .filter(count -> count.rule() == rule)
        .mapToLong(RuleCount::count)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,source-priority", "INTEGER,drop-all", "INTEGER,new-keys", "INTEGER,mixed",
    "STRING,source-priority", "STRING,drop-all", "STRING,new-keys", "STRING,mixed"
  })
  void one_key_that_all_records_have_needs_no_more_memory_than_others(
      ValueType type, String strategy) {
    int rows = 200_000;
    TablePlan table = table("t", type, strategy);
    List<Part> stored = store(table, rows, row -> 7, row -> 0);
    KeyResolution.Resolved few = resolve(Budgets.of(LITTLE, 2), Map.of(table, stored));
    assertEquals(rows, count(few, Rule.KEY_CONFLICT));
    long left = rows - count(few, Rule.KEY_CONFLICT_DROPPED);
    switch (strategy) {
      case "source-priority" -> assertEquals(1, left);
      case "drop-all" -> assertEquals(0, left);
      case "new-keys" -> assertEquals(rows - 1, distinctFreshKeys(few));
      default -> assertEquals(left, distinctFreshKeys(few));
    }
    KeyResolution.Resolved many = resolve(Budgets.of(1L << 27, 1), Map.of(table, stored));
    assertEquals(many.masks(), few.masks());
    assertEquals(many.counts(), few.counts());
  }

  private long distinctFreshKeys(KeyResolution.Resolved resolved) {
    Set<String> keys = new HashSet<>();
    resolved.masks().stream()
        .map(parts::read)
        .map(Mask::replacements)
        .flatMap(List::stream)
        .forEach(replacement -> {
          for (int at = 0; at < replacement.rows().length; at++) {
            keys.add(replacement.values().format(at));
          }
        });
    return keys.size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"source-priority", "drop-all", "new-keys"})
  void every_key_in_conflict_is_settled_whatever_the_memory(String strategy) {
    int rows = 150_000;
    for (ValueType type : List.of(ValueType.INTEGER, ValueType.STRING)) {
      TablePlan parents = table("parents", type, strategy);
      TablePlan children =
          table("children", type, "source-priority", Records.foreignKey("parent", "parents", "id"));
      Map<TablePlan, List<Part>> tables = new java.util.LinkedHashMap<>();
      tables.put(parents, store(parents, rows, row -> row * 7_919 % rows / 2, row -> 0));
      tables.put(children, store(children, rows, row -> row, row -> row % (rows / 2 + 10)));
      KeyResolution.Resolved little = resolve(Budgets.of(LITTLE, 3), tables);
      assertEquals(rows, count(little, Rule.KEY_CONFLICT));
      KeyResolution.Resolved plenty = resolve(Budgets.of(1L << 27, 1), tables);
      assertEquals(plenty.masks(), little.masks());
      assertEquals(plenty.counts(), little.counts());
    }
  }

  @Test
  void a_chain_of_a_hundred_thousand_orphans_ends_soon() {
    int rows = 1_000_000;
    int depth = 100_000;
    TablePlan table =
        table("t", ValueType.INTEGER, "source-priority", Records.foreignKey("parent", "t", "id"));
    // Records below the depth are a chain that begins with an orphan; the others point at
    // themselves.
    List<Part> stored =
        store(table, rows, row -> row, row -> row == 0 ? -1 : row < depth ? row - 1 : row);
    long start = System.nanoTime();
    KeyResolution.Resolved resolved = resolve(Budgets.of(64 << 20, 2), Map.of(table, stored));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertEquals(depth, resolved.rounds());
    assertEquals(depth, count(resolved, Rule.ORPHAN_DROPPED));
    assertEquals(-1, took.compareTo(Duration.ofMinutes(2)), took::toString);
    assertEquals(
        Tally.MOST_ROUNDS, resolved.counts().stream().mapToInt(RuleCount::round).max().orElse(0));
  }

  @Test
  void a_cycle_of_tables_loses_its_records_round_by_round() {
    int rows = 30_000;
    TablePlan a = table("a", ValueType.STRING, "drop-all", Records.foreignKey("parent", "b", "id"));
    TablePlan b = table("b", ValueType.STRING, "drop-all", Records.foreignKey("parent", "a", "id"));
    Map<TablePlan, List<Part>> tables = new java.util.LinkedHashMap<>();
    tables.put(a, store(a, rows, row -> row, row -> row - 1));
    tables.put(b, store(b, rows, row -> row, row -> row));
    KeyResolution.Resolved resolved = resolve(Budgets.of(LITTLE, 2), tables);
    assertEquals(2 * rows, resolved.rounds());
    assertEquals(2 * rows, count(resolved, Rule.ORPHAN_DROPPED));
  }

  @Test
  void a_value_of_a_column_that_is_no_key_lasts_as_long_as_any_record_has_it() {
    int rows = 20_000;
    TablePlan table =
        table(
            "t", ValueType.INTEGER, "source-priority", Records.foreignKey("parent", "other", "id"));
    TablePlan other =
        Records.table(
            "other",
            List.of(
                Records.column("id", ValueType.INTEGER),
                Records.column("parent", ValueType.INTEGER)),
            List.of("north", "south"),
            Optional.empty(),
            List.of(Records.foreignKey("parent", "t", "id")));
    Map<TablePlan, List<Part>> tables = new java.util.LinkedHashMap<>();
    // Value v is held by the records 2v, which hangs on itself, and 2v + 1, which hangs on v - 1.
    tables.put(table, store(table, rows, row -> row, row -> row));
    tables.put(
        other,
        store(other, 2 * rows, row -> row / 2, row -> row / 2 == 0 ? -1 : row / 2 - row % 2));
    KeyResolution.Resolved resolved = resolve(Budgets.of(LITTLE, 2), tables);
    // The holders of value 0 go, so record 0, so the holder of value 1 that hung on it; not the
    // other.
    assertEquals(4, count(resolved, Rule.ORPHAN_DROPPED));
    assertEquals(3, resolved.rounds());
  }

  @Test
  void primary_keys_that_refer_to_each_other_in_a_circle_are_not_renewed() {
    TablePlan a = table("a", ValueType.INTEGER, "new-keys", Records.foreignKey("id", "b", "id"));
    TablePlan b =
        table("b", ValueType.INTEGER, "source-priority", Records.foreignKey("id", "a", "id"));
    Map<TablePlan, List<Part>> tables = Map.of(a, List.of(), b, List.of());
    WeirException refused =
        assertThrows(WeirException.class, () -> resolve(Budgets.of(LITTLE, 1), tables));
    assertEquals(ErrorCode.INVALID_DOCUMENT, refused.problem().code());
  }

  @Test
  void settling_keys_ends_when_it_is_cancelled() {
    TablePlan table = table("t", ValueType.INTEGER, "source-priority");
    List<Part> stored = store(table, 1_000, row -> row, row -> row);
    KeyResolution.Resources cancelled =
        new KeyResolution.Resources(Budgets.of(1, 1).directory(), LITTLE, 2, () -> true);
    assertThrows(CancellationException.class, () -> resolve(cancelled, Map.of(table, stored)));
  }

  /** Records that share one key cannot be divided into smaller pieces of work. */
  @Test
  void settling_keys_ends_when_it_is_cancelled_in_the_middle_of_one_partition() {
    TablePlan table = table("t", ValueType.INTEGER, "source-priority");
    int rows = 100_000;
    Map<TablePlan, List<Part>> tables = Map.of(table, store(table, rows, row -> 7, row -> row));
    AtomicInteger asked = new AtomicInteger();
    resolve(asking(() -> asked.incrementAndGet() < 0), tables);
    int all = asked.get();
    assertTrue(all > rows * 2 * Long.BYTES / 1024, () -> "asked only " + all + " times");
    for (int at : new int[] {all / 4, all / 2, all}) {
      AtomicInteger left = new AtomicInteger(at);
      assertThrows(
          CancellationException.class,
          () -> resolve(asking(() -> left.decrementAndGet() <= 0), tables));
    }
  }

  private static KeyResolution.Resources asking(BooleanSupplier cancelled) {
    return new KeyResolution.Resources(Budgets.of(1, 1).directory(), LITTLE, 1, cancelled);
  }
}
