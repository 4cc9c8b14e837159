package io.weir.engine.privacy.search;

import io.weir.engine.privacy.model.Condition;
import io.weir.engine.privacy.model.ConditionCheck;
import io.weir.engine.privacy.model.Empties;
import io.weir.engine.privacy.model.PopulationPromise;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.model.ValueCounts;
import io.weir.engine.privacy.table.Histograms;
import io.weir.engine.privacy.table.TupleTable;
import java.util.ArrayList;
import java.util.List;

/** Tells of each class whether it keeps the promise. For one thread. */
final class Judge {
  /** It keeps the promise. */
  static final byte KEPT = 0;

  /** It does not, and its records would not at any node below either. */
  static final byte LASTING = 1;

  /** It does not. */
  static final byte FAILED = 2;

  private final Promise promise;
  private final int fewest;
  private final int fewestAlone;
  private final List<ValueCounts> values = new ArrayList<>();
  private final List<ConditionCheck> checks = new ArrayList<>();
  private final boolean[] read;
  private final boolean wildcards;

  /**
   * @param all the table whose distribution of sensitive values classes are compared with
   */
  Judge(Promise promise, TupleTable table, TupleTable all) {
    this.promise = promise;
    fewest = promise.fewest();
    wildcards =
        promise.empties() == Empties.WILDCARD
            && table.columns().stream().anyMatch(column -> column.empty().isPresent());
    int alone = 1;
    read = new boolean[table.sensitiveColumns()];
    for (int column = 0; column < table.sensitiveColumns(); column++) {
      values.add(new ValueCounts(table.sensitiveCardinality(column)));
    }
    for (Condition condition : promise.conditions()) {
      read[condition.column()] = true;
      ValueCounts values = new ValueCounts(table.sensitiveCardinality(condition.column()));
      add(all.sensitive(condition.column()), 0, all.size(), values);
      checks.add(new ConditionCheck(condition, values));
      alone = condition.growing() ? alone : Math.max(alone, condition.fewest());
    }
    fewestAlone = alone;
  }

  boolean wildcards() {
    return wildcards;
  }

  boolean readsValues() {
    return !checks.isEmpty();
  }

  /** Whether classes are judged by their number of records alone. */
  boolean byRecords() {
    return checks.isEmpty() && promise.population().isEmpty() && !wildcards;
  }

  int fewest() {
    return fewest;
  }

  byte judge(Rows rows, Classes classes, int one) {
    if (classes.records[one] < fewest || !mapped(classes.persons[one])) {
      return LASTING;
    }
    if (!present(classes.records[one], classes.persons[one])) {
      return FAILED;
    }
    fill(rows, classes, one);
    return values(true) && values(false) ? KEPT : values(true) ? FAILED : LASTING;
  }

  /**
   * The same where records of other classes match as well.
   *
   * @param others classes with records that match and are published, as they come, and how many
   */
  byte judge(Rows rows, Classes classes, int one, int[] others, int count) {
    long matching = classes.records[one];
    for (int at = 0; at < count; at++) {
      matching += classes.records[others[at]];
    }
    if (matching < promise.k()
        || classes.records[one] < fewestAlone
        || !mapped(classes.persons[one])) {
      return LASTING;
    }
    if (!readsValues()) {
      return present(classes.records[one], classes.persons[one]) ? KEPT : FAILED;
    }
    fill(rows, classes, one);
    boolean alone = values(false);
    for (int at = 0; at < count; at++) {
      more(rows, classes, others[at]);
    }
    if (!values(true)) {
      return LASTING;
    }
    return alone && present(classes.records[one], classes.persons[one]) ? KEPT : FAILED;
  }

  private boolean mapped(int persons) {
    return promise.population().isEmpty() || promise.population().get().maps(persons);
  }

  private boolean present(int records, int persons) {
    return promise.population().isEmpty() || promise.population().get().present(records, persons);
  }

  /** Whether every person of the population has to be in a class that keeps the promise. */
  boolean coversAll() {
    return promise.population().map(PopulationPromise::coversAll).orElse(false);
  }

  private boolean values(boolean growing) {
    for (int at = 0; at < checks.size(); at++) {
      Condition condition = promise.conditions().get(at);
      if (condition.growing() == growing && !checks.get(at).holds(values.get(condition.column()))) {
        return false;
      }
    }
    return true;
  }

  private void fill(Rows rows, Classes classes, int one) {
    for (int column = 0; column < read.length; column++) {
      if (read[column]) {
        values.get(column).clear();
      }
    }
    more(rows, classes, one);
  }

  private void more(Rows rows, Classes classes, int one) {
    for (int column = 0; column < read.length; column++) {
      if (read[column]) {
        Histograms histograms = rows.sensitive().get(column);
        for (int at = classes.starts[one]; at < classes.starts[one + 1]; at++) {
          add(histograms, classes.rows[at], classes.rows[at] + 1, values.get(column));
        }
      }
    }
  }

  private static void add(Histograms histograms, int from, int to, ValueCounts values) {
    for (int at = histograms.offsets()[from]; at < histograms.offsets()[to]; at++) {
      values.add(histograms.values()[at], histograms.counts()[at]);
    }
  }
}
