package io.weir.engine.privacy.search;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Condition;
import io.weir.engine.privacy.model.Empties;
import io.weir.engine.privacy.model.PopulationPromise;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A small random table with a promise and a metric. */
record SmallCase(
    List<LevelTable> columns,
    int[][] records,
    int[][] sensitive,
    int[][] persons,
    Promise promise,
    Metric metric) {
  static final int SENSITIVE_VALUES = 4;
  private static final long MEGABYTE = 1 << 20;

  static SmallCase of(long seed) {
    Random random = new Random(seed);
    return of(random, random.nextInt(4) == 0);
  }

  /** One that promises something of a population. */
  static SmallCase withPopulation(long seed) {
    return of(new Random(seed), true);
  }

  private static SmallCase of(Random random, boolean population) {
    List<LevelTable> columns = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    boolean wildcards = random.nextInt(4) == 0;
    for (int column = 0; column < count; column++) {
      columns.add(column("c" + column, random, wildcards));
    }
    int[][] records = tuples(columns, random, 1 + random.nextInt(40));
    int[][] sensitive = new int[records.length][2];
    for (int[] values : sensitive) {
      values[0] = Math.min(random.nextInt(SENSITIVE_VALUES), random.nextInt(SENSITIVE_VALUES));
      values[1] = random.nextInt(SENSITIVE_VALUES);
    }
    Promise promise = promise(random, wildcards, population);
    int[][] persons = population ? persons(columns, records, random) : new int[0][];
    Metric[] metrics = {
      Metric.LOSS,
      Metric.DISCERNIBILITY,
      Metric.AVERAGE_CLASS_SIZE,
      Metric.ENTROPY,
      new Metric(Metric.Measure.LOSS, Metric.Mean.ARITHMETIC)
    };
    return new SmallCase(
        columns, records, sensitive, persons, promise, metrics[random.nextInt(metrics.length)]);
  }

  private static LevelTable column(String name, Random random, boolean wildcards) {
    int domain = 1 + random.nextInt(6);
    int levels = 1 + random.nextInt(3);
    int[][] codes = new int[levels + 1][domain];
    for (int value = 0; value < domain; value++) {
      codes[0][value] = value;
    }
    for (int level = 1; level < levels; level++) {
      int[] parents = random.ints(domain, 0, Math.max(1, domain / 2)).toArray();
      for (int value = 0; value < domain; value++) {
        codes[level][value] =
            wildcards && value == 0 ? domain : parents[codes[level - 1][value] % domain];
      }
    }
    LevelTable table = LevelTable.of(name, codes, true).weighing(random.nextInt(3));
    if (random.nextInt(4) == 0) {
      table = table.between(random.nextInt(levels), levels);
    }
    return wildcards ? table.withEmpty(0) : table;
  }

  private static int[][] tuples(List<LevelTable> columns, Random random, int count) {
    int[][] tuples = new int[count][columns.size()];
    for (int[] tuple : tuples) {
      for (int column = 0; column < tuple.length; column++) {
        tuple[column] = random.nextInt(columns.get(column).domain());
      }
    }
    return tuples;
  }

  /** Most records are of somebody in the population, and it has others. */
  private static int[][] persons(List<LevelTable> columns, int[][] records, Random random) {
    List<int[]> persons = new ArrayList<>();
    int strangers = random.nextInt(3) == 0 ? 8 : Integer.MAX_VALUE;
    for (int[] record : records) {
      if (random.nextInt(strangers) > 0) {
        persons.add(record);
      }
    }
    persons.addAll(List.of(tuples(columns, random, random.nextInt(30))));
    return persons.toArray(int[][]::new);
  }

  private static PopulationPromise population(Random random) {
    String[] least = {"0", "0", "0.2", "0.05", "0.5"};
    String[] greatest = {"", "0.8", "1", "1", "0.75"};
    int which = random.nextInt(least.length);
    return new PopulationPromise(
        1 + random.nextInt(4),
        Optional.of(greatest[which])
            .filter(bound -> !bound.isEmpty())
            .map(bound ->
                new PopulationPromise.Presence(
                    new BigDecimal(least[which]), new BigDecimal(bound))));
  }

  private static Promise promise(Random random, boolean wildcards, boolean population) {
    double[] limits = {0, 0.1, 0.3, 1};
    Promise promise = Promise.ofK(1 + random.nextInt(4), limits[random.nextInt(limits.length)]);
    for (int more = random.nextInt(3); more > 0; more--) {
      promise = promise.with(condition(random));
    }
    if (population) {
      promise = promise.with(population(random));
    }
    return promise.with(wildcards ? Empties.WILDCARD : Empties.CATEGORY);
  }

  private static Condition condition(Random random) {
    int column = random.nextInt(2);
    double t = random.nextInt(1, 9) / 10.0;
    int[][] tree = {{0, 1, 2, 3}, {0, 0, 1, 1}, {0, 0, 0, 0}};
    return switch (random.nextInt(6)) {
      case 0 -> new Condition.Distinct(column, 1 + random.nextInt(3));
      case 1 -> new Condition.Entropy(column, 1 + random.nextInt(5) / 2.0);
      case 2 -> new Condition.Recursive(column, 1 + random.nextInt(6) / 2.0, 1 + random.nextInt(3));
      case 3 -> new Condition.Closeness(column, t, new Condition.Ground.Equal());
      case 4 ->
          new Condition.Closeness(column, t, new Condition.Ground.Ordered(new int[] {2, 0, 3, 1}));
      default ->
          new Condition.Closeness(
              column, t, new Condition.Ground.Hierarchical(LevelTable.of("s", tree, true)));
    };
  }

  TupleTable table() {
    TupleTableBuilder builder = builder();
    for (int record = 0; record < records.length; record++) {
      builder.add(records[record], sensitive[record], 1);
    }
    return built(builder);
  }

  TupleTableBuilder builder() {
    return new TupleTableBuilder(columns.size(), 2, MEGABYTE);
  }

  TupleTable built(TupleTableBuilder builder) {
    return builder.build(columns, new int[] {SENSITIVE_VALUES, SENSITIVE_VALUES});
  }

  Optional<TupleTable> population() {
    if (promise.population().isEmpty()) {
      return Optional.empty();
    }
    TupleTableBuilder builder = new TupleTableBuilder(columns.size(), 0, MEGABYTE);
    for (int[] person : persons) {
      builder.add(person, new int[0], 1);
    }
    return Optional.of(builder.build(columns));
  }

  PrivacySearch search(SearchSettings settings) {
    return new PrivacySearch(table(), population(), promise, metric, settings);
  }

  PrivacySearch search() {
    return search(SearchSettings.of(1));
  }

  /** Every vector of levels. */
  List<int[]> lattice() {
    List<int[]> nodes = new ArrayList<>(List.of(new int[columns.size()]));
    for (int column = 0; column < columns.size(); column++) {
      List<int[]> more = new ArrayList<>();
      for (int[] node : nodes) {
        for (int level = columns.get(column).lowest();
            level <= columns.get(column).highest();
            level++) {
          int[] next = node.clone();
          next[column] = level;
          more.add(next);
        }
      }
      nodes = more;
    }
    return nodes;
  }
}
