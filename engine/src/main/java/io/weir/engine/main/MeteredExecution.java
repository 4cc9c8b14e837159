package io.weir.engine.main;

import io.weir.engine.dataplane.LatticeFile;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.dataplane.upload.UploadOutcome;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.run.RunExecution;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.TableSchema;
import io.weir.spi.UploadManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Counts what runs commit, as they commit it. */
final class MeteredExecution implements RunExecution {
  private final RunExecution execution;
  private final Metrics metrics;

  MeteredExecution(RunExecution execution, Metrics metrics) {
    this.execution = execution;
    this.metrics = metrics;
  }

  @Override
  public CompletionStage<Ending> prepare(
      Plan plan, String run, Path workingDirectory, Progress progress, RunLedger ledger) {
    return execution.prepare(plan, run, workingDirectory, progress, new MeteredLedger(ledger));
  }

  @Override
  public Optional<TableProfile> profile(String run, ProfileFile file) {
    return execution.profile(run, file);
  }

  @Override
  public Optional<TableRisk> risk(String run, RiskFile file) {
    return execution.risk(run, file);
  }

  @Override
  public Optional<TableLattice> lattice(String run, LatticeFile file) {
    return execution.lattice(run, file);
  }

  @Override
  public Optional<List<RejectedRecord>> rejected(String run, TablePlan table) {
    return execution.rejected(run, table);
  }

  @Override
  public Map<String, TableSchema> outputs(Plan plan) {
    return execution.outputs(plan);
  }

  @Override
  public CompletionStage<UploadOutcome> upload(
      Plan plan, UploadManifest manifest, List<Part> prepared) {
    return execution.upload(plan, manifest, prepared);
  }

  @Override
  public Map<String, Access.Connected> readBack(Plan plan, UploadManifest manifest) {
    return execution.readBack(plan, manifest);
  }

  @Override
  public CompletionStage<Optional<Problem>> prove(
      Plan plan, String run, Path workingDirectory, List<Part> prepared) {
    return execution.prove(plan, run, workingDirectory, prepared);
  }

  /** Counts an entry once it is durable. */
  private final class MeteredLedger implements RunLedger {
    private final RunLedger ledger;

    MeteredLedger(RunLedger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Instruction partCommitted(
        Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> counts) {
      Instruction instruction = ledger.partCommitted(part, resumePoint, recordsRead, counts);
      metrics.partCommitted(part.id().stage(), part.rows(), part.bytes());
      if (part.id().stage() == Stage.EXTRACT) {
        metrics.recordsRead(recordsRead);
      }
      return instruction;
    }

    @Override
    public Instruction attemptFailed(
        SourceKey source, int attempt, ErrorCode code, Duration pause) {
      Instruction instruction = ledger.attemptFailed(source, attempt, code, pause);
      metrics.attemptFailed(code);
      return instruction;
    }

    @Override
    public Instruction instruction() {
      return ledger.instruction();
    }

    @Override
    public Instruction sourceRestarted(SourceKey source, String reason) {
      return ledger.sourceRestarted(source, reason);
    }

    @Override
    public Instruction sourceCompleted(
        SourceKey source, long recordsRead, List<RuleCount> trailing) {
      return ledger.sourceCompleted(source, recordsRead, trailing);
    }

    @Override
    public Instruction keysResolved(List<MaskFile> masks, List<RuleCount> counts) {
      return ledger.keysResolved(masks, counts);
    }

    @Override
    public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
      return ledger.recordsSuppressed(suppressed, counts);
    }

    @Override
    public Instruction profilesStored(List<ProfileFile> profiles) {
      return ledger.profilesStored(profiles);
    }

    @Override
    public Instruction risksStored(List<RiskFile> risks) {
      return ledger.risksStored(risks);
    }

    @Override
    public Instruction stageCompleted(Stage stage, Map<String, String> facts) {
      Instruction instruction = ledger.stageCompleted(stage, facts);
      metrics.stageCompleted(stage);
      return instruction;
    }
  }
}
