package io.weir.engine.run;

import io.weir.engine.dataplane.LatticeFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.dataplane.upload.UploadOutcome;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.TableSchema;
import io.weir.spi.UploadManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the data plane does for a run. The plan has the task's scripts put in. */
public interface RunExecution {
  /**
   * Does, or goes on with, all stages up to VERIFY.
   *
   * @param workingDirectory holds the programs the plan names
   */
  CompletionStage<Ending> prepare(
      Plan plan, String run, Path workingDirectory, Progress progress, RunLedger ledger);

  /**
   * What a table's columns looked like, or empty when that was deleted with the outbox. Blocks.
   *
   * @throws io.weir.engine.vocabulary.WeirException DAMAGED_PART or STORAGE_FAILED
   */
  Optional<TableProfile> profile(String run, ProfileFile file);

  /**
   * How likely somebody is found in a table, or empty when that was deleted with the outbox.
   * Blocks.
   *
   * @throws io.weir.engine.vocabulary.WeirException DAMAGED_PART or STORAGE_FAILED
   */
  Optional<TableRisk> risk(String run, RiskFile file);

  /**
   * What solutions there were to choose among for a table, or empty when that was deleted with the
   * outbox. Blocks.
   *
   * @throws io.weir.engine.vocabulary.WeirException DAMAGED_PART or STORAGE_FAILED
   */
  Optional<TableLattice> lattice(String run, LatticeFile file);

  /**
   * The sample of rejected records of a table by source and position, or empty when it is not there
   * yet or not any more. Blocks.
   *
   * @param table one that has rejected records sampled
   * @throws io.weir.engine.vocabulary.WeirException DAMAGED_PART or STORAGE_FAILED
   */
  Optional<List<RejectedRecord>> rejected(String run, TablePlan table);

  /** The tables as they are prepared. */
  Map<String, TableSchema> outputs(Plan plan);

  /** One attempt to deliver; asks the target first whether it has the delivery already. */
  CompletionStage<UploadOutcome> upload(Plan plan, UploadManifest manifest, List<Part> prepared);

  /** How each table is read back from the target, by its name. */
  Map<String, Access.Connected> readBack(Plan plan, UploadManifest manifest);

  /**
   * Collects by the protocol of the new version and compares with what was uploaded.
   *
   * @param plan the new version's
   * @return what differs, or empty when nothing does
   */
  CompletionStage<Optional<Problem>> prove(
      Plan plan, String run, Path workingDirectory, List<Part> prepared);
}
