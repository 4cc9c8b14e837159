package io.weir.engine.run;

import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.entity.Cause;
import io.weir.engine.entity.DurableState;
import io.weir.engine.entity.RecentKeys;
import io.weir.engine.run.RunView.HistoryEntry;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run's state, as its events made it. */
public sealed interface RunLife {
  /** Before the first event. */
  record Unborn() implements RunLife {}

  /**
   * @param epoch of the newest execution; 0 before the first
   * @param fruitless executions since the last entry into the ledger
   * @param problem why it failed, or what keeps an upload from being settled
   * @param clear whether what was prepared is to be deleted
   */
  record State(
      String id,
      Pinned pinned,
      Instant startedAt,
      RunState state,
      long epoch,
      int fruitless,
      RunBook book,
      Publication publication,
      Optional<Problem> problem,
      Optional<Instant> endedAt,
      boolean clear,
      List<HistoryEntry> history,
      RecentKeys recent)
      implements RunLife, DurableState {
    private static final int LONGEST_HISTORY = 500;
    private static final String UPLOAD_REFUSED = "upload refused";

    public State {
      history = List.copyOf(history);
    }

    /**
     * From the outbox to the new module version.
     *
     * @param location where the upload went; present once it is delivered
     * @param published whether the module has its new version
     */
    record Publication(
        Optional<String> outbox,
        Optional<Run.Upload> upload,
        Optional<String> location,
        boolean published) {
      static Publication none() {
        return new Publication(Optional.empty(), Optional.empty(), Optional.empty(), false);
      }
    }

    static State born(Run.RunStarted started) {
      Pinned pinned = started.pinned();
      return new State(
              started.id(),
              pinned,
              started.cause().at(),
              RunState.RUNNING,
              0,
              0,
              RunBook.empty(),
              Publication.none(),
              Optional.empty(),
              Optional.empty(),
              false,
              List.of(),
              RecentKeys.none())
          .caused(
              started.cause(),
              "run started",
              Map.of(
                  "task", pinned.task(), "module", pinned.module() + " " + pinned.moduleVersion()));
    }

    State after(Run.Event event) {
      return switch (event) {
        case Run.RunStarted _ -> this;
        case Run.LedgerEvent entry -> entered(entry);
        case Run.StageCompleted(var _, Stage stage, Map<String, String> facts, Instant at) ->
            with(book.completed(stage))
                .told(at, stage.name().toLowerCase(Locale.ROOT) + " completed", facts);
        case Run.RunPrepared prepared ->
            with(RunState.PREPARED)
                .with(
                    new Publication(
                        Optional.of(prepared.outbox()), Optional.empty(), Optional.empty(), false))
                .told(prepared.at(), "prepared", Map.of("outbox", prepared.outbox()));
        case Run.RunPaused paused ->
            with(RunState.PAUSED).caused(paused.cause(), "paused", Map.of());
        case Run.RunParked parked ->
            with(RunState.PAUSED)
                .with(Optional.of(parked.problem()), endedAt)
                .told(parked.at(), "waits", Map.of("code", parked.problem().code().code()));
        case Run.RunResumed resumed ->
            with(publication.upload().isPresent() ? RunState.UPLOADING : RunState.RUNNING)
                .with(unknown(), endedAt)
                .caused(resumed.cause(), "resumed", Map.of());
        case Run.RunStopped stopped ->
            ended(RunState.STOPPED, problem, stopped.cause().at())
                .clearing(stopped.clearOutbox())
                .caused(stopped.cause(), "stopped", Map.of());
        case Run.RunFailed failed -> failed(failed.problem(), failed.at(), "failed");
        case Run.UploadConfirmed confirmed ->
            with(RunState.UPLOADING)
                .with(
                    new Publication(
                        publication.outbox(),
                        Optional.of(confirmed.upload()),
                        Optional.empty(),
                        false))
                .caused(
                    confirmed.cause(),
                    "upload confirmed",
                    Map.of(
                        "outbox revision",
                        Long.toString(confirmed.upload().outboxRevision()),
                        "version",
                        confirmed.upload().newVersion()));
        case Run.UploadDelivered delivered ->
            with(new Publication(
                    publication.outbox(),
                    publication.upload(),
                    Optional.of(delivered.location()),
                    false))
                .with(Optional.empty(), endedAt)
                .told(delivered.at(), "delivered", deliveryFacts(delivered));
        case Run.UploadRefused refused -> failed(refused.problem(), refused.at(), UPLOAD_REFUSED);
        case Run.UploadUnknown unknown ->
            with(Optional.of(unknown.problem()), endedAt)
                .told(
                    unknown.at(),
                    "upload outcome unknown",
                    Map.of("code", unknown.problem().code().code()));
        case Run.VersionPublished published ->
            ended(RunState.UPLOADED, Optional.empty(), published.at())
                .with(
                    new Publication(
                        publication.outbox(), publication.upload(), publication.location(), true))
                .told(published.at(), "version published", Map.of("version", published.version()));
      };
    }

    /** That an upload may have happened stays known until it is settled. */
    private Optional<Problem> unknown() {
      return problem.filter(why -> why.code() == ErrorCode.UPLOAD_UNKNOWN);
    }

    private State entered(Run.LedgerEvent entry) {
      return switch (entry) {
        case Run.ExecutionBegan began ->
            began(began.epoch())
                .told(
                    began.at(),
                    "execution began",
                    Map.of("epoch", Long.toString(began.epoch()), "node", began.node()));
        case Run.PartCommitted part ->
            with(book.withPart(part.part(), part.resumePoint(), part.recordsRead(), part.counts()));
        case Run.SourceAttemptFailed failed ->
            with(book.attemptFailed(failed.source()))
                .told(
                    failed.at(),
                    "source attempt failed",
                    Map.of(
                        "table", failed.source().table(),
                        "source", source(failed.source().table(), failed.source().source()),
                        "attempt", Integer.toString(failed.attempt()),
                        "code", failed.code().code(),
                        "next", failed.next().toString()));
        case Run.SourceRestarted restarted ->
            with(book.restarted(restarted.source()))
                .told(
                    restarted.at(),
                    "source restarted",
                    Map.of(
                        "table", restarted.source().table(),
                        "source", source(restarted.source().table(), restarted.source().source()),
                        "reason", restarted.reason()));
        case Run.SourceCompleted completed -> completed(completed);
        case Run.KeysResolved keys -> with(book.keysResolved(keys.masks(), keys.counts()));
        case Run.RecordsSuppressed decided ->
            with(book.suppressed(decided.suppressed(), decided.counts()));
        case Run.ProfilesStored stored -> with(book.profiled(stored.profiles()));
        case Run.RisksStored stored -> with(book.assessed(stored.risks()));
      };
    }

    private State completed(Run.SourceCompleted completed) {
      SourceKey key = completed.source();
      Map<String, String> facts =
          Map.of(
              "table", key.table(),
              "source", source(key.table(), key.source()),
              "records", Long.toString(completed.recordsRead()));
      State read =
          with(book.completed(key, completed.recordsRead(), completed.trailing()))
              .told(completed.at(), "source read", facts);
      if (completed.missing() == 0) {
        return read;
      }
      Map<String, String> warning = new TreeMap<>(facts);
      warning.put("expected", Long.toString(completed.recordsRead() + completed.missing()));
      warning.put("code", ErrorCode.TOO_FEW_RECORDS.code());
      return read.told(completed.at(), "warning: too few records", warning);
    }

    private String source(String table, int priority) {
      return pinned.tables().stream()
          .filter(outline -> outline.table().equals(table))
          .findFirst()
          .map(outline -> outline.source(priority))
          .orElseGet(() -> Integer.toString(priority));
    }

    private static Map<String, String> deliveryFacts(Run.UploadDelivered delivered) {
      Map<String, String> facts = new TreeMap<>();
      facts.put("location", delivered.location());
      delivered.rows().forEach((table, rows) -> facts.put("rows of " + table, rows.toString()));
      return facts;
    }

    private State failed(Problem why, Instant at, String what) {
      return ended(RunState.FAILED, Optional.of(why), at)
          .told(at, what, Map.of("code", why.code().code(), "message", why.message()));
    }

    private State with(RunState next) {
      return new State(
          id,
          pinned,
          startedAt,
          next,
          epoch,
          fruitless,
          book,
          publication,
          problem,
          endedAt,
          clear,
          history,
          recent);
    }

    private State began(long newEpoch) {
      return new State(
          id,
          pinned,
          startedAt,
          state,
          newEpoch,
          fruitless + 1,
          book,
          publication,
          problem,
          endedAt,
          clear,
          history,
          recent);
    }

    private State with(RunBook newBook) {
      return new State(
          id,
          pinned,
          startedAt,
          state,
          epoch,
          0,
          newBook,
          publication,
          problem,
          endedAt,
          clear,
          history,
          recent);
    }

    private State with(Publication newPublication) {
      return new State(
          id,
          pinned,
          startedAt,
          state,
          epoch,
          0,
          book,
          newPublication,
          problem,
          endedAt,
          clear,
          history,
          recent);
    }

    private State with(Optional<Problem> newProblem, Optional<Instant> end) {
      return new State(
          id,
          pinned,
          startedAt,
          state,
          epoch,
          fruitless,
          book,
          publication,
          newProblem,
          end,
          clear,
          history,
          recent);
    }

    private State ended(RunState last, Optional<Problem> why, Instant at) {
      return with(last).with(why, Optional.of(at));
    }

    private State clearing(boolean toBeCleared) {
      return new State(
          id,
          pinned,
          startedAt,
          state,
          epoch,
          fruitless,
          book,
          publication,
          problem,
          endedAt,
          toBeCleared,
          history,
          recent);
    }

    private State caused(Cause cause, String what, Map<String, String> facts) {
      Map<String, String> more = new TreeMap<>(facts);
      more.put("by", cause.by());
      State told = told(cause.at(), what, more);
      return new State(
          id,
          pinned,
          startedAt,
          state,
          epoch,
          fruitless,
          book,
          publication,
          problem,
          endedAt,
          clear,
          told.history(),
          recent.and(cause));
    }

    private State told(Instant at, String what, Map<String, String> facts) {
      List<HistoryEntry> longer = new ArrayList<>(history);
      longer.add(new HistoryEntry(at, what, facts));
      return new State(
          id,
          pinned,
          startedAt,
          state,
          epoch,
          fruitless,
          book,
          publication,
          problem,
          endedAt,
          clear,
          longer.subList(Math.max(0, longer.size() - LONGEST_HISTORY), longer.size()),
          recent);
    }

    /**
     * Whether it ended and nothing of its result can be at the target: no upload was begun, or the
     * first execution that uploaded was refused. A later one cannot know what those before it did
     * when they were cut off.
     */
    boolean nothingLeft() {
      boolean refusedAtOnce =
          fruitless == 1 && !history.isEmpty() && history.getLast().what().equals(UPLOAD_REFUSED);
      return state.isTerminal()
          && publication.location().isEmpty()
          && (publication.upload().isEmpty() || refusedAtOnce);
    }

    RunView view() {
      return RunTelling.view(this);
    }

    RunReport report() {
      return RunTelling.report(this);
    }
  }
}
