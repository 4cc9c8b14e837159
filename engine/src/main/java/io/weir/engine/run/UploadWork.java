package io.weir.engine.run;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.upload.Manifests;
import io.weir.engine.dataplane.upload.UploadOutcome;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.DocumentRewriter;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PrivacySpending;
import io.weir.engine.definition.Publication;
import io.weir.engine.definition.SemanticVersion;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.UploadPlan;
import io.weir.engine.entity.Await;
import io.weir.engine.outbox.Outbox.PreparedTable;
import io.weir.engine.task.BoundPlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Receipt;
import io.weir.spi.TableSchema;
import io.weir.spi.UploadManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From a confirmed outbox to a published module version: deliver, write the new document, prove
 * that its protocol yields what was delivered, publish. Blocks.
 */
final class UploadWork {
  private static final int ATTEMPTS = 5;

  private final Runs.Needs needs;
  private final PrivacyAccounts accounts;
  private final EntityLedger ledger;
  private final RunLife.State run;
  private final Plan plan;
  private final Path folder;
  private final Run.Upload upload;

  /**
   * @param folder holds working directories
   */
  UploadWork(
      Runs.Needs needs,
      PrivacyAccounts accounts,
      EntityLedger ledger,
      RunLife.State run,
      Plan plan,
      Path folder) {
    this.needs = needs;
    this.accounts = accounts;
    this.ledger = ledger;
    this.run = run;
    this.plan = plan;
    this.folder = folder;
    this.upload = run.publication().upload().orElseThrow();
  }

  void upload() {
    List<PreparedTable> tables =
        Await.on(needs.outboxes().tables(run.publication().outbox().orElseThrow()));
    List<Part> prepared = tables.stream().flatMap(table -> table.parts().stream()).toList();
    UploadManifest manifest =
        Manifests.of(
            plan, outputs(tables), prepared, upload.uploadId(), run.epoch(), upload.newVersion());
    if (run.publication().location().isPresent()) {
      publish(manifest, prepared);
      return;
    }
    reserve();
    if (deliver(manifest, prepared)) {
      publish(manifest, prepared);
    }
  }

  /** Done when the upload was confirmed, but for runs that were before there were budgets. */
  private void reserve() {
    UploadPlan.Bump bump = plan.upload().orElseThrow().bump();
    Await.on(
        accounts.reserve(
            run.pinned().module(), run.pinned().moduleVersion(), bump, run.id(), privacy()));
  }

  private PrivacySpending privacy() {
    return run.pinned().privacy().orElseGet(plan::privacy);
  }

  private static Map<String, TableSchema> outputs(List<PreparedTable> tables) {
    Map<String, TableSchema> outputs = new LinkedHashMap<>();
    tables.forEach(
        table -> outputs.put(table.table(), new TableSchema(table.table(), table.columns())));
    return outputs;
  }

  /** Whether the target holds the delivery. */
  private boolean deliver(UploadManifest manifest, List<Part> prepared) {
    boolean unknown =
        run.problem().map(why -> why.code() == ErrorCode.UPLOAD_UNKNOWN).orElse(false);
    Duration pause = needs.uploadPause();
    for (int attempt = 1; ; attempt++) {
      Problem obstacle;
      switch (Await.on(needs.execution().upload(plan, manifest, prepared))) {
        case UploadOutcome.Delivered(Receipt receipt) -> {
          ledger.ask(new Run.Delivered(run.id(), run.epoch(), receipt.location(), receipt.rows()));
          return true;
        }
        case UploadOutcome.Refused(Problem problem) -> {
          if (problem.code() == ErrorCode.FENCED) {
            throw new WeirException(problem);
          }
          if (!unknown && !isPassing(problem)) {
            refused(problem);
            return false;
          }
          obstacle = problem;
        }
        case UploadOutcome.Unknown(Problem problem) -> {
          unknown = true;
          ledger.ask(new Run.Unknown(run.id(), run.epoch(), asUnknown(problem)));
          obstacle = asUnknown(problem);
        }
      }
      if (attempt == ATTEMPTS) {
        ledger.ask(new Run.Parked(run.id(), run.epoch(), unknown ? asUnknown(obstacle) : obstacle));
        return false;
      }
      sleep(pause);
      pause = pause.multipliedBy(2);
    }
  }

  private void refused(Problem problem) {
    ledger.ask(new Run.Refused(run.id(), run.epoch(), problem.at("run", run.id())));
  }

  private static boolean isPassing(Problem problem) {
    return problem.code() == ErrorCode.TARGET_UNAVAILABLE
        || problem.code() == ErrorCode.UNAVAILABLE;
  }

  /** Whatever the last attempt said, an earlier one may have arrived. */
  private static Problem asUnknown(Problem problem) {
    return new Problem(
        ErrorCode.UPLOAD_UNKNOWN,
        problem.message(),
        "Resume the run: it first asks the target whether the delivery is there.",
        problem.where());
  }

  private void publish(UploadManifest manifest, List<Part> prepared) {
    String document = document(manifest);
    Plan next =
        switch (needs.reader().read(document)) {
          case DocumentResult.Resolved(Plan resolved, var _) -> resolved;
          case DocumentResult.Rejected(var problems) ->
              throw new WeirException(problems.getFirst().toProblem(ErrorCode.INVALID_DOCUMENT));
        };
    BoundPlan bound = Await.on(needs.tasks().bind(run.pinned().asTask(), next));
    try (Workspace workspace = Workspace.open(folder, run.id() + ".proof", bound.programs())) {
      Optional<Problem> difference =
          Await.on(needs.execution().prove(bound.plan(), run.id(), workspace.folder(), prepared));
      if (difference.isPresent()) {
        throw new WeirException(asUnproved(difference.get()));
      }
    }
    Await.on(
        needs
            .modules()
            .publish(document, run.pinned().moduleVersion(), run.id(), privacy().total()));
    Await.on(needs.outboxes().markUploaded(run.publication().outbox().orElseThrow()));
    ledger.ask(new Run.Published(run.id(), run.epoch()));
  }

  /** Whatever kept the proof from succeeding, the version is not proved. */
  private static Problem asUnproved(Problem problem) {
    return problem.code() == ErrorCode.UNAVAILABLE || problem.code() == ErrorCode.PROOF_FAILED
        ? problem
        : new Problem(ErrorCode.PROOF_FAILED, problem.message(), problem.advice(), problem.where())
            .at("cause", problem.code().code());
  }

  private String document(UploadManifest manifest) {
    DocumentRewriter rewriter = new DocumentRewriter(needs.extensions());
    String stored =
        Await.on(needs.modules().get(run.pinned().module(), run.pinned().moduleVersion()))
            .document();
    String current = rewriter.ruled(stored, Await.on(needs.tasks().rules(run.pinned().asTask())));
    SemanticVersion version = SemanticVersion.parse(upload.newVersion()).orElseThrow();
    LocalDate today = LocalDate.ofInstant(needs.clock().instant(), ZoneOffset.UTC);
    return switch (plan.upload().map(UploadPlan::protocol).orElse(UploadPlan.Protocol.KEEP)) {
      case KEEP -> rewriter.keep(current, new Publication(version, today, Map.of()));
      case REWRITE -> {
        Map<String, Access.Connected> tables = needs.execution().readBack(plan, manifest);
        yield rewriter.rewrite(current, new Publication(version, today, tables));
      }
    };
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(
          Problem.of(ErrorCode.UNAVAILABLE, "The node is going down.", "Nothing is to be done."),
          e);
    }
  }
}
