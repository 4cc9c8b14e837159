package io.weir.engine.run;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.run.RunReport.RuleTally;
import io.weir.engine.run.RunReport.SourceReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the field rules of one column did to the records of one source: in = passed + replaced +
 * clamped + dropped.
 *
 * @param in records that reached the column; those an earlier column dropped did not
 * @param passed values that went on as they were, or empty
 */
public record ColumnFlow(
    String column, long in, long passed, long replaced, long clamped, long dropped) {
  /**
   * All columns of a source.
   *
   * @param columns in the order rules are applied in
   */
  static List<ColumnFlow> of(SourceReport source, List<String> columns) {
    Map<String, Map<Rule.Effect, Long>> sums = new HashMap<>();
    for (RuleTally tally : source.rules()) {
      sums.computeIfAbsent(tally.column(), _ -> new EnumMap<>(Rule.Effect.class))
          .merge(tally.rule().effect(), tally.count(), Long::sum);
    }
    List<ColumnFlow> flows = new ArrayList<>();
    long in = source.read();
    for (String column : columns) {
      Map<Rule.Effect, Long> did = sums.getOrDefault(column, Map.of());
      long replaced = did.getOrDefault(Rule.Effect.REPLACED, 0L);
      long clamped = did.getOrDefault(Rule.Effect.CLAMPED, 0L);
      long dropped = did.getOrDefault(Rule.Effect.DROPPED, 0L);
      flows.add(
          new ColumnFlow(
              column, in, in - replaced - clamped - dropped, replaced, clamped, dropped));
      in -= dropped;
    }
    return flows;
  }
}
