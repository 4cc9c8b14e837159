package io.weir.engine.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.definition.PrivacySpending;
import io.weir.engine.entity.Cause;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.DurableEvent;
import io.weir.engine.entity.Envelope;
import io.weir.engine.entity.Logic;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sharded;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One run: the ledger of what is committed of it, and the switch between at work, paused and ended.
 * Terminal states are final. Whoever works for the run bears the epoch of the execution it belongs
 * to; once another execution has begun, the ledger is closed to it.
 */
public final class Run implements Logic<Run.Command, Run.Event, RunLife, Run.Reply> {
  static final EntityTypeKey<Envelope<Command>> KEY = Sharded.key("run");

  /** After so many executions in a row that committed nothing, another would not either. */
  static final int MOST_FRUITLESS = 100;

  // ---- commands

  /** What can be asked of a run. */
  public sealed interface Command {
    String id();
  }

  record Start(String id, Pinned pinned, Origin origin) implements Command {}

  record Pause(String id, Origin origin) implements Command {}

  record Resume(String id, Origin origin) implements Command {}

  record ConfirmUpload(String id, Upload upload, Origin origin) implements Command {}

  record Stop(String id, boolean clearOutbox, Origin origin) implements Command {}

  record Get(String id) implements Command {}

  record GetReport(String id) implements Command {}

  record GetPrivacy(String id) implements Command {}

  /** Sees to it that a run with work to do is worked for. */
  record Wake(String id) implements Command {}

  record Begin(String id, String node) implements Command {}

  /** Said by whoever works for the run. */
  sealed interface Worker extends Command {
    long epoch();
  }

  /** An entry into the ledger; answered with an instruction. */
  sealed interface Entry extends Worker {}

  record CommitPart(
      String id,
      long epoch,
      Part part,
      ResumePoint resumePoint,
      long recordsRead,
      List<RuleCount> counts)
      implements Entry {}

  record AttemptFailed(
      String id, long epoch, SourceKey source, int attempt, ErrorCode code, Duration pause)
      implements Entry {}

  /** Enters nothing: whoever waits asks what the run wants. */
  record AskInstruction(String id, long epoch) implements Entry {}

  record RestartSource(String id, long epoch, SourceKey source, String reason) implements Entry {}

  record CompleteSource(
      String id, long epoch, SourceKey source, long recordsRead, List<RuleCount> trailing)
      implements Entry {}

  record ResolveKeys(String id, long epoch, List<MaskFile> masks, List<RuleCount> counts)
      implements Entry {}

  record SuppressRecords(String id, long epoch, Suppressed suppressed, List<RuleCount> counts)
      implements Entry {}

  record StoreProfiles(String id, long epoch, List<ProfileFile> profiles) implements Entry {}

  record StoreRisks(String id, long epoch, List<RiskFile> risks) implements Entry {}

  record CompleteStage(String id, long epoch, Stage stage, Map<String, String> facts)
      implements Entry {}

  /** How an execution, or a step of it, ended; of no effect when another has begun. */
  sealed interface Outcome extends Worker {}

  record Prepared(String id, long epoch, String outbox) implements Outcome {}

  record Failed(String id, long epoch, Problem problem) implements Outcome {}

  record Delivered(String id, long epoch, String location, Map<String, Long> rows)
      implements Outcome {}

  record Refused(String id, long epoch, Problem problem) implements Outcome {}

  record Unknown(String id, long epoch, Problem problem) implements Outcome {}

  /** Nothing more can be done until a person resumes the run. */
  record Parked(String id, long epoch, Problem problem) implements Outcome {}

  record Published(String id, long epoch) implements Outcome {}

  /** Nobody works for the run any more. */
  record Ended(String id, long epoch) implements Outcome {}

  /**
   * An upload that somebody confirmed.
   *
   * @param outboxRevision what they had reviewed
   * @param newVersion the module version it becomes
   * @param uploadId names this upload at the target, whatever the attempt
   */
  public record Upload(long outboxRevision, String newVersion, String uploadId) {}

  /** What a run answers. */
  public sealed interface Reply {}

  record Seen(RunView run) implements Reply {}

  /**
   * @param pinned what the run works with
   */
  record Reported(RunReport report, Pinned pinned) implements Reply {}

  /**
   * @param privacy what the run spends; absent if that is nothing, or was not asked for when it
   *     began
   * @param nothingLeft whether it ended before anything of it can have reached its target
   */
  record Privacy(
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PrivacySpending> privacy,
      boolean nothingLeft)
      implements Reply {}

  record Told(Instruction instruction) implements Reply {}

  // ---- events

  /** What happened to a run. */
  public sealed interface Event extends DurableEvent {
    /** Of the run. */
    String id();

    @Override
    default boolean audited() {
      return true;
    }
  }

  /** Entries of the ledger show in no list, and few of them are steps to be audited. */
  public sealed interface LedgerEvent extends Event {
    @Override
    default boolean listed() {
      return false;
    }

    @Override
    default boolean audited() {
      return false;
    }
  }

  /** A released task was started. */
  public record RunStarted(String id, Pinned pinned, Cause cause) implements Event {}

  /** A node took the run up; whoever worked for it before is shut out. */
  public record ExecutionBegan(String id, long epoch, String node, Instant at)
      implements LedgerEvent {}

  /** A part exists. */
  public record PartCommitted(
      String id, Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> counts)
      implements LedgerEvent {}

  /**
   * Reading a source failed for a passing reason; it is tried again.
   *
   * @param attempt how many failed in a row
   * @param next when it is tried again
   */
  public record SourceAttemptFailed(
      String id, SourceKey source, int attempt, ErrorCode code, Instant next, Instant at)
      implements LedgerEvent {
    @Override
    public boolean audited() {
      return true;
    }
  }

  /** A source delivered something else than before; its parts are void. */
  public record SourceRestarted(String id, SourceKey source, String reason, Instant at)
      implements LedgerEvent {
    @Override
    public boolean audited() {
      return true;
    }
  }

  /** A source is read to its end. */
  public record SourceCompleted(
      String id, SourceKey source, long recordsRead, List<RuleCount> trailing, Instant at)
      implements LedgerEvent {
    /** How many records the source delivered less than is expected of it; mostly 0. */
    public long missing() {
      return trailing.stream()
          .filter(count -> count.rule() == Rule.TOO_FEW_RECORDS)
          .mapToLong(RuleCount::count)
          .sum();
    }

    @Override
    public boolean audited() {
      return true;
    }
  }

  /** Primary and foreign keys are settled. */
  public record KeysResolved(String id, List<MaskFile> masks, List<RuleCount> counts)
      implements LedgerEvent {}

  /** It is decided which records are suppressed, and how the privacy models are kept. */
  public record RecordsSuppressed(String id, Suppressed suppressed, List<RuleCount> counts)
      implements LedgerEvent {}

  /** What the columns look like, before and after, is known; the values lie in the files. */
  public record ProfilesStored(String id, List<ProfileFile> profiles) implements LedgerEvent {}

  /** How likely somebody is found in the tables is known; the numbers lie in the files. */
  public record RisksStored(String id, List<RiskFile> risks) implements LedgerEvent {}

  /** A stage is complete. */
  public record StageCompleted(String id, Stage stage, Map<String, String> facts, Instant at)
      implements Event {}

  /** The result awaits review. */
  public record RunPrepared(String id, String outbox, Instant at) implements Event {}

  /** No more work is done until the run is resumed. */
  public record RunPaused(String id, Cause cause) implements Event {}

  /** The engine waits for somebody to mend something and resume the run. */
  public record RunParked(String id, Problem problem, Instant at) implements Event {}

  /** The run goes on. */
  public record RunResumed(String id, Cause cause) implements Event {}

  /** The run was ended by a person. */
  public record RunStopped(String id, boolean clearOutbox, Cause cause) implements Event {}

  /** The run cannot go on. */
  public record RunFailed(String id, Problem problem, Instant at) implements Event {}

  /** A person wants the result published. */
  public record UploadConfirmed(String id, Upload upload, Cause cause) implements Event {}

  /** The target holds the result. */
  public record UploadDelivered(
      String id, String location, Map<String, Long> rows, String version, Instant at)
      implements Event {}

  /** The target does not take the result. */
  public record UploadRefused(String id, Problem problem, Instant at) implements Event {}

  /** Whether the target holds the result is not known yet. */
  public record UploadUnknown(String id, Problem problem, Instant at) implements Event {}

  /** The module has its new version. */
  public record VersionPublished(String id, String version, Instant at) implements Event {}

  // ---- decisions

  @Override
  public RunLife empty() {
    return new RunLife.Unborn();
  }

  @Override
  public Decision<Event, Reply> decide(RunLife life, Command command, Instant now) {
    return switch (life) {
      case RunLife.Unborn _ ->
          command instanceof Start start
              ? accept(life, new RunStarted(start.id(), start.pinned(), start.origin().at(now)))
              : Decision.refuse(Refusals.notFound("run", command.id()));
      case RunLife.State run -> decide(run, command, now);
    };
  }

  private Decision<Event, Reply> decide(RunLife.State run, Command command, Instant now) {
    return switch (command) {
      case Start start ->
          run.recent()
              .once(
                  start.origin(),
                  () -> new Seen(run.view()),
                  () -> Decision.refuse(Refusals.alreadyExists("run", run.id())));
      case Get _, Wake _ -> unchanged(run);
      case GetReport _ -> Decision.accept(List.of(), new Reported(run.report(), run.pinned()));
      case GetPrivacy _ ->
          Decision.accept(List.of(), new Privacy(run.pinned().privacy(), run.nothingLeft()));
      case Pause(var _, Origin origin) ->
          run.recent().once(origin, () -> new Seen(run.view()), () -> pause(run, origin, now));
      case Resume(var _, Origin origin) ->
          run.recent().once(origin, () -> new Seen(run.view()), () -> resume(run, origin, now));
      case ConfirmUpload confirm ->
          run.recent()
              .once(confirm.origin(), () -> new Seen(run.view()), () -> confirm(run, confirm, now));
      case Stop stop ->
          run.recent().once(stop.origin(), () -> new Seen(run.view()), () -> stop(run, stop, now));
      case Begin begin -> begin(run, begin, now);
      case Entry entry ->
          entry.epoch() == run.epoch()
              ? enter(run, entry, now)
              : Decision.refuse(fenced(run, entry.epoch()));
      case Outcome outcome ->
          outcome.epoch() == run.epoch() && !run.state().isTerminal()
              ? end(run, outcome, now)
              : unchanged(run);
    };
  }

  private static Decision<Event, Reply> unchanged(RunLife.State run) {
    return Decision.accept(List.of(), new Seen(run.view()));
  }

  private Decision<Event, Reply> pause(RunLife.State run, Origin origin, Instant now) {
    return switch (run.state()) {
      case RUNNING -> accept(run, new RunPaused(run.id(), origin.at(now)));
      case PAUSED -> unchanged(run);
      case PREPARED -> refuse(run, "Nothing is at work; confirm the upload or stop the run.");
      case UPLOADING -> refuse(run, "An upload is all or nothing; wait for its end.");
      case UPLOADED, STOPPED, FAILED -> refuse(run, "Start a new run.");
    };
  }

  private Decision<Event, Reply> resume(RunLife.State run, Origin origin, Instant now) {
    return switch (run.state()) {
      case PAUSED -> accept(run, new RunResumed(run.id(), origin.at(now)));
      case RUNNING, UPLOADING -> unchanged(run);
      case PREPARED -> refuse(run, "Confirm the upload with the outbox revision you reviewed.");
      case UPLOADED, STOPPED, FAILED -> refuse(run, "Start a new run.");
    };
  }

  private Decision<Event, Reply> confirm(RunLife.State run, ConfirmUpload confirm, Instant now) {
    return switch (run.state()) {
      case PREPARED ->
          accept(run, new UploadConfirmed(run.id(), confirm.upload(), confirm.origin().at(now)));
      case UPLOADING, UPLOADED -> unchanged(run);
      case RUNNING, PAUSED -> refuse(run, "Wait until the outbox is prepared.");
      case STOPPED, FAILED -> refuse(run, "Start a new run.");
    };
  }

  private Decision<Event, Reply> stop(RunLife.State run, Stop stop, Instant now) {
    return switch (run.state()) {
      case RUNNING, PAUSED, PREPARED ->
          accept(run, new RunStopped(run.id(), stop.clearOutbox(), stop.origin().at(now)));
      case STOPPED -> unchanged(run);
      case FAILED ->
          stop.clearOutbox() ? unchanged(run) : refuse(run, "It has ended; start a new run.");
      case UPLOADING -> refuse(run, "An upload is all or nothing; wait for its end.");
      case UPLOADED -> refuse(run, "It has ended; start a new run.");
    };
  }

  private static Decision<Event, Reply> refuse(RunLife.State run, String advice) {
    String state = run.state().name().toLowerCase(Locale.ROOT);
    return Decision.refuse(
        Refusals.wrongState(
                "run", run.id(), "The run \"" + run.id() + "\" is " + state + ".", advice)
            .at("state", run.state().name()));
  }

  private Decision<Event, Reply> begin(RunLife.State run, Begin begin, Instant now) {
    if (!run.state().isActive()) {
      return unchanged(run);
    }
    if (run.fruitless() >= MOST_FRUITLESS) {
      return accept(run, new RunFailed(run.id(), fruitless(run), now));
    }
    return accept(run, new ExecutionBegan(run.id(), run.epoch() + 1, begin.node(), now));
  }

  private static Problem fruitless(RunLife.State run) {
    return Problem.of(
            ErrorCode.INTERNAL,
            "The run \"%s\" was taken up %d times without getting any further."
                .formatted(run.id(), run.fruitless()),
            "Look at the nodes' logs for what ends them, mend it, and start a new run.")
        .at("run", run.id());
  }

  private static Problem fenced(RunLife.State run, long epoch) {
    return Problem.of(
            ErrorCode.FENCED,
            "The execution %d of the run \"%s\" was superseded by %d."
                .formatted(epoch, run.id(), run.epoch()),
            "Nothing is to be done: the newer execution goes on.")
        .at("run", run.id());
  }

  /**
   * What is at work in an execution that was asked to halt may still be recorded; nothing after the
   * end.
   */
  private Decision<Event, Reply> enter(RunLife.State run, Entry entry, Instant now) {
    return switch (run.state()) {
      case RUNNING, UPLOADING -> enter(run, entry, now, Instruction.GO_ON);
      case PAUSED -> enter(run, entry, now, Instruction.HALT);
      case PREPARED, UPLOADED, STOPPED, FAILED ->
          Decision.accept(List.of(), new Told(Instruction.HALT));
    };
  }

  private Decision<Event, Reply> enter(
      RunLife.State run, Entry entry, Instant now, Instruction instruction) {
    return Decision.accept(
        event(run, entry, now).<List<Event>>map(List::of).orElseGet(List::of),
        new Told(instruction));
  }

  /** The event of an entry, or none when the same entry was made before and its answer was lost. */
  private static Optional<Event> event(RunLife.State run, Entry entry, Instant now) {
    RunBook book = run.book();
    return switch (entry) {
      case CommitPart part ->
          Optional.<Event>of(
                  new PartCommitted(
                      run.id(), part.part(), part.resumePoint(), part.recordsRead(), part.counts()))
              .filter(_ -> !book.has(part.part()));
      case AttemptFailed failed ->
          Optional.<Event>of(
                  new SourceAttemptFailed(
                      run.id(),
                      failed.source(),
                      failed.attempt(),
                      failed.code(),
                      now.plus(failed.pause()),
                      now))
              .filter(_ -> failed.attempt() > book.tries(failed.source()).failed());
      case AskInstruction _ -> Optional.empty();
      case RestartSource restart ->
          Optional.<Event>of(new SourceRestarted(run.id(), restart.source(), restart.reason(), now))
              .filter(_ -> book.source(restart.source()).isPresent());
      case CompleteSource source ->
          Optional.<Event>of(
                  new SourceCompleted(
                      run.id(), source.source(), source.recordsRead(), source.trailing(), now))
              .filter(_ -> !book.source(source.source()).map(s -> s.complete()).orElse(false));
      case ResolveKeys keys ->
          Optional.<Event>of(new KeysResolved(run.id(), keys.masks(), keys.counts()))
              .filter(_ -> !book.completed().contains(Stage.KEYS));
      case SuppressRecords suppress ->
          Optional.<Event>of(
                  new RecordsSuppressed(run.id(), suppress.suppressed(), suppress.counts()))
              .filter(_ -> book.suppressed().isEmpty());
      case StoreProfiles profiles ->
          Optional.<Event>of(new ProfilesStored(run.id(), profiles.profiles()))
              .filter(_ -> !book.profiles().equals(profiles.profiles()));
      case StoreRisks risks ->
          Optional.<Event>of(new RisksStored(run.id(), risks.risks()))
              .filter(_ -> !book.risks().equals(risks.risks()));
      case CompleteStage stage ->
          Optional.<Event>of(new StageCompleted(run.id(), stage.stage(), stage.facts(), now))
              .filter(_ -> !book.completed().contains(stage.stage()));
    };
  }

  private Decision<Event, Reply> end(RunLife.State run, Outcome outcome, Instant now) {
    boolean uploading = run.state() == RunState.UPLOADING;
    return switch (outcome) {
      case Prepared prepared ->
          run.state() == RunState.RUNNING
              ? accept(run, new RunPrepared(run.id(), prepared.outbox(), now))
              : unchanged(run);
      case Ended _ -> unchanged(run);
      case Failed failed -> accept(run, new RunFailed(run.id(), failed.problem(), now));
      case Delivered delivered ->
          uploading && run.publication().location().isEmpty()
              ? accept(
                  run,
                  new UploadDelivered(
                      run.id(),
                      delivered.location(),
                      delivered.rows(),
                      run.publication().upload().orElseThrow().newVersion(),
                      now))
              : unchanged(run);
      case Refused refused ->
          uploading
              ? accept(run, new UploadRefused(run.id(), refused.problem(), now))
              : unchanged(run);
      case Unknown unknown ->
          uploading && run.problem().isEmpty()
              ? accept(run, new UploadUnknown(run.id(), unknown.problem(), now))
              : unchanged(run);
      case Parked parked ->
          run.state().isActive()
              ? accept(run, new RunParked(run.id(), parked.problem(), now))
              : unchanged(run);
      case Published _ ->
          uploading && run.publication().location().isPresent()
              ? accept(
                  run,
                  new VersionPublished(
                      run.id(), run.publication().upload().orElseThrow().newVersion(), now))
              : unchanged(run);
    };
  }

  private Decision<Event, Reply> accept(RunLife life, Event event) {
    return switch (apply(life, event)) {
      case RunLife.State after -> Decision.accept(List.of(event), new Seen(after.view()));
      case RunLife.Unborn _ -> throw new IllegalStateException("an event left no run");
    };
  }

  // ---- what events do

  @Override
  public RunLife apply(RunLife life, Event event) {
    return switch (life) {
      case RunLife.Unborn _ -> RunLife.State.born((RunStarted) event);
      case RunLife.State run -> run.after(event);
    };
  }
}
