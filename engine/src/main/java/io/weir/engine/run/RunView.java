package io.weir.engine.run;

import io.weir.engine.dataplane.Stage;
import io.weir.engine.vocabulary.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What callers see of a run.
 *
 * @param stage at work, or reached
 * @param tables in document order; empty in lists
 * @param problem why it failed, or why an upload is being reconciled
 * @param outbox from PREPARED on
 * @param newModuleVersion from UPLOADED on
 * @param location where a person finds what was uploaded
 * @param history oldest first; empty in lists
 */
public record RunView(
    String id,
    String task,
    RunState state,
    Stage stage,
    Instant startedAt,
    Optional<Instant> endedAt,
    List<TableProgress> tables,
    Optional<Problem> problem,
    Optional<String> outbox,
    String module,
    String moduleVersion,
    Optional<String> newModuleVersion,
    Optional<String> location,
    List<HistoryEntry> history) {
  public RunView {
    tables = List.copyOf(tables);
    history = List.copyOf(history);
  }

  /**
   * @param read records read from the sources
   * @param extracted records that passed the field rules
   * @param prepared records in the outbox
   */
  public record TableProgress(String table, long read, long extracted, long prepared) {}

  /**
   * @param what happened, such as {@code run started}
   * @param facts names and numbers, never values of the data
   */
  public record HistoryEntry(Instant at, String what, Map<String, String> facts) {
    public HistoryEntry {
      facts = Map.copyOf(facts);
    }
  }
}
