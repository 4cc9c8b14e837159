package io.weir.engine.run;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.definition.Plan;
import io.weir.engine.entity.Await;
import io.weir.engine.entity.Sharded;
import io.weir.engine.outbox.Outbox.PreparedTable;
import io.weir.engine.task.BoundPlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.TableSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one execution of a run does, from where the ledger says to where a person is needed. Blocks.
 * Every step may be repeated: a node that dies anywhere is followed by another that begins here.
 */
final class RunWork {
  private static final Logger LOG = LoggerFactory.getLogger(RunWork.class);

  private final Sharded<Run.Command, Run.Reply> runs;
  private final PrivacyAccounts accounts;
  private final Runs.Needs needs;
  private final Path folder;

  RunWork(Sharded<Run.Command, Run.Reply> runs, PrivacyAccounts accounts, Runs.Needs needs) {
    this.runs = runs;
    this.accounts = accounts;
    this.needs = needs;
    this.folder = needs.dataDirectory().resolve("work");
  }

  /** Works until the run is prepared, uploaded, failed, or told to halt, and tells the entity. */
  void workFor(RunLife.State run) {
    EntityLedger ledger = new EntityLedger(runs, run.id(), run.epoch());
    try {
      BoundPlan bound = bind(run);
      try (Workspace workspace = Workspace.open(folder, run.id(), bound.programs())) {
        if (run.publication().upload().isPresent()) {
          new UploadWork(needs, accounts, ledger, run, bound.plan(), folder).upload();
        } else {
          prepare(run, bound.plan(), workspace.folder(), ledger);
        }
      }
    } catch (RuntimeException e) {
      giveUp(run, ledger, e);
    }
  }

  private BoundPlan bind(RunLife.State run) {
    BoundPlan bound = Await.on(needs.tasks().bind(run.pinned().asTask()));
    if (!bound.problems().isEmpty()) {
      throw new WeirException(bound.problems().getFirst());
    }
    return bound;
  }

  private void prepare(RunLife.State run, Plan plan, Path directory, EntityLedger ledger) {
    Ending ending =
        Await.on(
            needs.execution().prepare(plan, run.id(), directory, run.book().progress(), ledger));
    switch (ending) {
      case Ending.Halted _ -> {}
      case Ending.Failed(Problem problem) -> fail(run, ledger, problem);
      case Ending.Prepared(List<Part> parts) -> {
        Await.on(needs.outboxes().prepare(run.id(), run.pinned().task(), tables(plan, parts)));
        // Before the run tells that it is prepared, so that a crash between the two repeats it.
        Await.on(needs.outboxes().discardCollected(run.id()));
        ledger.ask(new Run.Prepared(run.id(), run.epoch(), run.id()));
      }
    }
  }

  private List<PreparedTable> tables(Plan plan, List<Part> parts) {
    Map<String, TableSchema> outputs = needs.execution().outputs(plan);
    return outputs.values().stream()
        .map(table ->
            new PreparedTable(
                table.name(),
                table.columns(),
                parts.stream().filter(part -> part.id().table().equals(table.name())).toList()))
        .toList();
  }

  /**
   * Deletes what an ended run no longer needs in the part store: all of it, unless it has an outbox
   * that was not to be cleared. What is left over is deleted at the next start of a node. Gives
   * back what is set aside of the privacy budget for an upload that never came to be.
   */
  void tidy(RunLife.State run) {
    boolean keepsOutbox = run.publication().outbox().isPresent() && !run.clear();
    try {
      if (run.pinned().privacy().isPresent() && run.nothingLeft()) {
        Await.on(needs.modules().release(run.pinned().module(), run.id()));
      }
      Await.on(
          keepsOutbox
              ? needs.outboxes().discardCollected(run.id())
              : needs.outboxes().discard(run.id()));
    } catch (WeirException e) {
      LOG.warn("the ended run {} is not tidied up", run.id(), e);
    }
  }

  /** Failures of the run are recorded; those of the node are left to the next execution. */
  private void giveUp(RunLife.State run, EntityLedger ledger, RuntimeException failure) {
    Optional<Problem> known =
        failure instanceof WeirException e ? Optional.of(e.problem()) : Optional.empty();
    if (known.isEmpty()) {
      LOG.error("the run {} broke off in execution {}", run.id(), run.epoch(), failure);
    }
    fail(
        run,
        ledger,
        known.orElseGet(() ->
            Problem.of(
                ErrorCode.INTERNAL,
                "The run broke off with " + failure.getClass().getSimpleName() + ".",
                "Look at the node's log, and report what it says.")));
  }

  private static void fail(RunLife.State run, EntityLedger ledger, Problem problem) {
    switch (problem.code()) {
      case FENCED -> LOG.info("execution {} of the run {} was superseded", run.epoch(), run.id());
      case UNAVAILABLE -> LOG.warn("the run {} waits: {}", run.id(), problem.message());
      default -> {
        try {
          ledger.ask(new Run.Failed(run.id(), run.epoch(), problem.at("run", run.id())));
        } catch (WeirException e) {
          LOG.warn("the failure of the run {} could not be recorded yet", run.id(), e);
        }
      }
    }
  }
}
