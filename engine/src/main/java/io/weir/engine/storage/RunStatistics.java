package io.weir.engine.storage;

import io.weir.engine.run.RunState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.EnumMap;
import java.util.Map;

/** Counts over the list of runs, kept for a moment so that one look at the metrics is one query. */
public final class RunStatistics {
  private static final long FRESH_NANOS = 1_000_000_000L;

  private final Database database;
  private Map<RunState, Long> counts = Map.of();
  private long counted;

  public RunStatistics(Database database) {
    this.database = database;
  }

  public synchronized long runsIn(RunState state) {
    if (counts.isEmpty() || System.nanoTime() - counted > FRESH_NANOS) {
      counts = database.transact(RunStatistics::count);
      counted = System.nanoTime();
    }
    return counts.getOrDefault(state, 0L);
  }

  private static Map<RunState, Long> count(java.sql.Connection connection)
      throws java.sql.SQLException {
    Map<RunState, Long> found = new EnumMap<>(RunState.class);
    try (PreparedStatement select =
            connection.prepareStatement(
                "select entry->>'state', count(*) from view_run group by 1");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.put(RunState.valueOf(row.getString(1)), row.getLong(2));
      }
    }
    return found;
  }
}
