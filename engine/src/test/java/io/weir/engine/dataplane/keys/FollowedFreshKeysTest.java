package io.weir.engine.dataplane.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Strategies;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fresh keys that other columns follow: parents, their children, and the children of those. */
class FollowedFreshKeysTest {
  private static final ColumnPlan WIDE = Records.column("id", ValueType.INTEGER);

  @Test
  void a_fresh_key_lies_in_the_range_of_the_foreign_key_that_follows_it() {
    assertEquals(
        List.of("0", "-1"),
        parents(WIDE, Records.column("id", ValueType.INTEGER, "-1", "0"), WIDE, "0"));
  }

  @Test
  void a_fresh_key_lies_in_the_range_of_what_follows_the_follower() {
    assertEquals(
        List.of("0", "-1"),
        parents(
            WIDE,
            Records.column("id", ValueType.INTEGER, "-1", "5"),
            Records.column("id", ValueType.INTEGER, "-5", "0"),
            "0"));
  }

  @Test
  void ranges_that_have_nothing_in_common_leave_no_fresh_key() {
    WeirException failure =
        assertThrows(
            WeirException.class,
            () ->
                parents(
                    Records.column("id", ValueType.INTEGER, "0", "9"),
                    Records.column("id", ValueType.INTEGER, "100", "200"),
                    WIDE,
                    "100"));
    assertEquals(ErrorCode.KEYS_EXHAUSTED, failure.problem().code());
  }

  @Test
  void a_fresh_key_is_nothing_that_refers_to_what_follows_it() {
    assertEquals(List.of("0", "8"), parents(WIDE, WIDE, WIDE, "7"));
  }

  @Test
  void a_fresh_key_is_nothing_that_a_table_that_refers_to_itself_follows_to() {
    List<String> sources = List.of("east", "north");
    TablePlan people =
        Records.table(
            "people",
            List.of(text("id"), text("boss")),
            sources,
            Optional.of(new KeyPlan("id", "new-keys")),
            List.of(new ForeignKeyPlan("boss", "people", "id", ChildPolicy.CASCADE)));
    TablePlan bosses =
        Records.table(
            "bosses",
            List.of(text("id")),
            sources,
            Optional.of(new KeyPlan("id", "new-keys")),
            List.of(new ForeignKeyPlan("id", "people", "boss", ChildPolicy.CASCADE)));
    InMemoryParts parts = new InMemoryParts();
    List<Part> all = new ArrayList<>();
    all.addAll(Records.store(parts, people, 0, List.of(List.of("k0", "k0")), new Random(1)));
    all.addAll(
        Records.store(
            parts, people, 1, List.of(List.of("k5", "k0"), List.of("k0", "k5")), new Random(1)));
    List<Part> referring =
        Records.store(parts, bosses, 0, List.of(List.of("k0"), List.of("k0")), new Random(1));
    List<MaskFile> masks =
        new KeyResolution(parts, new Strategies(), "scratch", Budgets.of(10_000, 2))
            .resolve(
                new Plan("m", "m", "1.0.0", List.of(people, bosses), Optional.empty()),
                Map.of("people", all, "bosses", referring))
            .masks();

    assertEquals(
        List.of(List.of("k0", "k0"), List.of("k5", "k0~2"), List.of("k0~2", "k5")),
        read(parts, all, masks, List.of("id", "boss")));
    assertEquals(List.of(List.of("k0")), read(parts, referring, masks, List.of("id")));
  }

  private static ColumnPlan text(String name) {
    return Records.column(name, ValueType.STRING);
  }

  private static List<List<String>> read(
      InMemoryParts parts, List<Part> all, List<MaskFile> masks, List<String> columns) {
    List<List<String>> rows = new ArrayList<>();
    for (Part part : all) {
      Optional<MaskFile> mask =
          masks.stream().filter(file -> file.part().equals(part.id())).findFirst();
      rows.addAll(InMemoryParts.rows(parts.read(part, columns, mask)));
    }
    return rows;
  }

  /**
   * The keys of two parents with the key 0.
   *
   * @param grandchild what refers to the child's key and stands in no record of the child
   */
  private static List<String> parents(
      ColumnPlan parent, ColumnPlan child, ColumnPlan grandchildren, String grandchild) {
    List<TablePlan> tables =
        List.of(
            table("parents", parent, "new-keys", List.of()),
            table("children", child, "drop-all", List.of(reference("parents"))),
            table("grandchildren", grandchildren, "drop-all", List.of(reference("children"))));
    List<List<String>> values = List.of(List.of("0", "0"), List.of(), List.of(grandchild));
    InMemoryParts parts = new InMemoryParts();
    Map<String, List<Part>> stored = new HashMap<>();
    for (int t = 0; t < tables.size(); t++) {
      List<List<String>> rows = values.get(t).stream().map(List::of).toList();
      stored.put(tables.get(t).name(), Records.store(parts, tables.get(t), 0, rows, new Random(1)));
    }
    List<MaskFile> masks =
        new KeyResolution(parts, new Strategies(), "scratch", Budgets.of(10_000, 2))
            .resolve(new Plan("m", "m", "1.0.0", tables, Optional.empty()), stored)
            .masks();
    return read(parts, stored.get("parents"), masks, List.of("id")).stream()
        .map(List::getFirst)
        .toList();
  }

  private static ForeignKeyPlan reference(String parent) {
    return new ForeignKeyPlan("id", parent, "id", ChildPolicy.CASCADE);
  }

  private static TablePlan table(
      String name, ColumnPlan key, String strategy, List<ForeignKeyPlan> foreignKeys) {
    return Records.table(
        name, List.of(key), List.of("s"), Optional.of(new KeyPlan("id", strategy)), foreignKeys);
  }
}
