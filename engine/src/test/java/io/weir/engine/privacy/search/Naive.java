package io.weir.engine.privacy.search;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Condition;
import io.weir.engine.privacy.model.Empties;
import io.weir.engine.privacy.model.PopulationPromise;
import io.weir.engine.privacy.table.LevelTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges and prices solutions record by record, straight from the definitions. */
final class Naive {
  /** A class as its generalized values; an empty that is not generalized away is -7. */
  private static final int EMPTY = -7;

  private final SmallCase of;

  Naive(SmallCase of) {
    this.of = of;
  }

  /** What a node's solution suppresses and costs. */
  record Judged(boolean anonymous, Set<Integer> suppressed, double utility) {}

  Judged judge(int[] levels) {
    Map<List<Integer>, List<Integer>> classes = classes(of.records(), levels);
    Map<List<Integer>, List<Integer>> persons = classes(of.persons(), levels);
    Map<List<Integer>, Boolean> published = new HashMap<>();
    Set<Integer> suppressed = new HashSet<>();
    classes.forEach((values, members) -> {
      if (!published(values, classes, persons, published)) {
        suppressed.addAll(members);
      }
    });
    boolean absent =
        of.promise().population().map(PopulationPromise::coversAll).orElse(false)
            && persons.keySet().stream().anyMatch(values -> !published.getOrDefault(values, false));
    double limit = of.promise().maxSuppressed() * of.records().length + 1e-9;
    return new Judged(
        !absent && suppressed.size() <= limit, suppressed, utility(levels, classes, suppressed));
  }

  private Map<List<Integer>, List<Integer>> classes(int[][] tuples, int[] levels) {
    Map<List<Integer>, List<Integer>> classes = new LinkedHashMap<>();
    for (int record = 0; record < tuples.length; record++) {
      List<Integer> values = new ArrayList<>();
      for (int column = 0; column < levels.length; column++) {
        values.add(value(column, levels[column], tuples[record][column]));
      }
      classes.computeIfAbsent(values, none -> new ArrayList<>()).add(record);
    }
    return classes;
  }

  private int value(int column, int level, int base) {
    LevelTable table = of.columns().get(column);
    boolean empty =
        of.promise().empties() == Empties.WILDCARD
            && table.empty().isPresent()
            && table.empty().getAsInt() == base
            && !table.single(level);
    return empty ? EMPTY : table.code(level, base);
  }

  private boolean published(
      List<Integer> values,
      Map<List<Integer>, List<Integer>> classes,
      Map<List<Integer>, List<Integer>> persons,
      Map<List<Integer>, Boolean> known) {
    Boolean before = known.get(values);
    if (before == null) {
      List<Integer> matching = new ArrayList<>(classes.get(values));
      for (List<Integer> other : classes.keySet()) {
        if (!other.equals(values)
            && matches(other, values)
            && published(other, classes, persons, known)) {
          matching.addAll(classes.get(other));
        }
      }
      int fit = persons.getOrDefault(values, List.of()).size();
      before = keeps(classes.get(values), matching, fit);
      known.put(values, before);
    }
    return before;
  }

  private static boolean matches(List<Integer> withEmpties, List<Integer> values) {
    for (int column = 0; column < values.size(); column++) {
      if (withEmpties.get(column) != EMPTY && !withEmpties.get(column).equals(values.get(column))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a class keeps the promise; records that match count for k and for distinct values. */
  boolean keeps(List<Integer> members, List<Integer> matching, int persons) {
    if (matching.size() < of.promise().k()) {
      return false;
    }
    for (Condition condition : of.promise().conditions()) {
      boolean distinct = condition instanceof Condition.Distinct;
      if (!holds(condition, distinct ? matching : members)) {
        return false;
      }
    }
    return of.promise()
        .population()
        .map(promise -> holds(promise, members.size(), persons))
        .orElse(true);
  }

  /** Exact: a share of two whole numbers is compared with a decimal number. */
  static boolean holds(PopulationPromise promise, int records, int persons) {
    BigDecimal all = BigDecimal.valueOf(persons);
    BigDecimal there = BigDecimal.valueOf(records);
    return persons >= promise.kMap()
        && promise
            .presence()
            .filter(bounds ->
                there.compareTo(bounds.least().multiply(all)) < 0
                    || there.compareTo(bounds.greatest().multiply(all)) > 0)
            .isEmpty();
  }

  private boolean holds(Condition condition, List<Integer> members) {
    double[] shares = shares(condition.column(), members);
    return switch (condition) {
      case Condition.Distinct distinct ->
          Arrays.stream(shares).filter(share -> share > 0).count() >= distinct.l();
      case Condition.Entropy entropy ->
          Arrays.stream(shares).filter(share -> share > 0).map(p -> -p * Math.log(p)).sum()
              >= Math.log(entropy.l()) - 1e-9;
      case Condition.Recursive recursive -> {
        double[] falling = Arrays.stream(shares).map(share -> -share).sorted().toArray();
        double tail = 0;
        for (int at = recursive.l() - 1; at < falling.length; at++) {
          tail -= falling[at];
        }
        yield tail > 0 && -falling[0] < recursive.c() * tail - 1e-12;
      }
      case Condition.Closeness closeness -> {
        List<Integer> all = new ArrayList<>();
        for (int record = 0; record < of.records().length; record++) {
          all.add(record);
        }
        double[] whole = shares(closeness.column(), all);
        double[] difference = new double[shares.length];
        Arrays.setAll(difference, value -> shares[value] - whole[value]);
        yield distance(difference, closeness.ground()) <= closeness.t() + 1e-9;
      }
    };
  }

  private double[] shares(int column, List<Integer> members) {
    double[] shares = new double[SmallCase.SENSITIVE_VALUES];
    for (int record : members) {
      shares[of.sensitive()[record][column]] += 1.0 / members.size();
    }
    return shares;
  }

  /** Hierarchical: a tree's distance is what passes each edge, times half a level each. */
  private static double distance(double[] difference, Condition.Ground ground) {
    return switch (ground) {
      case Condition.Ground.Equal equal -> Arrays.stream(difference).map(Math::abs).sum() / 2;
      case Condition.Ground.Ordered ordered -> {
        double sum = 0;
        for (int rank = 0; rank < difference.length - 1; rank++) {
          double until = 0;
          for (int value = 0; value < difference.length; value++) {
            until += ordered.ranks()[value] <= rank ? difference[value] : 0;
          }
          sum += Math.abs(until);
        }
        yield sum / (difference.length - 1);
      }
      case Condition.Ground.Hierarchical tree -> {
        double sum = 0;
        int height = tree.levels().levels() - 1;
        for (int level = 0; level < height; level++) {
          double[] nodes = new double[difference.length];
          for (int value = 0; value < difference.length; value++) {
            nodes[tree.levels().code(level, value)] += difference[value];
          }
          sum += Arrays.stream(nodes).map(Math::abs).sum() / 2 / height;
        }
        yield sum;
      }
    };
  }

  private double utility(
      int[] levels, Map<List<Integer>, List<Integer>> classes, Set<Integer> suppressed) {
    Map<Integer, int[]> published = new HashMap<>();
    List<Integer> sizes = new ArrayList<>();
    classes
        .values()
        .forEach(members -> {
          if (!suppressed.contains(members.getFirst())) {
            sizes.add(members.size());
            members.forEach(record -> published.put(record, levels));
          }
        });
    return utility(published, sizes);
  }

  /**
   * The metric's figure.
   *
   * @param published levels by record; those that are missing are suppressed
   */
  double utility(Map<Integer, int[]> published, List<Integer> sizes) {
    int n = of.records().length;
    int gone = n - published.size();
    return switch (of.metric().measure()) {
      case DISCERNIBILITY ->
          (double) gone * n + sizes.stream().mapToDouble(size -> (double) size * size).sum();
      case AVERAGE_CLASS_SIZE -> (double) n / (sizes.size() + (gone > 0 ? 1 : 0));
      case LOSS, ENTROPY -> mean(published);
    };
  }

  private double mean(Map<Integer, int[]> published) {
    double heaviest = of.columns().stream().mapToDouble(LevelTable::weight).max().orElse(0);
    double sum = 0;
    double product = 1;
    int count = 0;
    for (int column = 0; column < of.columns().size(); column++) {
      double weight = heaviest == 0 ? 1 : of.columns().get(column).weight() / heaviest;
      double loss =
          of.metric().measure() == Metric.Measure.LOSS
              ? loss(column, published)
              : entropy(column, published);
      sum += weight * loss;
      product *= 1 + weight * loss;
      count += weight > 0 ? 1 : 0;
    }
    return of.metric().mean() == Metric.Mean.ARITHMETIC
        ? sum / count
        : Math.pow(product, 1.0 / count) - 1;
  }

  private double loss(int column, Map<Integer, int[]> published) {
    LevelTable table = of.columns().get(column);
    double domain = table.domain();
    double sum = 0;
    for (int record = 0; record < of.records().length; record++) {
      Optional<int[]> levels = Optional.ofNullable(published.get(record));
      double values = domain;
      if (levels.isPresent()) {
        values = 0;
        for (int value = 0; value < domain; value++) {
          values += same(table, levels.get()[column], value, of.records()[record][column]) ? 1 : 0;
        }
      }
      sum += domain == 1 ? 0 : (values - 1) / (domain - 1);
    }
    return sum / of.records().length;
  }

  private double entropy(int column, Map<Integer, int[]> published) {
    LevelTable table = of.columns().get(column);
    double bits = 0;
    double most = 0;
    for (int record = 0; record < of.records().length; record++) {
      int value = of.records()[record][column];
      int own = 0;
      int general = 0;
      for (int[] other : of.records()) {
        own += other[column] == value ? 1 : 0;
        int[] levels = published.get(record);
        general += levels == null || same(table, levels[column], other[column], value) ? 1 : 0;
      }
      bits += Math.log((double) general / own);
      most += Math.log((double) of.records().length / own);
    }
    return most == 0 ? 0 : bits / most;
  }

  private static boolean same(LevelTable table, int level, int one, int other) {
    return table.code(level, one) == table.code(level, other);
  }
}
