package io.weir.engine.main;

import io.weir.engine.run.RunState;
import io.weir.engine.storage.Database;
import io.weir.engine.storage.Follower;
import io.weir.engine.storage.JournalLag;
import io.weir.engine.storage.PoolStatistics;
import io.weir.engine.storage.RunStatistics;
import java.util.Locale;

/**
 * What is looked up when Prometheus asks: how many runs stand where, and how the connections are
 * used.
 */
final class DatabaseGauges {
  private DatabaseGauges() {}

  static void register(Metrics metrics, Database database) {
    RunStatistics runs = new RunStatistics(database);
    for (RunState state : RunState.values()) {
      metrics.gauge(
          "weir.runs",
          "Runs by state.",
          "state",
          state.name().toLowerCase(Locale.ROOT),
          runs,
          it -> it.runsIn(state));
    }
    JournalLag lag = new JournalLag(database);
    for (Follower follower : Follower.values()) {
      metrics.gauge(
          "weir.journal.unfollowed",
          "Events of the journal that the lists and the audit log do not show yet.",
          "in",
          follower.name().toLowerCase(Locale.ROOT),
          lag,
          it -> it.events(follower));
    }
    PoolStatistics pool = new PoolStatistics(database);
    String description = "Connections to the database, by use.";
    metrics.gauge(
        "weir.database.connections", description, "use", "active", pool, PoolStatistics::active);
    metrics.gauge(
        "weir.database.connections", description, "use", "idle", pool, PoolStatistics::idle);
    metrics.gauge(
        "weir.database.waiting",
        "Threads that wait for a connection to the database.",
        pool,
        PoolStatistics::waiting);
  }
}
