package io.weir.engine.dataplane.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.Strategies;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyResolutionPropertyTest {
  private static final List<String> SYSTEMS = List.of("north", "south", "west");
  private static final long[] BUDGETS = {100, 700, 1L << 27};

  /**
   * A module of three tables (parent, child of parent and of itself, grandchild of both), and what
   * the sources deliver.
   */
  record Scenario(Plan plan, Map<String, List<List<List<String>>>> delivered) {}

  @Property(tries = 500)
  void records_and_counts_are_those_of_a_naive_reading_of_the_semantics(
      @ForAll("scenarios") Scenario scenario, @ForAll long seed) {
    KeyOracle oracle = new KeyOracle(scenario.plan(), scenario.delivered());
    oracle.run();
    Random random = new Random(seed);
    for (long budget : BUDGETS) {
      Outcome outcome = resolve(scenario, budget, random);
      assertEquals(survivors(oracle), outcome.records(), "records at budget " + budget);
      assertEquals(oracle.counts, outcome.counts(), "counts at budget " + budget);
    }
  }

  @Property(tries = 150)
  void neither_threads_nor_partitions_nor_the_order_of_arrival_change_masks_or_counts(
      @ForAll("scenarios") Scenario scenario, @ForAll long seed) {
    List<List<Object>> all = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      for (long budget : BUDGETS) {
        Random random = new Random(seed);
        InMemoryParts parts = new InMemoryParts();
        Map<String, List<Part>> collected = collect(scenario, parts, random);
        collected
            .values()
            .forEach(some -> java.util.Collections.shuffle(some, new Random(seed + budget)));
        KeyResolution.Resolved resolved =
            new KeyResolution(parts, new Strategies(), "scratch", Budgets.of(budget, threads))
                .resolve(scenario.plan(), collected);
        all.add(List.of(resolved.masks(), resolved.counts(), resolved.rounds()));
      }
    }
    assertEquals(1, all.stream().distinct().count(), all::toString);
  }

  record Outcome(Map<String, List<List<String>>> records, Map<String, Long> counts) {}

  private static Outcome resolve(Scenario scenario, long budget, Random random) {
    InMemoryParts parts = new InMemoryParts();
    Map<String, List<Part>> collected = collect(scenario, parts, random);
    KeyResolution.Resolved resolved =
        new KeyResolution(
                parts, new Strategies(), "scratch", Budgets.of(budget, 1 + random.nextInt(3)))
            .resolve(scenario.plan(), collected);
    Map<String, Long> counts = new TreeMap<>();
    for (RuleCount count : resolved.counts()) {
      counts.merge(
          count.table()
              + "/"
              + count.source()
              + "/"
              + count.column()
              + "/"
              + count.rule()
              + "/"
              + count.round(),
          count.count(),
          Long::sum);
    }
    return new Outcome(records(scenario, parts, collected, resolved.masks()), counts);
  }

  private static Map<String, List<Part>> collect(
      Scenario scenario, InMemoryParts parts, Random random) {
    Map<String, List<Part>> collected = new HashMap<>();
    for (TablePlan table : scenario.plan().tables()) {
      List<Part> all = new ArrayList<>();
      for (int source = 0; source < table.sources().size(); source++) {
        all.addAll(
            Records.store(
                parts, table, source, scenario.delivered().get(table.name()).get(source), random));
      }
      java.util.Collections.shuffle(all, random);
      collected.put(table.name(), all);
    }
    return collected;
  }

  private static Map<String, List<List<String>>> records(
      Scenario scenario,
      InMemoryParts parts,
      Map<String, List<Part>> collected,
      List<MaskFile> masks) {
    Map<String, List<List<String>>> records = new LinkedHashMap<>();
    for (TablePlan table : scenario.plan().tables()) {
      List<List<String>> rows = new ArrayList<>();
      collected.get(table.name()).stream()
          .sorted((one, other) -> one.id().compareTo(other.id()))
          .forEach(part -> {
            Optional<MaskFile> mask =
                masks.stream().filter(file -> file.part().equals(part.id())).findFirst();
            List<String> columns =
                table.schema().columns().stream().map(ColumnSchema::name).toList();
            rows.addAll(InMemoryParts.rows(parts.read(part, columns, mask)));
          });
      records.put(table.name(), rows);
    }
    return records;
  }

  private static Map<String, List<List<String>>> survivors(KeyOracle oracle) {
    Map<String, List<List<String>>> records = new LinkedHashMap<>();
    oracle.rows.forEach((table, rows) ->
        records.put(table, rows.stream().filter(row -> !row.gone).map(row -> row.now).toList()));
    return records;
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Combinators.combine(
            Arbitraries.of(ValueType.INTEGER, ValueType.STRING),
            Arbitraries.of("source-priority", "drop-all", "new-keys", "mixed").list().ofSize(3),
            Arbitraries.integers().between(1, 3).list().ofSize(3),
            Arbitraries.randomValue(random -> random.nextLong()))
        .as(KeyResolutionPropertyTest::scenario);
  }

  private static Scenario scenario(
      ValueType type, List<String> strategies, List<Integer> sources, long seed) {
    Random random = new Random(seed);
    TablePlan parents = table("parents", type, strategies.get(0), sources.get(0), List.of());
    TablePlan children =
        table(
            "children",
            type,
            strategies.get(1),
            sources.get(1),
            List.of(
                Records.foreignKey("a", "parents", "id"),
                Records.foreignKey("b", "children", "id")));
    TablePlan grandchildren =
        table(
            "grandchildren",
            type,
            strategies.get(2),
            sources.get(2),
            List.of(
                Records.foreignKey("b", "children", "a"),
                Records.foreignKey("id", "parents", "id")));
    Plan plan =
        new Plan("m", "m", "1.0.0", List.of(parents, children, grandchildren), Optional.empty());
    int values = 3 + random.nextInt(12);
    Map<String, List<List<List<String>>>> delivered = new HashMap<>();
    for (TablePlan table : plan.tables()) {
      List<List<List<String>>> bySource = new ArrayList<>();
      for (int source = 0; source < table.sources().size(); source++) {
        List<List<String>> rows = new ArrayList<>();
        int size = random.nextInt(10);
        for (int row = 0; row < size; row++) {
          rows.add(
              java.util.Arrays.asList(
                  value(type, random, values),
                  value(type, random, values),
                  value(type, random, values)));
        }
        bySource.add(rows);
      }
      delivered.put(table.name(), bySource);
    }
    return new Scenario(plan, delivered);
  }

  private static TablePlan table(
      String name,
      ValueType type,
      String strategy,
      int sources,
      List<TablePlan.ForeignKeyPlan> keys) {
    return Records.table(
        name,
        List.of(Records.column("id", type), Records.column("a", type), Records.column("b", type)),
        SYSTEMS.subList(SYSTEMS.size() - sources, SYSTEMS.size()),
        Optional.of(new TablePlan.KeyPlan("id", strategy)),
        keys);
  }

  private static String value(ValueType type, Random random, int values) {
    if (random.nextInt(8) == 0) {
      return null;
    }
    int number = random.nextInt(values);
    return type == ValueType.INTEGER
        ? Integer.toString(number)
        : random.nextInt(4) == 0
            ? "k" + number / 2 + "~" + (1 + random.nextInt(4))
            : "k" + number / 2;
  }
}
