package io.weir.engine.main;

import io.weir.engine.run.RunState;
import io.weir.engine.storage.Database;
import io.weir.engine.storage.RunStatistics;
import java.util.Locale;

/** How many runs stand where, looked up when Prometheus asks. */
final class RunGauges {
  private RunGauges() {}

  static void register(Metrics metrics, Database database) {
    RunStatistics statistics = new RunStatistics(database);
    for (RunState state : RunState.values()) {
      metrics.gauge(
          "weir.runs",
          "Runs by state.",
          "state",
          state.name().toLowerCase(Locale.ROOT),
          statistics,
          it -> it.runsIn(state));
    }
  }
}
