package io.weir.engine.dataplane.anonymize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.space.Workers;
import io.weir.engine.dataplane.verify.Verification;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.PrivacyModel.Presence;
import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.definition.PrivacyModel.Suppression;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.BytesColumn;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/**
 * A table {@code people} whose model promises something of the population {@code registry}: both
 * are published with the solution that was found, and verified by code that knows none of it.
 */
class FollowingPopulationTest {
  private static final long MEGABYTES = 32L << 20;

  private final InMemoryParts parts = new InMemoryParts();

  /** Levels of two letters: as they are, the first, neither. An empty value stays. */
  private record Letters() implements PreparedMethod.OfLevels {
    @Override
    public ColumnSchema output() {
      return new ColumnSchema("letters", ValueType.STRING);
    }

    @Override
    public int lowest() {
      return 0;
    }

    @Override
    public int highest() {
      return 2;
    }

    @Override
    public ColumnFunction level(int level) {
      return column -> {
        @Nullable String[] texts = new String[column.size()];
        for (int row = 0; row < texts.length; row++) {
          if (!column.isEmpty(row)) {
            String text = column.format(row);
            texts[row] = level == 0 ? text : level == 1 ? text.charAt(0) + "_" : "any";
          }
        }
        return BytesColumn.ofStrings(texts);
      };
    }

    @Override
    public Set<Trait> traits() {
      return Set.of();
    }
  }

  private static PreparedTable table(String name, Optional<PrivacyModel> model) {
    List<PreparedTable.Column> columns = new ArrayList<>();
    for (String column : List.of("first", "second", "third")) {
      boolean levels = !column.equals("third");
      ColumnPlan plain = Records.column(column, ValueType.STRING);
      ColumnPlan plan =
          new ColumnPlan(
              column,
              plain.type(),
              plain.facets(),
              plain.nullTokens(),
              plain.onEmpty(),
              plain.range(),
              plain.onTypeViolation(),
              levels
                  ? Optional.of(new Anonymization("letters", Parameters.none()))
                  : Optional.empty(),
              model.map(_ -> ColumnRole.QUASI_IDENTIFYING));
      columns.add(
          new PreparedTable.Column(
              plan,
              levels ? Optional.of(new Letters()) : Optional.empty(),
              Optional.of(new ColumnSchema(column, ValueType.STRING))));
    }
    TablePlan plan =
        new TablePlan(
            name,
            columns.stream().map(PreparedTable.Column::plan).toList(),
            List.of(),
            Optional.empty(),
            List.of(),
            0,
            List.of(),
            model);
    return new PreparedTable(plan, columns, List.of(), plan.schema(), List.of());
  }

  private static PrivacyModel model(
      int k, Population population, String maxSuppressed, Suppression suppression, Search search) {
    PrivacyModel plain = PrivacyModel.ofK(k);
    return new PrivacyModel(
        k,
        plain.diversity(),
        plain.closeness(),
        Optional.of(population),
        new BigDecimal(maxSuppressed),
        suppression,
        plain.metric(),
        search,
        plain.empties(),
        plain.timeLimit(),
        plain.levels(),
        plain.joined());
  }

  private static PrivacyModel model(Random random) {
    Search search = Search.values()[random.nextInt(3)];
    String[][] bounds = {{"0", "0.5"}, {"0.1", "0.9"}, {"0.25", "1"}, {"0", "1"}};
    String[] bound = bounds[random.nextInt(bounds.length)];
    Optional<Presence> presence =
        search == Search.LOCAL || random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new Presence(new BigDecimal(bound[0]), new BigDecimal(bound[1])));
    return model(
        1 + random.nextInt(3),
        new Population("registry", 1 + random.nextInt(6), presence),
        List.of("0", "0.1", "0.5").get(random.nextInt(3)),
        Suppression.values()[random.nextInt(2)],
        search);
  }

  private static List<List<@Nullable String>> rows(Random random, int count) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<@Nullable String> row = new ArrayList<>(List.of(letters(random), letters(random)));
      row.add(random.nextInt(4) == 0 ? "f" : "m");
      if (random.nextInt(20) == 0) {
        row.set(0, null);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String letters(Random random) {
    return "" + (char) ('a' + random.nextInt(3)) + (char) ('a' + random.nextInt(3));
  }

  private List<Part> stored(PreparedTable table, List<List<@Nullable String>> rows) {
    List<Part> stored = new ArrayList<>();
    int half = rows.size() / 2;
    for (int number = 0; number < 2; number++) {
      List<List<@Nullable String>> some =
          number == 0 ? rows.subList(0, half) : rows.subList(half, rows.size());
      stored.add(
          parts.store(
              new PartId("run", Stage.EXTRACT, table.plan().name(), 0, number),
              table.plan().schema(),
              some.isEmpty() ? List.of() : List.of(Records.batch(table.plan().schema(), some))));
    }
    return stored;
  }

  /** People and registry with their collected parts, and what is made of them. */
  private final class Case {
    final PreparedTable people;
    final PreparedTable registry = table("registry", Optional.empty());
    final List<Part> collected = new ArrayList<>();
    final List<Part> collectedRegistry;
    final Workers workers;

    Case(
        PrivacyModel model,
        List<List<@Nullable String>> rows,
        List<List<@Nullable String>> persons,
        Workers workers) {
      people = table("people", Optional.of(model));
      this.workers = workers;
      collected.addAll(stored(people, rows));
      collectedRegistry = stored(registry, persons);
    }

    private io.weir.engine.dataplane.anonymize.Anonymization of(
        PreparedTable table, List<Part> collected) {
      return new io.weir.engine.dataplane.anonymize.Anonymization(
          table,
          parts,
          collected,
          _ -> Optional.empty(),
          (_, _, _, records) -> TrialRun.of(1, records),
          workers);
    }

    ModelSolution solve(Function<PartId, RoaringBitmap> gone, Optional<String> before) {
      try (JoinedColumns none = new JoinedColumns(Map.of(), Path.of(System.getProperty("java.io.tmpdir")), MEGABYTES)) {
        return of(people, collected)
            .solve(gone, before, Optional.of(of(registry, collectedRegistry)), none, MEGABYTES);
      }
    }

    /**
     * Writes both tables; without a solution to follow, the registry is left at its lowest levels.
     */
    List<Part> write(
        ModelSolution solution, Map<PartId, RoaringBitmap> gone, List<ModelSolution> followed) {
      Function<PartId, Optional<MaskFile>> masks =
          id ->
              Optional.ofNullable(gone.get(id))
                  .map(rows -> parts.write(new Mask(id, rows, List.of())));
      List<Part> written = new ArrayList<>();
      ReadyTable ready = of(people, collected).ready(Optional.of(solution), List.of(), masks, 3);
      ReadyTable other =
          of(registry, collectedRegistry)
              .ready(Optional.empty(), followed, _ -> Optional.empty(), 3);
      for (int number = 0; number < 2; number++) {
        written.add(ready.write(number));
        written.add(other.write(number));
      }
      return written;
    }

    Set<String> broken(List<Part> prepared, long records) {
      Plan plan =
          new Plan("m", "m", "1.0.0", List.of(people.plan(), registry.plan()), Optional.empty());
      List<Part> all = new ArrayList<>(collected);
      all.addAll(collectedRegistry);
      Verification verification =
          new Verification(
              parts,
              plan,
              Map.of("people", people, "registry", registry),
              new Verification.Made(all, Map.of(), prepared, Map.of("people", records)),
              Path.of(System.getProperty("java.io.tmpdir")),
              MEGABYTES);
      Set<String> rules = new TreeSet<>();
      verification
          .checks()
          .forEach(
              check -> check.get().violations().forEach(violation -> rules.add(violation.rule())));
      return rules;
    }

    List<List<List<String>>> texts(List<Part> written) {
      return written.stream().map(part -> InMemoryParts.rows(parts.read(part))).toList();
    }
  }

  @Property(tries = 600)
  void what_is_found_is_verified_and_found_again_by_the_next_execution(@ForAll long seed) {
    Random random = new Random(seed);
    PrivacyModel model = model(random);
    List<List<@Nullable String>> rows = rows(random, 1 + random.nextInt(40));
    List<List<@Nullable String>> persons = new ArrayList<>(rows);
    persons.addAll(rows(random, random.nextInt(120)));
    try (Workers workers = new Workers("test", 1 + random.nextInt(2), () -> false)) {
      Case of = new Case(model, rows, persons, workers);
      ModelSolution solution;
      try {
        solution = of.solve(_ -> new RoaringBitmap(), Optional.empty());
      } catch (WeirException impossible) {
        assertEquals(ErrorCode.PROMISE_IMPOSSIBLE, impossible.problem().code());
        Statistics.collect("impossible");
        return;
      }
      Statistics.collect("found");
      Map<PartId, RoaringBitmap> gone = solution.suppressed();
      List<Part> written = of.write(solution, gone, List.of(solution));
      assertEquals(Set.of(), of.broken(written, solution.records()));
      List<List<List<String>>> texts = of.texts(written);
      ModelSolution again =
          of.solve(
              part -> gone.getOrDefault(part, new RoaringBitmap()), Optional.of(solution.text()));
      assertEquals(texts, of.texts(of.write(again, gone, List.of(again))));
    }
  }

  private static List<List<@Nullable String>> rows(String... texts) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (String text : texts) {
      rows.add(List.of(text.split(" ")));
    }
    return rows;
  }

  /** One ab and one ac among the people; in the registry two more, so three share the letter a. */
  private static final List<List<@Nullable String>> PEOPLE = rows("ab xx f", "ac xx f");

  private static final List<List<@Nullable String>> REGISTRY =
      rows("ab xx f", "ac xx f", "ad xx f", "ba xx f");

  private static Map<String, Integer> counts(List<List<String>> rows) {
    Map<String, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(String.join(" ", row), 1, Integer::sum));
    return counts;
  }

  @Test
  void the_population_is_published_at_the_levels_that_are_found_for_the_table() {
    try (Workers workers = new Workers("test", 1, () -> false)) {
      Case of =
          new Case(
              model(
                  1,
                  new Population("registry", 3, Optional.empty()),
                  "0",
                  Suppression.RECORD,
                  Search.OPTIMAL),
              PEOPLE,
              REGISTRY,
              workers);
      ModelSolution solution = of.solve(_ -> new RoaringBitmap(), Optional.empty());
      assertEquals("first 1, second 0, third 0", solution.facts().get("levels"));
      List<Part> written = of.write(solution, Map.of(), List.of(solution));
      List<List<String>> registry = new ArrayList<>(of.texts(written).get(1));
      registry.addAll(of.texts(written).get(3));
      assertEquals(Map.of("a_ xx f", 3, "b_ xx f", 1), counts(registry));
      assertEquals(Set.of(), of.broken(written, 2));
    }
  }

  @Test
  void a_population_at_other_levels_than_those_found_is_refused_by_the_verifier() {
    try (Workers workers = new Workers("test", 1, () -> false)) {
      for (Optional<Presence> presence :
          List.of(
              Optional.<Presence>empty(),
              Optional.of(new Presence(BigDecimal.ZERO, new BigDecimal("0.7"))))) {
        Case of =
            new Case(
                model(
                    1,
                    new Population("registry", presence.isPresent() ? 1 : 3, presence),
                    "0",
                    Suppression.RECORD,
                    Search.OPTIMAL),
                PEOPLE,
                REGISTRY,
                workers);
        ModelSolution solution = of.solve(_ -> new RoaringBitmap(), Optional.empty());
        Set<String> broken = of.broken(of.write(solution, Map.of(), List.of()), solution.records());
        assertTrue(broken.contains("k-map"), broken::toString);
        assertEquals(presence.isPresent(), broken.contains("δ-presence"), broken::toString);
      }
    }
  }

  @Test
  void somebody_whom_nobody_in_the_population_is_like_is_not_published() {
    try (Workers workers = new Workers("test", 1, () -> false)) {
      Case of =
          new Case(
              model(
                  1,
                  new Population("registry", 1, Optional.empty()),
                  "0.5",
                  Suppression.RECORD,
                  Search.OPTIMAL),
              rows("ab xx f", "ab xx m"),
              rows("ab xx f"),
              workers);
      ModelSolution solution = of.solve(_ -> new RoaringBitmap(), Optional.empty());
      assertEquals("1 of 2", solution.facts().get("suppressed"));
    }
  }
}
