package io.weir.engine.run;

import io.weir.engine.dataplane.ColumnProfile;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Composition;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.Extensions;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PrivacySpending;
import io.weir.engine.definition.UploadPlan;
import io.weir.engine.entity.Await;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Naming;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sha256;
import io.weir.engine.entity.Sharded;
import io.weir.engine.module.Modules;
import io.weir.engine.outbox.OutboxState;
import io.weir.engine.outbox.OutboxView;
import io.weir.engine.outbox.Outboxes;
import io.weir.engine.task.BoundPlan;
import io.weir.engine.task.TaskState;
import io.weir.engine.task.TaskView;
import io.weir.engine.task.Tasks;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.stream.javadsl.Source;

/** All runs. Every call fails with a {@link WeirException}. */
public final class Runs {
  /** One page of a report reads no more profiles than that, unless a single one is larger. */
  private static final long MOST_PROFILE_BYTES = 8L << 20;

  /** What a document may fail with that could be read when the run was started. */
  private static final Set<ErrorCode> UNREADABLE =
      Set.of(ErrorCode.MISSING_PLUGIN, ErrorCode.INVALID_DOCUMENT);

  private static final Duration LOOK = Duration.ofMillis(250);

  private final Sharded<Run.Command, Run.Reply> runs;
  private final Listing<RunView> listing;
  private final Needs needs;
  private final PrivacyAccounts accounts;
  private final PublishedVersions published;
  private final Executor blocking;

  /** Joins this node to those that hold runs and work for them. */
  public Runs(
      ActorSystem<?> system,
      ClusterSharding sharding,
      Executor blocking,
      Listing<RunView> listing,
      ActiveRuns active,
      Needs needs) {
    this.runs = new Sharded<>(sharding, Run.KEY, Run.Reply.class, needs.clock(), Naming.NAME);
    this.listing = listing;
    this.needs = needs;
    this.blocking = blocking;
    this.accounts = new PrivacyAccounts(runs, needs.modules());
    this.published = new PublishedVersions(needs);
    RunWork work = new RunWork(runs, accounts, needs);
    LiveRuns live = new LiveRuns(blocking);
    List<String> leftover = needs.outboxes().folders();
    sharding.init(
        Entity.of(
            Run.KEY,
            entity ->
                Behaviors.setup(context ->
                    new RunShell(
                        PersistenceId.of(Run.KEY.name(), entity.getEntityId()),
                        context,
                        work,
                        live,
                        needs.clock()))));
    Duration interval = system.settings().config().getDuration("weir.runs.resume-interval");
    ClusterSingleton.get(system)
        .init(SingletonActor.of(RunResumer.create(active, runs, interval), "run-resumer"));
    blocking.execute(() -> new RunSweep(runs, needs.outboxes()).sweep(leftover));
  }

  /**
   * What runs work with.
   *
   * @param plugins the versions of the installed plugins by name
   * @param dataDirectory the node's; working directories are made below it
   * @param uploadPause how long to wait before a second attempt to upload; doubled each time
   */
  public record Needs(
      InstantSource clock,
      Modules modules,
      DocumentReader reader,
      Extensions extensions,
      Tasks tasks,
      Outboxes outboxes,
      RunExecution execution,
      Supplier<Map<String, String>> plugins,
      Path dataDirectory,
      Duration uploadPause) {}

  /**
   * Starts a run of a released task; fails with NOT_RELEASED. Repeated with the same key, it names
   * the run that was started, whatever became of the task.
   */
  public CompletionStage<RunView> start(String by, String task, String key) {
    String id = id(by, task, key);
    if (key.isEmpty()) {
      return start(id, task, Origin.of(by, key));
    }
    return runs.ask(id, new Run.Get(id))
        .handle((found, failure) -> failure == null ? Optional.of(found) : absent(failure))
        .thenCompose(found ->
            found.isPresent()
                ? CompletableFuture.completedFuture(((Run.Seen) found.get()).run())
                : start(id, task, Origin.of(by, key, "start", task)));
  }

  /** Nothing if there is no such run yet; any other failure stands. */
  private static Optional<Run.Reply> absent(Throwable failure) {
    if (Await.cause(failure) instanceof WeirException known
        && known.problem().code() == ErrorCode.NOT_FOUND) {
      return Optional.empty();
    }
    throw new CompletionException(Await.cause(failure));
  }

  private CompletionStage<RunView> start(String id, String task, Origin origin) {
    return needs
        .tasks()
        .get(task)
        .thenApply(Runs::requireReleased)
        .thenCompose(found -> needs.tasks().bind(found).thenApply(bound -> pinned(found, bound)))
        .thenCompose(pinned ->
            accounts
                .require(pinned.module(), id, pinned.privacy().orElseGet(PrivacySpending::none))
                .thenApply(_ -> pinned))
        .thenCompose(pinned -> seen(id, new Run.Start(id, pinned, origin)));
  }

  /** The same call names the same run. */
  private static String id(String by, String task, String key) {
    String unique = key.isEmpty() ? UUID.randomUUID().toString() : Sha256.of(by, task, key);
    return task.substring(0, Math.min(task.length(), 100)) + "-" + unique.substring(0, 13);
  }

  private static TaskView requireReleased(TaskView task) {
    if (task.state() != TaskState.RELEASED) {
      throw new WeirException(
          Problem.of(
                  ErrorCode.NOT_RELEASED,
                  "The task \"" + task.id() + "\" is a draft.",
                  "Release it first.")
              .at("task", task.id()));
    }
    return task;
  }

  private Pinned pinned(TaskView task, BoundPlan bound) {
    return new Pinned(
        task.id(),
        task.revision(),
        task.module(),
        task.moduleVersion(),
        task.extraction(),
        task.uploading(),
        task.fieldRules(),
        task.anonymizationRules(),
        bound.scripts().stream()
            .map(s -> new Pinned.PinnedScript(s.script(), s.version(), s.sha256()))
            .toList(),
        needs.plugins().get(),
        bound.plan().tables().stream()
            .map(table ->
                new Pinned.Outline(
                    table.name(), table.sources().stream().map(source -> source.name()).toList()))
            .toList(),
        Optional.of(bound.plan().privacy()).filter(privacy -> !privacy.uses().isEmpty()));
  }

  /**
   * Ends work: reading at once, other stages after the parts in hand. {@link #resume} goes on after
   * what is committed.
   */
  public CompletionStage<RunView> pause(String by, String run, String key) {
    return seen(run, new Run.Pause(run, Origin.of(by, key, "pause", run)));
  }

  /**
   * A paused run goes on; a prepared run is confirmed for upload.
   *
   * @param outboxRevision what was reviewed; of no meaning for a paused run. Another one than the
   *     outbox's fails with REVISION_CONFLICT
   */
  public CompletionStage<RunView> resume(String by, String run, long outboxRevision, String key) {
    Origin origin = Origin.of(by, key, "resume", run, outboxRevision);
    return get(run)
        .thenCompose(view ->
            view.state() == RunState.PREPARED
                ? confirm(by, view, outboxRevision, key, origin)
                : seen(run, new Run.Resume(run, origin)));
  }

  /**
   * The privacy budget is asked before the outbox is confirmed, so that one that cannot be uploaded
   * is not; what counts is that it is set aside before the upload begins.
   */
  private CompletionStage<RunView> confirm(
      String by, RunView run, long outboxRevision, String key, Origin origin) {
    return needs
        .modules()
        .plan(run.module(), run.moduleVersion())
        .thenApply(plan -> plan.upload().orElseThrow(() -> new WeirException(noUpload(run))))
        .thenCombine(
            accounts.of(run.id()),
            (upload, privacy) ->
                accounts
                    .require(run.module(), run.id(), privacy)
                    .thenCompose(_ ->
                        needs
                            .outboxes()
                            .confirm(by, run.outbox().orElseThrow(), outboxRevision, key))
                    .thenCompose(
                        outbox -> confirm(run, upload, privacy, outbox, outboxRevision, origin)))
        .thenCompose(confirmed -> confirmed);
  }

  private CompletionStage<RunView> confirm(
      RunView run,
      UploadPlan plan,
      PrivacySpending privacy,
      OutboxView outbox,
      long outboxRevision,
      Origin origin) {
    return accounts
        .reserve(run.module(), run.moduleVersion(), plan.bump(), run.id(), privacy)
        .thenCompose(version ->
            seen(
                run.id(),
                new Run.ConfirmUpload(
                    run.id(), new Run.Upload(outboxRevision, version, outbox.id()), origin)));
  }

  private static Problem noUpload(RunView run) {
    return Refusals.wrongState(
            "run",
            run.id(),
            "The module \"%s\" %s does not say where to upload to."
                .formatted(run.module(), run.moduleVersion()),
            "Add \"upload\" to the module document, and start a run of the new version.")
        .at("module", run.module());
  }

  /** Ends a run for good. */
  public CompletionStage<RunView> stop(String by, String run, boolean clearOutbox, String key) {
    Origin origin = Origin.of(by, key, "stop", run, clearOutbox);
    return seen(run, new Run.Stop(run, clearOutbox, origin))
        .thenCompose(view ->
            clearOutbox
                ? needs.outboxes().clear(by, run, key).thenApply(_ -> view)
                : CompletableFuture.completedFuture(view));
  }

  public CompletionStage<RunView> get(String run) {
    return seen(run, new Run.Get(run));
  }

  /**
   * Runs, newest first, without tables and history.
   *
   * @param task empty text for all
   */
  public CompletionStage<Page<RunView>> list(String task, PageRequest request) {
    return listing.page(task, request);
  }

  /** The run now, and again whenever it changes, until it needs a person or has ended. */
  public Source<RunView, NotUsed> watch(String run) {
    return Source.tick(Duration.ZERO, LOOK, run)
        .mapMaterializedValue(_ -> NotUsed.getInstance())
        .mapAsync(1, this::get)
        .statefulMapConcat(Runs::changes)
        .takeWhile(view -> view.state().isActive(), true);
  }

  private static org.apache.pekko.japi.function.Function<RunView, Iterable<RunView>> changes() {
    RunView[] last = new RunView[1];
    return view -> {
      boolean changed = !view.equals(last[0]);
      last[0] = view;
      return changed ? List.of(view) : List.of();
    };
  }

  /** What the rules did. */
  public CompletionStage<RunReport> report(String run) {
    return reported(run).thenApply(Run.Reported::report);
  }

  private CompletionStage<Run.Reported> reported(String run) {
    return runs.ask(run, new Run.GetReport(run)).thenApply(reply -> (Run.Reported) reply);
  }

  /**
   * What the rules did, and what the columns of some tables look like: as many as asked for, or
   * fewer when their profiles are large.
   *
   * @param from the first table's place in the document, from 0
   * @param most at least 1
   */
  public CompletionStage<ReportedTables> report(String run, int from, int most) {
    return reported(run)
        .thenCompose(reported ->
            needs
                .modules()
                .plan(reported.report().module(), reported.report().moduleVersion())
                .handle((plan, failure) ->
                    failure == null ? Optional.of(plan) : Runs.<Plan>unreadable(failure))
                .thenCombineAsync(
                    from == 0 ? published.composing(run, reported.pinned()) : noCompositions(),
                    (plan, compositions) ->
                        new ReportedTables(
                            reported.report(),
                            tables(reported.report(), plan, from, most),
                            compositions),
                    blocking));
  }

  /**
   * What solutions there were to choose among for the tables whose privacy model the run searched:
   * as many tables as asked for, or fewer when their lattices are large.
   *
   * @param from the first such table, in document order, from 0
   * @param most at least 1
   */
  public CompletionStage<RunSolutions> solutions(String run, int from, int most) {
    return report(run)
        .thenApplyAsync(
            report -> RunSolutions.read(report, from, most, needs.execution()), blocking);
  }

  /** A document that names a plugin which is not there any more does not take the report away. */
  static <T> Optional<T> unreadable(Throwable failure) {
    if (Await.cause(failure) instanceof WeirException known
        && UNREADABLE.contains(known.problem().code())) {
      return Optional.empty();
    }
    throw new CompletionException(Await.cause(failure));
  }

  /**
   * A sample of the records of a table that field rules dropped, if the module document asks for
   * it. Fails with WRONG_STATE when it is not there yet, or was deleted with the outbox.
   */
  public CompletionStage<RejectedPage> rejected(String run, String table, PageRequest request) {
    RejectedReader reader = new RejectedReader(needs.execution());
    return get(run)
        .thenCompose(view ->
            hasEnded(view)
                .thenCombineAsync(
                    needs.modules().plan(view.module(), view.moduleVersion()),
                    (ended, plan) -> reader.page(view, ended, plan, table, request),
                    blocking));
  }

  /** Whether nothing of the run's records is to be seen any more, though files may be left. */
  private CompletionStage<Boolean> hasEnded(RunView run) {
    return run.outbox()
        .map(id ->
            needs.outboxes().get(id).thenApply(outbox -> outbox.state() == OutboxState.CLEARED))
        .orElseGet(() -> CompletableFuture.completedFuture(run.state().isTerminal()));
  }

  private static CompletionStage<List<Composition>> noCompositions() {
    return CompletableFuture.completedFuture(List.of());
  }

  private List<ReportedTables.Table> tables(
      RunReport report, Optional<Plan> plan, int from, int most) {
    List<ReportedTables.Table> tables = new ArrayList<>();
    long bytes = 0;
    for (int i = from; i < report.tables().size() && tables.size() < most; i++) {
      RunReport.TableReport table = report.tables().get(i);
      Optional<ProfileFile> file = report.profile(table.table());
      Optional<RiskFile> riskFile = report.risk(table.table());
      bytes += file.map(ProfileFile::bytes).orElse(0L);
      bytes += riskFile.map(RiskFile::bytes).orElse(0L);
      if (bytes > MOST_PROFILE_BYTES && !tables.isEmpty()) {
        break;
      }
      Kept<TableProfile> profile =
          file.map(found -> Kept.of(() -> needs.execution().profile(report.run(), found)))
              .orElseGet(Kept.NotTaken::new);
      Kept<TableRisk> risk =
          riskFile
              .map(found -> Kept.of(() -> needs.execution().risk(report.run(), found)))
              .orElseGet(Kept.NotTaken::new);
      List<String> columns =
          plan.map(known -> columns(known, table.table())).orElseGet(() -> columns(profile));
      tables.add(
          new ReportedTables.Table(
              table,
              table.sources().stream().map(source -> ColumnFlow.of(source, columns)).toList(),
              profile,
              risk));
    }
    return tables;
  }

  /** A profile has the columns of the document, in its order. */
  private static List<String> columns(Kept<TableProfile> profile) {
    return profile.available().stream()
        .flatMap(known -> known.before().stream().map(ColumnProfile::column))
        .toList();
  }

  private static List<String> columns(Plan plan, String name) {
    return plan.tables().stream()
        .filter(table -> table.name().equals(name))
        .flatMap(table -> table.columns().stream().map(ColumnPlan::name))
        .toList();
  }

  private CompletionStage<RunView> seen(String id, Run.Command command) {
    return runs.ask(id, command).thenApply(reply -> ((Run.Seen) reply).run());
  }
}
