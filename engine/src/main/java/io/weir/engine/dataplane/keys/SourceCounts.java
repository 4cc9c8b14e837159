package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Rule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts records of a table by their source. Safe for use by many threads. */
final class SourceCounts {
  private final CollectedTable table;
  private final Map<Integer, LongAdder> counts = new ConcurrentHashMap<>();

  SourceCounts(CollectedTable table) {
    this.table = table;
  }

  void add(long ordinal) {
    counts
        .computeIfAbsent(table.source(table.part(ordinal)), source -> new LongAdder())
        .increment();
  }

  long sum() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  void tell(Tally tally, String column, Rule rule, int round) {
    counts.forEach(
        (source, count) -> tally.add(table.name(), source, column, rule, round, count.sum()));
  }
}
