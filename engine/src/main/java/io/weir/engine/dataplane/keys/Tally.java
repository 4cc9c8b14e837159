package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what the keys did, by table, source, column, rule and round. Safe for use by many threads.
 */
final class Tally {
  /** How many rounds are told apart; later ones count as the last of them. */
  static final int MOST_ROUNDS = 1_000;

  private final Map<Key, Long> counts = new TreeMap<>();

  synchronized void add(String table, int source, String column, Rule rule, int round, long count) {
    if (count > 0) {
      counts.merge(
          new Key(table, Math.min(round, MOST_ROUNDS), rule, column, source), count, Long::sum);
    }
  }

  /** Ordered by table, round, rule, column and source. */
  synchronized List<RuleCount> counts() {
    return counts.entrySet().stream()
        .map(entry -> {
          Key key = entry.getKey();
          return new RuleCount(
              key.table, key.source, key.column, key.rule, key.round, entry.getValue());
        })
        .toList();
  }

  private record Key(String table, int round, Rule rule, String column, int source)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::table)
            .thenComparingInt(Key::round)
            .thenComparing(Key::rule)
            .thenComparing(Key::column)
            .thenComparingInt(Key::source);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }
}
