package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.verify.ClassPromise.ClassId;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A second look at classes that break a promise where an empty value matches every value. Whoever
 * fits a record also fits those that say the same, or nothing, where it has a value: these are
 * counted with its class. Records that say more are not, since they may speak of others; so nobody
 * hides among fewer records than are counted here.
 */
final class Wildcards {
  private static final int MOST_PATTERNS = 1 << 10;
  private static final int MOST_VALUES = 1 << 20;
  private static final int MOST_COLUMNS = Long.SIZE;

  private final TableRecords records;
  private final List<String> quasi;
  private final Stars stars;
  private final Map<ClassId, Hidden> suspects = new HashMap<>();
  private final Map<Long, Map<ClassId, List<Hidden>>> hosts = new HashMap<>();
  private final Set<Long> patterns = new HashSet<>();

  /** What hides one class: its own records and those that match whatever it matches. */
  static final class Hidden {
    private long own;
    private long among;
    private final TreeMap<Long, Long> values = new TreeMap<>(Long::compareUnsigned);

    /** Records of the class itself. */
    long own() {
      return own;
    }

    /** Whether the class keeps a promise together with all that hides it. */
    boolean keeps(ClassMeasure measure) {
      values.forEach(measure::value);
      return measure.end(among);
    }
  }

  private Wildcards(TableRecords records, List<String> quasi, Stars stars) {
    this.records = records;
    this.quasi = quasi;
    this.stars = stars;
  }

  /**
   * Looks for what hides some classes.
   *
   * @param column the sensitive column, or empty text
   * @return empty when there are too many patterns of empties, or values, to look at
   */
  static Optional<Map<ClassId, Hidden>> look(
      TableRecords records, List<String> quasi, Stars stars, List<ClassId> broken, String column) {
    Wildcards look = new Wildcards(records, quasi, stars);
    broken.forEach(id -> look.suspects.put(id, new Hidden()));
    if (quasi.size() > MOST_COLUMNS || !look.findPatterns()) {
      return Optional.empty();
    }
    look.findHosts();
    return look.gather(column) ? Optional.of(look.suspects) : Optional.empty();
  }

  /** Which columns have values, in records that have some empty. */
  private boolean findPatterns() {
    long full = quasi.size() == Long.SIZE ? -1 : (1L << quasi.size()) - 1;
    records.forEach(
        quasi,
        batch -> {
          for (int row = 0; row < batch.size() && patterns.size() <= MOST_PATTERNS; row++) {
            long pattern = Tuples.present(batch, quasi.size(), row);
            if (pattern != full) {
              patterns.add(pattern);
            }
          }
        });
    return patterns.size() <= MOST_PATTERNS;
  }

  private void findHosts() {
    Set<ClassId> found = new HashSet<>();
    Tuples tuples = new Tuples(quasi.size());
    records.forEach(
        quasi,
        batch -> {
          tuples.take(batch);
          for (int row = 0; row < batch.size(); row++) {
            ClassId id = new ClassId(tuples.high(row), tuples.low(row));
            Hidden hidden = suspects.get(id);
            if (hidden != null && found.add(id)) {
              findHosts(tuples, row, Tuples.present(batch, quasi.size(), row), hidden);
            }
          }
        });
  }

  private void findHosts(Tuples tuples, int row, long present, Hidden hidden) {
    for (long pattern : patterns) {
      if (pattern != present && (pattern & ~present) == 0) {
        long[] part = tuples.of(row, pattern);
        hosts
            .computeIfAbsent(pattern, some -> new HashMap<>())
            .computeIfAbsent(new ClassId(part[0], part[1]), some -> new ArrayList<>())
            .add(hidden);
      }
    }
  }

  private boolean gather(String column) {
    List<String> columns = new ArrayList<>(quasi);
    if (!column.isEmpty()) {
      columns.add(column);
    }
    Tuples tuples = new Tuples(quasi.size());
    Fingerprints values = new Fingerprints();
    long[] held = new long[1];
    records.forEach(
        columns,
        batch -> {
          tuples.take(batch);
          if (!column.isEmpty()) {
            values.take(batch.column(quasi.size()));
          }
          for (int row = 0; row < batch.size() && held[0] < MOST_VALUES; row++) {
            if (!stars.isStarred(tuples, row)) {
              long value = column.isEmpty() ? 0 : values.value(row);
              held[0] += gather(batch, tuples, row, value);
            }
          }
        });
    return held[0] < MOST_VALUES;
  }

  /** Counts a record wherever it hides a class, and tells how many counters are new. */
  private int gather(RecordBatch batch, Tuples tuples, int row, long value) {
    int added = 0;
    Hidden own = suspects.get(new ClassId(tuples.high(row), tuples.low(row)));
    if (own != null) {
      own.own++;
      added += add(own, value);
    }
    long pattern = Tuples.present(batch, quasi.size(), row);
    Map<ClassId, List<Hidden>> guests = hosts.get(pattern);
    if (guests != null) {
      long[] part = tuples.of(row, pattern);
      for (Hidden guest : guests.getOrDefault(new ClassId(part[0], part[1]), List.of())) {
        added += add(guest, value);
      }
    }
    return added;
  }

  private static int add(Hidden hidden, long value) {
    hidden.among++;
    return hidden.values.merge(value, 1L, Long::sum) == 1 ? 1 : 0;
  }
}
