package io.weir.engine.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of a module, by whoever worked it out: records with their values as {@link
 * CanonicalText}, what was counted, or how it failed.
 */
final class Outcome {
  private final Map<String, List<List<List<Optional<String>>>>> records = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Set<String>> delivered = new HashMap<>();
  private final Set<String> failures = new TreeSet<>();

  private Outcome() {}

  /** An outcome without a record. */
  static Outcome of(ModuleCase module) {
    Outcome outcome = new Outcome();
    for (ModuleCase.Table table : module.tables()) {
      List<List<List<Optional<String>>>> sources = new ArrayList<>();
      table.sources().forEach(source -> sources.add(new ArrayList<>()));
      outcome.records.put(table.name(), sources);
    }
    return outcome;
  }

  /** The records that stay of a table's source, in their order. */
  List<List<Optional<String>>> rows(String table, int source) {
    return records.get(table).get(source);
  }

  Map<String, List<List<List<Optional<String>>>>> records() {
    return records;
  }

  void count(String table, int source, String column, String rule, int round, long times) {
    if (times != 0) {
      String place = table + " / source " + source + " / " + column + " / " + rule;
      counts.merge(round == 0 ? place : place + " / round " + round, times, Long::sum);
    }
  }

  /** How often each rule applied, by place. */
  Map<String, Long> counts() {
    return counts;
  }

  /** What a column held before any record got a new key; known to the oracle only. */
  Set<String> delivered(String table, String column) {
    return delivered.computeIfAbsent(table + "/" + column, name -> new TreeSet<>());
  }

  /** Code and place of what the run failed with; of the oracle all that it may fail with. */
  Set<String> failures() {
    return failures;
  }

  /** How often a rule applied in all. */
  long total(String rule) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().contains(" / " + rule))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Rounds in which there were orphans. */
  long rounds() {
    return counts.keySet().stream()
        .filter(place -> place.contains(" / round "))
        .map(place -> place.substring(place.lastIndexOf(' ')))
        .distinct()
        .count();
  }
}
