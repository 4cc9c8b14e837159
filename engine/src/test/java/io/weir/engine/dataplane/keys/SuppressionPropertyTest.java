package io.weir.engine.dataplane.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.roaringbitmap.RoaringBitmap;

/**
 * Persons, their visits (each of a person, and perhaps after another visit), and bills of visits:
 * against a reading of the child policies record by record.
 */
class SuppressionPropertyTest {
  private static final long[] BUDGETS = {100, 700, 1L << 27};

  /** What is left of a module, or nothing when a foreign key rejects it. */
  private record Naive(Plan plan, Map<String, List<List<String>>> rows) {
    Optional<Map<String, List<List<String>>>> without(String table, Set<Integer> suppressed) {
      Map<String, List<List<String>>> left = new LinkedHashMap<>();
      rows.forEach((name, all) -> {
        List<List<String>> copies = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          boolean gone = name.equals(table) && suppressed.contains(i);
          copies.add(gone ? null : new ArrayList<>(all.get(i)));
        }
        left.put(name, copies);
      });
      boolean more = true;
      while (more) {
        more = false;
        for (TablePlan child : plan.tables()) {
          for (ForeignKeyPlan key : child.foreignKeys()) {
            if (key.onParentGone() == ChildPolicy.CASCADE) {
              more |= bereaved(left, child, key, row -> null);
            }
          }
        }
      }
      for (TablePlan child : plan.tables()) {
        for (ForeignKeyPlan key : child.foreignKeys()) {
          boolean[] any = new boolean[1];
          bereaved(
              left,
              child,
              key,
              row -> {
                any[0] = true;
                row.set(index(child, key.column()), null);
                return row;
              });
          if (any[0] && key.onParentGone() == ChildPolicy.REJECT) {
            return Optional.empty();
          }
        }
      }
      left.values().forEach(all -> all.removeIf(row -> row == null));
      return Optional.of(left);
    }

    private boolean bereaved(
        Map<String, List<List<String>>> left,
        TablePlan child,
        ForeignKeyPlan key,
        java.util.function.UnaryOperator<List<String>> then) {
      Set<String> present = new HashSet<>();
      for (List<String> parent : left.get(key.targetTable())) {
        if (parent != null) {
          present.add(parent.get(0));
        }
      }
      boolean found = false;
      List<List<String>> all = left.get(child.name());
      for (int i = 0; i < all.size(); i++) {
        List<String> row = all.get(i);
        String value = row == null ? null : row.get(index(child, key.column()));
        if (value != null && !present.contains(value)) {
          found = true;
          all.set(i, then.apply(row));
        }
      }
      return found;
    }
  }

  private static int index(TablePlan table, String column) {
    return table.schema().indexOf(column).orElseThrow();
  }

  @Property(tries = 300)
  void children_of_suppressed_records_go_lose_the_key_or_stop_the_run(@ForAll long seed) {
    Random random = new Random(seed);
    Plan plan = plan(random);
    Map<String, List<List<String>>> rows = rows(random);
    String table = random.nextInt(3) == 0 ? "visits" : "persons";
    Set<Integer> suppressed = new HashSet<>();
    for (int i = 0; i < rows.get(table).size(); i++) {
      if (random.nextInt(4) == 0) {
        suppressed.add(i);
      }
    }
    Optional<Map<String, List<List<String>>>> expected =
        new Naive(plan, rows).without(table, suppressed);
    for (long budget : BUDGETS) {
      InMemoryParts parts = new InMemoryParts();
      Map<String, List<Part>> collected = new HashMap<>();
      plan.tables()
          .forEach(each ->
              collected.put(
                  each.name(), Records.store(parts, each, 0, rows.get(each.name()), random)));
      try (Suppression suppression =
          new Suppression(
              plan, collected, _ -> Optional.empty(), parts, "scratch", Budgets.of(budget, 2))) {
        Map<PartId, RoaringBitmap> bits = bits(collected.get(table), suppressed);
        if (expected.isEmpty()) {
          WeirException failure =
              assertThrows(WeirException.class, () -> suppression.suppress(table, bits));
          assertEquals(ErrorCode.PARENT_SUPPRESSED, failure.problem().code());
        } else {
          assertEquals(suppressed.size(), suppression.suppress(table, bits));
          assertEquals(expected.get(), left(plan, parts, collected, suppression.outcome(), rows));
        }
      }
    }
  }

  private static Map<String, List<List<String>>> left(
      Plan plan,
      InMemoryParts parts,
      Map<String, List<Part>> collected,
      Suppression.Outcome outcome,
      Map<String, List<List<String>>> rows) {
    Map<String, List<List<String>>> left = new LinkedHashMap<>();
    for (TablePlan table : plan.tables()) {
      List<List<String>> all = new ArrayList<>();
      for (Part part : collected.get(table.name())) {
        Optional<MaskFile> mask =
            outcome.masks().stream()
                .filter(file ->
                    file.part().table().equals(table.name())
                        && file.part().number() == part.id().number())
                .findFirst();
        List<String> columns = table.columns().stream().map(column -> column.name()).toList();
        all.addAll(InMemoryParts.rows(parts.read(part, columns, mask)));
      }
      left.put(table.name(), all);
      long dropped =
          outcome.counts().stream()
              .filter(count -> count.table().equals(table.name()))
              .filter(count -> count.rule().effect() == Rule.Effect.SUPPRESSED)
              .mapToLong(RuleCount::count)
              .sum();
      assertEquals(rows.get(table.name()).size() - all.size(), dropped, table.name());
    }
    return left;
  }

  private static Map<PartId, RoaringBitmap> bits(List<Part> parts, Set<Integer> rows) {
    Map<PartId, RoaringBitmap> bits = new HashMap<>();
    int from = 0;
    for (Part part : parts) {
      RoaringBitmap own = new RoaringBitmap();
      for (int row = 0; row < part.rows(); row++) {
        if (rows.contains(from + row)) {
          own.add(row);
        }
      }
      bits.put(part.id(), own);
      from += (int) part.rows();
    }
    return bits;
  }

  private static Plan plan(Random random) {
    List<ForeignKeyPlan> ofVisits =
        List.of(
            new ForeignKeyPlan("person", "persons", "id", policy(random)),
            new ForeignKeyPlan("after", "visits", "id", policy(random)));
    List<TablePlan> tables =
        List.of(
            table("persons", List.of("id"), List.of()),
            table("visits", List.of("id", "person", "after"), ofVisits),
            table(
                "bills",
                List.of("id", "visit"),
                List.of(new ForeignKeyPlan("visit", "visits", "id", policy(random)))));
    return new Plan("m", "m", "1.0.0", tables, Optional.empty());
  }

  private static ChildPolicy policy(Random random) {
    int number = random.nextInt(7);
    return number == 0 ? ChildPolicy.REJECT : number < 3 ? ChildPolicy.NULL : ChildPolicy.CASCADE;
  }

  private static TablePlan table(String name, List<String> columns, List<ForeignKeyPlan> keys) {
    return Records.table(
        name,
        columns.stream().map(column -> Records.column(column, ValueType.INTEGER)).toList(),
        List.of("s"),
        Optional.of(new KeyPlan("id", "drop-all")),
        keys);
  }

  private static Map<String, List<List<String>>> rows(Random random) {
    Map<String, List<List<String>>> rows = new LinkedHashMap<>();
    int persons = random.nextInt(12);
    int visits = persons == 0 ? 0 : random.nextInt(30);
    List<List<String>> ofPersons = new ArrayList<>();
    for (int i = 0; i < persons; i++) {
      ofPersons.add(List.of(Integer.toString(i)));
    }
    List<List<String>> ofVisits = new ArrayList<>();
    for (int i = 0; i < visits; i++) {
      List<String> visit = new ArrayList<>();
      visit.add(Integer.toString(i));
      visit.add(random.nextInt(5) == 0 ? null : Integer.toString(random.nextInt(persons)));
      visit.add(random.nextInt(3) == 0 ? null : Integer.toString(random.nextInt(visits)));
      ofVisits.add(visit);
    }
    List<List<String>> ofBills = new ArrayList<>();
    for (int i = 0; i < (visits == 0 ? 0 : random.nextInt(30)); i++) {
      ofBills.add(List.of(Integer.toString(i), Integer.toString(random.nextInt(visits))));
    }
    rows.put("persons", ofPersons);
    rows.put("visits", ofVisits);
    rows.put("bills", ofBills);
    return rows;
  }
}
