package io.weir.engine.dataplane.verify;

import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Closeness;
import io.weir.engine.definition.PrivacyModel.Distance;
import io.weir.engine.definition.PrivacyModel.Diversity;
import io.weir.engine.definition.PrivacyModel.Empties;
import io.weir.engine.definition.PrivacyModel.Suppression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The promises of a privacy model recounted as their definitions read, on lists of texts, every
 * record compared with every other.
 */
final class NaiveModel {
  private static final double TOLERANCE = 1e-9;

  private final PrivacyModel model;
  private final List<List<@Nullable String>> rows;
  private final List<List<@Nullable String>> persons;
  private final List<List<@Nullable String>> raw;
  private final int width;
  private final boolean hierarchy;

  /**
   * @param rows each with its quasi-identifiers first, and then the sensitive column
   * @param persons of the population, quasi-identifiers alone
   * @param raw the rows before some were left out
   * @param width how many quasi-identifiers there are
   * @param hierarchy whether the sensitive column has one
   */
  NaiveModel(
      PrivacyModel model,
      List<List<@Nullable String>> rows,
      List<List<@Nullable String>> persons,
      List<List<@Nullable String>> raw,
      int width,
      boolean hierarchy) {
    this.model = model;
    this.rows = rows;
    this.persons = persons;
    this.raw = raw;
    this.width = width;
    this.hierarchy = hierarchy;
  }

  /** The rules that are broken. */
  Set<String> broken() {
    Set<String> broken = new TreeSet<>();
    List<List<@Nullable String>> starred = new ArrayList<>();
    List<List<@Nullable String>> kept = new ArrayList<>();
    for (List<@Nullable String> row : rows) {
      boolean star = row.subList(0, width).stream().allMatch("*"::equals);
      (star && model.suppression() == Suppression.VALUES ? starred : kept).add(row);
    }
    if (kept.isEmpty()) {
      kept.addAll(starred);
      starred.clear();
    }
    long gone =
        model.suppression() == Suppression.VALUES ? starred.size() : raw.size() - rows.size();
    long all = model.suppression() == Suppression.VALUES ? rows.size() : raw.size();
    if (gone > model.maxSuppressed().doubleValue() * all + TOLERANCE) {
      broken.add("suppression limit");
    }
    if (model.empties() == Empties.REFUSE
        && rows.stream().anyMatch(row -> row.subList(0, width).contains(null))) {
      broken.add("empty quasi-identifier");
    }
    for (List<@Nullable String> row : kept) {
      List<@Nullable String> quasi = row.subList(0, width);
      List<@Nullable String> values = new ArrayList<>();
      long exact = 0;
      for (List<@Nullable String> other : kept) {
        exact += other.subList(0, width).equals(quasi) ? 1 : 0;
        if (hides(other.subList(0, width), quasi)) {
          values.add(other.get(width));
        }
      }
      look(values, exact, persons.stream().filter(quasi::equals).count(), broken);
    }
    presence(kept, broken);
    if (isCloseToWhatRecordsWereLeftOutOf(kept)) {
      broken.remove("t-closeness");
    }
    return broken;
  }

  private boolean isCloseToWhatRecordsWereLeftOutOf(List<List<@Nullable String>> kept) {
    if (hierarchy || model.suppression() == Suppression.VALUES || raw.size() == rows.size()) {
      return false;
    }
    for (Closeness closeness : model.closeness()) {
      for (List<@Nullable String> row : kept) {
        List<@Nullable String> values =
            kept.stream()
                .filter(other -> other.subList(0, width).equals(row.subList(0, width)))
                .map(other -> other.get(width))
                .toList();
        if (distance(closeness, values, raw) > closeness.t().doubleValue() + TOLERANCE) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean hides(List<@Nullable String> other, List<@Nullable String> quasi) {
    if (model.empties() != Empties.WILDCARD) {
      return other.equals(quasi);
    }
    for (int i = 0; i < width; i++) {
      if (other.get(i) != null && !other.get(i).equals(quasi.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void presence(List<List<@Nullable String>> kept, Set<String> broken) {
    model
        .population()
        .flatMap(PrivacyModel.Population::presence)
        .ifPresent(bounds -> {
          Set<List<@Nullable String>> classes = new java.util.HashSet<>(persons);
          kept.forEach(row -> classes.add(row.subList(0, width)));
          for (List<@Nullable String> quasi : classes) {
            double all = persons.stream().filter(quasi::equals).count();
            double there = kept.stream().filter(row -> row.subList(0, width).equals(quasi)).count();
            if (all == 0
                || there / all < bounds.least().doubleValue() - TOLERANCE
                || there / all > bounds.greatest().doubleValue() + TOLERANCE) {
              broken.add("δ-presence");
            }
          }
        });
  }

  private void look(
      List<@Nullable String> values, long exact, long inPopulation, Set<String> broken) {
    if (values.size() < model.k()) {
      broken.add("k-anonymity");
    }
    model
        .population()
        .filter(population -> inPopulation < population.kMap() && exact > 0)
        .ifPresent(population -> broken.add("k-map"));
    List<Long> counts = new ArrayList<>(counts(values).values());
    counts.sort(Collections.reverseOrder());
    for (Diversity diversity : model.diversity()) {
      switch (diversity) {
        case Diversity.Distinct(_, int l) -> {
          if (counts.size() < l) {
            broken.add("distinct l-diversity");
          }
        }
        case Diversity.Entropy(_, BigDecimal l) -> {
          double entropy = 0;
          for (long count : counts) {
            double share = (double) count / values.size();
            entropy -= share * Math.log(share);
          }
          if (entropy < Math.log(l.doubleValue()) - TOLERANCE) {
            broken.add("entropy l-diversity");
          }
        }
        case Diversity.Recursive(_, BigDecimal c, int l) -> {
          long tail = 0;
          for (int i = l - 1; i < counts.size(); i++) {
            tail += counts.get(i);
          }
          if (counts.getFirst() >= c.doubleValue() * tail) {
            broken.add("recursive (c,l)-diversity");
          }
        }
      }
    }
    for (Closeness closeness : model.closeness()) {
      if (distance(closeness, values, rows) > closeness.t().doubleValue() + TOLERANCE) {
        broken.add("t-closeness");
      }
    }
  }

  private double distance(
      Closeness closeness, List<@Nullable String> values, List<List<@Nullable String>> whole) {
    List<@Nullable String> table = whole.stream().map(row -> row.get(width)).toList();
    boolean flat = closeness.distance() == Distance.HIERARCHICAL && !hierarchy;
    return switch (flat ? Distance.EQUAL : closeness.distance()) {
      case EQUAL -> {
        double sum = 0;
        for (@Nullable String value : counts(table).keySet()) {
          sum += Math.abs(share(values, value) - share(table, value));
        }
        yield sum / 2;
      }
      case ORDERED -> {
        List<@Nullable String> ordered = new ArrayList<>(counts(table).keySet());
        ordered.sort(Comparator.nullsFirst(Comparator.naturalOrder()));
        double sum = 0;
        double moved = 0;
        for (@Nullable String value : ordered) {
          moved += share(values, value) - share(table, value);
          sum += Math.abs(moved);
        }
        yield ordered.size() < 2 ? 0 : sum / (ordered.size() - 1);
      }
      case HIERARCHICAL -> {
        // Two levels: texts that begin alike are in one group, all of them in one above.
        double groups = 0;
        double leaves = 0;
        Map<String, Double> surplus = new HashMap<>();
        Map<String, Double> over = new HashMap<>();
        for (@Nullable String value : counts(table).keySet()) {
          double extra = share(values, value) - share(table, value);
          surplus.merge(group(value), extra, Double::sum);
          over.merge(group(value), Math.max(0, extra), Double::sum);
        }
        for (String group : surplus.keySet()) {
          groups += Math.max(0, surplus.get(group));
          leaves += over.get(group) - Math.max(0, surplus.get(group));
        }
        yield groups + leaves / 2;
      }
    };
  }

  /** The first letter; the empty value is a group of its own. */
  static String group(@Nullable String value) {
    return value == null ? "" : value.substring(0, 1);
  }

  private static double share(List<@Nullable String> values, @Nullable String value) {
    return (double) values.stream().filter(other -> java.util.Objects.equals(value, other)).count()
        / values.size();
  }

  private static Map<@Nullable String, Long> counts(List<@Nullable String> values) {
    Map<@Nullable String, Long> counts = new HashMap<>();
    values.forEach(value -> counts.merge(value, 1L, Long::sum));
    return counts;
  }
}
