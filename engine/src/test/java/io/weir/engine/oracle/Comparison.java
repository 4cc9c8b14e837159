package io.weir.engine.oracle;

import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Reference;
import io.weir.engine.oracle.ModuleCase.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what Weir made of a module against what the oracle says. Values must be equal, but for
 * fresh keys: these must correspond one to one, and must be like nothing that was delivered.
 */
final class Comparison {
  private final ModuleCase module;
  private final Outcome expected;
  private final Outcome actual;
  private final List<String> differences = new ArrayList<>();
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, Set<String>> given = new HashMap<>();

  private Comparison(ModuleCase module, Outcome expected, Outcome actual) {
    this.module = module;
    this.expected = expected;
    this.actual = actual;
  }

  /** All differences, each one sentence; empty if there are none. */
  static List<String> differences(ModuleCase module, Outcome expected, Outcome actual) {
    Comparison comparison = new Comparison(module, expected, actual);
    comparison.compare();
    return comparison.differences;
  }

  private void compare() {
    if (!expected.failures().isEmpty() || !actual.failures().isEmpty()) {
      boolean same =
          !actual.failures().isEmpty() && expected.failures().containsAll(actual.failures());
      if (!same) {
        differences.add(
            "must fail with one of " + expected.failures() + ", fails with " + actual.failures());
      }
      return;
    }
    Set<String> places = new TreeSet<>(expected.counts().keySet());
    places.addAll(actual.counts().keySet());
    for (String place : places) {
      long should = expected.counts().getOrDefault(place, 0L);
      long is = actual.counts().getOrDefault(place, 0L);
      if (should != is) {
        differences.add("count of " + place + " must be " + should + ", is " + is);
      }
    }
    for (Table table : module.tables()) {
      for (int source = 0; source < table.sources().size(); source++) {
        compare(table, source);
      }
    }
  }

  private void compare(Table table, int source) {
    List<List<Optional<String>>> should = expected.rows(table.name(), source);
    List<List<Optional<String>>> is = actual.rows(table.name(), source);
    String place = table.name() + " / source " + source;
    if (should.size() != is.size()) {
      differences.add(place + " must have " + should.size() + " records, has " + is.size());
      return;
    }
    for (int row = 0; row < should.size(); row++) {
      for (int column = 0; column < table.columns().size(); column++) {
        Optional<String> value = should.get(row).get(column);
        Optional<String> found = is.get(row).get(column);
        boolean same =
            value.filter(CanonicalText::isFresh).isPresent() && found.isPresent()
                ? isFresh(value.get(), found.get())
                : value.equals(found);
        if (!same) {
          differences.add(
              "%s / %s / record %d that stays must be %s, is %s"
                  .formatted(place, table.columns().get(column).name(), row, value, found));
        }
      }
    }
  }

  /** Whether a new key may be, and is the same wherever it stands. */
  private boolean isFresh(String mark, String key) {
    String known = keys.get(mark);
    if (known != null) {
      return known.equals(key);
    }
    keys.put(mark, key);
    Table table = module.tables().get(Integer.parseInt(mark.split(" ")[1]));
    String column = table.primaryKey().orElseThrow();
    return given.computeIfAbsent(table.name(), name -> new HashSet<>()).add(key)
        && !expected.delivered(table.name(), column).contains(key)
        && children(table.name(), column).noneMatch(values -> values.contains(key));
  }

  private java.util.stream.Stream<Set<String>> children(String parent, String key) {
    Optional<Reference> reference = Optional.of(new Reference(parent, key));
    return module.tables().stream()
        .flatMap(table ->
            table.columns().stream()
                .filter(column -> column.references().equals(reference))
                .map(Column::name)
                .map(column -> expected.delivered(table.name(), column)));
  }
}
