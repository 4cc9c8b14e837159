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
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.dataplane.pipeline.Proof;
import io.weir.engine.dataplane.upload.UploadOutcome;
import io.weir.engine.definition.Extensions;
import io.weir.engine.definition.OutputSchema;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.UploadPlan;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.TableSchema;
import io.weir.spi.UploadManifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Has runs executed by the data plane's pipeline. */
public final class PipelineExecution implements RunExecution {
  private final Pipeline pipeline;
  private final Extensions extensions;

  public PipelineExecution(Pipeline pipeline, Extensions extensions) {
    this.pipeline = pipeline;
    this.extensions = extensions;
  }

  @Override
  public CompletionStage<Ending> prepare(
      Plan plan, String run, Path workingDirectory, Progress progress, RunLedger ledger) {
    return pipeline.prepare(plan, run, workingDirectory, progress, ledger);
  }

  @Override
  public Optional<TableProfile> profile(String run, ProfileFile file) {
    return pipeline.profile(run, file);
  }

  @Override
  public Optional<TableRisk> risk(String run, RiskFile file) {
    return pipeline.risk(run, file);
  }

  @Override
  public Optional<TableLattice> lattice(String run, LatticeFile file) {
    return pipeline.lattice(run, file);
  }

  @Override
  public Optional<List<RejectedRecord>> rejected(String run, TablePlan table) {
    return pipeline.rejected(run, table);
  }

  @Override
  public Map<String, TableSchema> outputs(Plan plan) {
    Map<String, TableSchema> outputs = new LinkedHashMap<>();
    for (TablePlan table : plan.tables()) {
      OutputSchema.all(table, extensions).forEach(output -> outputs.put(output.name(), output));
    }
    return outputs;
  }

  @Override
  public CompletionStage<UploadOutcome> upload(
      Plan plan, UploadManifest manifest, List<Part> prepared) {
    return pipeline.upload(connection(plan), manifest, prepared);
  }

  @Override
  public Map<String, Access.Connected> readBack(Plan plan, UploadManifest manifest) {
    return pipeline.readBack(connection(plan), manifest);
  }

  private static String connection(Plan plan) {
    return plan.upload().flatMap(UploadPlan::connection).orElseThrow();
  }

  @Override
  public CompletionStage<Optional<Problem>> prove(
      Plan plan, String run, Path workingDirectory, List<Part> prepared) {
    return pipeline
        .prove(plan, run, workingDirectory, prepared)
        .thenApply(proof ->
            switch (proof) {
              case Proof.Proved _ -> Optional.<Problem>empty();
              case Proof.Failed(Problem problem) -> Optional.of(problem);
            });
  }
}
