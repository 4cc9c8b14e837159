package io.weir.engine.dataplane.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFunction;
import io.weir.spi.TableSchema;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupsCheckPropertyTest {
  private static final int L = 3;
  private static final TableSchema VALUES =
      new TableSchema(
          "illnesses",
          List.of(
              new ColumnSchema("group", ValueType.INTEGER),
              new ColumnSchema("illness", ValueType.STRING),
              new ColumnSchema("count", ValueType.INTEGER)));
  private static final TableSchema PEOPLE =
      new TableSchema(
          "people",
          List.of(
              new ColumnSchema("age", ValueType.INTEGER),
              new ColumnSchema("group", ValueType.INTEGER)));

  /** The shape of anatomization; it is never run here. */
  private record Groups() implements PreparedMethod.OfRecords {
    @Override
    public List<String> inputs() {
      return List.of("age", "illness");
    }

    @Override
    public MethodOutput output() {
      return new MethodOutput(
          List.of(PEOPLE.columns().getLast()), Set.of("illness"), List.of(VALUES));
    }

    @Override
    public Optional<Observer> observer(MethodRun run) {
      return Optional.empty();
    }

    @Override
    public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
      throw new AssertionError("nothing is anonymized here");
    }

    @Override
    public Set<Trait> traits() {
      return Set.of();
    }
  }

  private final List<List<String>> people = new ArrayList<>();
  private final List<List<String>> values = new ArrayList<>();

  /** Groups of three to five different values, each once. */
  private void sound(Random random) {
    people.clear();
    values.clear();
    for (int group = 0; group < 1 + random.nextInt(20); group++) {
      int size = L + random.nextInt(3);
      for (int i = 0; i < size; i++) {
        people.add(Arrays.asList(Integer.toString(random.nextInt(9)), Integer.toString(group)));
        values.add(Arrays.asList(Integer.toString(group), "ill" + i, "1"));
      }
    }
  }

  private Set<String> broken(long budget) {
    Anonymization use =
        new Anonymization("anatomize", new Parameters(Map.of("l", BigDecimal.valueOf(L))));
    TablePlan plan =
        new TablePlan(
            "people",
            List.of(
                Records.column("age", ValueType.INTEGER),
                Records.column("illness", ValueType.STRING)),
            List.of(),
            Optional.empty(),
            List.of(),
            0,
            List.of(use),
            Optional.empty());
    PreparedTable prepared =
        new PreparedTable(
            plan,
            List.of(),
            List.of(new PreparedTable.Step(use, new Groups(), plan.schema(), PEOPLE)),
            PEOPLE,
            List.of(VALUES));
    InMemoryParts parts = new InMemoryParts();
    List<Part> made = new ArrayList<>();
    for (TableSchema schema : List.of(PEOPLE, VALUES)) {
      List<List<String>> rows = schema == PEOPLE ? people : values;
      int half = rows.size() / 2;
      for (int number = 0; number < 2; number++) {
        made.add(
            parts.store(
                new PartId("run", Stage.ANONYMIZE, schema.name(), 0, number),
                schema,
                List.of(
                    Records.batch(
                        schema,
                        number == 0 ? rows.subList(0, half) : rows.subList(half, rows.size())))));
      }
    }
    Verification verification =
        new Verification(
            parts,
            new Plan("m", "m", "1.0.0", List.of(plan), Optional.empty()),
            Map.of("people", prepared),
            new Verification.Made(List.of(), Map.of(), made, Map.of()),
            Path.of(System.getProperty("java.io.tmpdir")),
            budget);
    List<Findings> findings = verification.checks().stream().map(Supplier::get).toList();
    Set<String> rules = new TreeSet<>();
    findings.forEach(found -> found.violations().forEach(it -> rules.add(it.rule())));
    if (rules.isEmpty()) {
      Map<String, String> facts = verification.conclude(findings).facts();
      assertEquals(Integer.toString(people.size() + values.size()), facts.get("records checked"));
      assertTrue(facts.containsKey("digest of illnesses"));
    }
    return rules;
  }

  private Set<String> broken() {
    Set<String> broken = broken(1);
    assertEquals(broken, broken(1L << 20));
    return broken;
  }

  @Property(tries = 100)
  void sound_groups_pass_and_whatever_is_changed_is_refused(
      @ForAll long seed, @ForAll @IntRange(max = 6) int change) {
    Random random = new Random(seed);
    sound(random);
    assertEquals(Set.of(), broken());
    int at = random.nextInt(values.size());
    switch (change) {
      case 0 -> people.remove(at);
      case 1 -> values.remove(at);
      case 2 -> values.get(at).set(2, "2");
      case 3 -> values.get(at).set(2, "0");
      case 4 -> people.get(at).set(1, "99");
      case 5 -> values.get(at).set(0, null);
      default -> people.get(at).set(1, null);
    }
    assertFalse(broken().isEmpty());
  }

  @Test
  void a_value_of_too_large_a_share_is_refused() {
    for (String ill : List.of("a", "b", "c", "d")) {
      values.add(Arrays.asList("1", ill, ill.equals("a") ? "2" : "1"));
    }
    for (int i = 0; i < 5; i++) {
      people.add(Arrays.asList("30", "1"));
    }
    assertEquals(Set.of("share in groups"), broken());
  }

  @Test
  void groups_of_too_few_values_are_refused() {
    people.addAll(List.of(Arrays.asList("30", "1"), Arrays.asList("31", "1")));
    values.addAll(List.of(Arrays.asList("1", "a", "1"), Arrays.asList("1", "b", "1")));
    assertEquals(Set.of("l-diversity of groups", "share in groups"), broken());
  }
}
