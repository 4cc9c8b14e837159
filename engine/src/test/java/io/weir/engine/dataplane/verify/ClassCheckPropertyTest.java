package io.weir.engine.dataplane.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Closeness;
import io.weir.engine.definition.PrivacyModel.Distance;
import io.weir.engine.definition.PrivacyModel.Diversity;
import io.weir.engine.definition.PrivacyModel.Empties;
import io.weir.engine.definition.PrivacyModel.Metric;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.PrivacyModel.Presence;
import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.definition.PrivacyModel.Suppression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class ClassCheckPropertyTest {
  private static final int WIDTH = 2;
  private static final List<@Nullable String> QUASI = Arrays.asList("a", "b", "*", null);
  private static final List<@Nullable String> ILLS = Arrays.asList("xa", "xb", "yc", "zd", null);
  private static final List<Long> BUDGETS = List.of(1L, 1L << 20);

  private static <T> T one(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static List<List<@Nullable String>> rows(int size, int values, int width, Random random) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    List<@Nullable String> quasi = new ArrayList<>(QUASI);
    java.util.Collections.shuffle(quasi, random);
    for (int row = 0; row < size; row++) {
      List<@Nullable String> made = new ArrayList<>();
      for (int i = 0; i < WIDTH; i++) {
        made.add(one(quasi.subList(0, values), random));
      }
      if (width > WIDTH) {
        made.add(one(ILLS, random));
      }
      rows.add(made);
    }
    return rows;
  }

  private static PrivacyModel model(Random random) {
    String column = PrivateTable.SENSITIVE;
    List<Diversity> diversity =
        switch (random.nextInt(4)) {
          case 0 -> List.of(new Diversity.Distinct(column, 1 + random.nextInt(4)));
          case 1 -> List.of(new Diversity.Entropy(column, share(10 + random.nextInt(30), 1)));
          case 2 ->
              List.of(
                  new Diversity.Recursive(
                      column, share(1 + random.nextInt(40), 1), 1 + random.nextInt(3)));
          default -> List.of();
        };
    List<Closeness> closeness =
        random.nextBoolean()
            ? List.of()
            : List.of(
                new Closeness(
                    column, share(random.nextInt(8), 1), one(List.of(Distance.values()), random)));
    Optional<Population> population =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new Population(
                    "registry",
                    1 + random.nextInt(5),
                    random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(
                            new Presence(
                                share(random.nextInt(4), 1), share(5 + random.nextInt(6), 1)))));
    return new PrivacyModel(
        1 + random.nextInt(4),
        diversity,
        closeness,
        population,
        share(random.nextInt(6), 1),
        one(List.of(Suppression.values()), random),
        Metric.LOSS,
        Search.OPTIMAL,
        one(List.of(Empties.values()), random),
        Optional.empty(),
        Map.of(),
        List.of());
  }

  private static BigDecimal share(int unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale);
  }

  @Property(tries = 1_000)
  void what_is_refused_is_what_the_definitions_refuse(
      @ForAll long seed, @ForAll @IntRange(max = 25) int size) {
    Random random = new Random(seed);
    PrivacyModel model = model(random);
    boolean hierarchy = random.nextBoolean();
    int values = 1 + random.nextInt(QUASI.size());
    List<List<@Nullable String>> rows = rows(size, values, WIDTH + 1, random);
    List<List<@Nullable String>> persons =
        rows(random.nextInt(60), values, WIDTH, new Random(seed));
    List<List<@Nullable String>> raw = new ArrayList<>(rows);
    raw.addAll(rows(random.nextInt(5), values, WIDTH + 1, random));
    Set<String> expected = new NaiveModel(model, rows, persons, raw, WIDTH, hierarchy).broken();
    PrivateTable table =
        new PrivateTable(
            WIDTH, hierarchy, Optional.of(model), rows, raw, persons, new Random(seed));
    for (long budget : BUDGETS) {
      assertEquals(expected, table.broken(budget), model::toString);
    }
  }

  @Property(tries = 200)
  void risks_are_as_counted_one_by_one_and_the_same_however_little_memory_there_is(
      @ForAll long seed, @ForAll @IntRange(max = 40) int size) {
    Random random = new Random(seed);
    List<List<@Nullable String>> rows = rows(size, 3, WIDTH + 1, random);
    List<List<@Nullable String>> raw = rows(size + 2, 4, WIDTH + 1, random);
    PrivateTable table =
        new PrivateTable(WIDTH, true, Optional.empty(), rows, raw, List.of(), new Random(seed));
    TableRisk risk = table.risk(1);
    assertEquals(risk, table.risk(1L << 20));
    assertEquals(Optional.empty(), risk.population());
    check(risk.before(), raw);
    check(risk.after(), rows);
  }

  private static void check(TableRisk.Side side, List<List<@Nullable String>> rows) {
    Map<List<@Nullable String>, List<@Nullable String>> classes = new HashMap<>();
    rows.forEach(row ->
        classes
            .computeIfAbsent(row.subList(0, WIDTH), some -> new ArrayList<>())
            .add(row.get(WIDTH)));
    assertEquals(rows.size(), side.records());
    assertEquals(classes.size(), side.classes());
    long squares = 0;
    long unique = 0;
    long small = 0;
    long single = 0;
    double posterior = 0;
    for (List<@Nullable String> ills : classes.values()) {
      squares += (long) ills.size() * ills.size();
      unique += ills.size() == 1 ? 1 : 0;
      small += ills.size() < 5 ? ills.size() : 0;
      single += ills.stream().distinct().count() == 1 ? ills.size() : 0;
      for (String ill : ills) {
        posterior =
            Math.max(
                posterior,
                (double) ills.stream().filter(it -> Objects.equals(it, ill)).count() / ills.size());
      }
    }
    assertEquals(squares, side.discernibility());
    assertEquals(unique, side.unique());
    assertEquals(new TableRisk.Above(5, small), side.prosecutor().above().get(2));
    assertEquals(
        classes.values().stream().mapToDouble(ills -> 1.0 / ills.size()).max().orElse(0),
        side.prosecutor().greatest());
    assertEquals(
        rows.isEmpty() ? 0 : (double) classes.size() / rows.size(),
        side.prosecutor().average(),
        1e-9);
    assertEquals(rows.size(), side.sizes().stream().mapToLong(TableRisk.Sizes::records).sum());
    assertEquals(classes.size(), side.sizes().stream().mapToLong(TableRisk.Sizes::classes).sum());
    TableRisk.Disclosure illness = side.sensitive().getFirst();
    assertEquals(single, illness.single());
    assertEquals(posterior, illness.posterior(), 1e-9);
    for (int i = 0; i < WIDTH; i++) {
      int column = i;
      TableRisk.Column told = side.columns().get(i);
      assertEquals(rows.stream().map(row -> row.get(column)).distinct().count(), told.distinct());
      assertEquals(rows.stream().filter(row -> row.get(column) == null).count(), told.empty());
      assertEquals(rows.stream().filter(row -> "*".equals(row.get(column))).count(), told.stars());
    }
  }

  /** Four classes of three, each with three different values. */
  private static List<List<@Nullable String>> sound() {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (String first : List.of("a", "b")) {
      for (String second : List.of("a", "b")) {
        for (String ill : List.of("xa", "xb", "yc")) {
          rows.add(Arrays.asList(first, second, ill));
        }
      }
    }
    return rows;
  }

  private static PrivacyModel threefold() {
    PrivacyModel k = PrivacyModel.ofK(3);
    return new PrivacyModel(
        3,
        List.of(
            new Diversity.Distinct(PrivateTable.SENSITIVE, 3),
            new Diversity.Entropy(PrivateTable.SENSITIVE, BigDecimal.valueOf(3)),
            new Diversity.Recursive(PrivateTable.SENSITIVE, BigDecimal.valueOf(2), 3)),
        List.of(new Closeness(PrivateTable.SENSITIVE, BigDecimal.ZERO, Distance.EQUAL)),
        Optional.of(
            new Population(
                "registry",
                6,
                Optional.of(new Presence(new BigDecimal("0.5"), new BigDecimal("0.5"))))),
        k.maxSuppressed(),
        k.suppression(),
        k.metric(),
        k.search(),
        k.empties(),
        k.timeLimit(),
        k.levels(),
        k.joined());
  }

  private static Set<String> broken(List<List<@Nullable String>> rows) {
    List<List<@Nullable String>> persons = new ArrayList<>();
    sound().forEach(row -> persons.add(row.subList(0, WIDTH)));
    sound().forEach(row -> persons.add(row.subList(0, WIDTH)));
    PrivateTable table =
        new PrivateTable(
            WIDTH, true, Optional.of(threefold()), rows, sound(), persons, new Random(rows.size()));
    Set<String> broken = table.broken(1);
    assertEquals(broken, table.broken(1L << 20));
    return broken;
  }

  @Property(tries = 12)
  void whichever_record_of_a_class_goes_the_table_is_refused(
      @ForAll @IntRange(max = 11) int record) {
    assertTrue(broken(sound()).isEmpty());
    List<List<@Nullable String>> rows = sound();
    rows.remove(record);
    assertTrue(
        broken(rows)
            .containsAll(
                Set.of("k-anonymity", "distinct l-diversity", "δ-presence", "suppression limit")));
  }

  @Property(tries = 36)
  void whichever_value_changes_the_table_is_refused(
      @ForAll @IntRange(max = 11) int record, @ForAll @IntRange(max = 2) int column) {
    List<List<@Nullable String>> rows = sound();
    String old = Objects.requireNonNull(rows.get(record).get(column));
    String other =
        switch (old) {
          case "a" -> "b";
          case "b" -> "a";
          case "xa" -> "xb";
          default -> "xa";
        };
    rows.get(record).set(column, other);
    Set<String> broken = broken(rows);
    assertTrue(broken.contains("distinct l-diversity"), broken::toString);
    assertTrue(broken.contains("t-closeness"), broken::toString);
    assertEquals(column < WIDTH, broken.contains("k-anonymity"));
    assertFalse(broken.contains("suppression limit"));
  }
}
