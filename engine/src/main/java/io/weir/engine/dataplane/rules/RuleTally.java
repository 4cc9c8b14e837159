package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import java.util.ArrayList;
import java.util.List;

/** Counts what rules did, per column. */
final class RuleTally {
  private static final Rule[] RULES = Rule.values();

  private final long[][] counts;
  private long extraFields;

  RuleTally(int columns) {
    counts = new long[columns][RULES.length];
  }

  void count(int column, Rule rule, long times) {
    counts[column][rule.ordinal()] += times;
  }

  void countExtraFields(long times) {
    extraFields += times;
  }

  /** The counts that are not zero: columns in document order, then what concerns whole records. */
  List<RuleCount> counts(String table, int source, List<String> columns) {
    List<RuleCount> found = new ArrayList<>();
    for (int column = 0; column < counts.length; column++) {
      for (Rule rule : RULES) {
        long count = counts[column][rule.ordinal()];
        if (count > 0) {
          found.add(new RuleCount(table, source, columns.get(column), rule, 0, count));
        }
      }
    }
    if (extraFields > 0) {
      found.add(new RuleCount(table, source, "", Rule.EXTRA_FIELD_IGNORED, 0, extraFields));
    }
    return found;
  }
}
