package io.weir.engine.main;

import io.weir.engine.dataplane.LatticeFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
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
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.Parameters;
import io.weir.spi.Receipt;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.UploadManifest;
import io.weir.spi.ValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A data plane that delivers ten records in each of five parts of every table, each column a
 * number, and stops before each part until it is let on. It keeps to the ledger as the real one
 * does.
 */
final class SmallDataPlane implements RunExecution {
  static final int PARTS = 5;
  static final int ROWS = 10;

  private final Parts parts;
  private final Target target;
  final Semaphore gate = new Semaphore(0);
  final List<String> programs = new CopyOnWriteArrayList<>();
  volatile boolean proves = true;

  SmallDataPlane(Parts parts, Target target) {
    this.parts = parts;
    this.target = target;
  }

  /** Outlives nodes. */
  static final class Target {
    final Map<String, UploadManifest> delivered = new HashMap<>();
    final ConcurrentLinkedQueue<UploadOutcome> troubles = new ConcurrentLinkedQueue<>();
    int deliveries;

    synchronized UploadOutcome take(UploadManifest manifest) {
      if (!delivered.containsKey(manifest.uploadId())) {
        UploadOutcome trouble = troubles.poll();
        if (trouble != null) {
          return trouble;
        }
        delivered.put(manifest.uploadId(), manifest);
        deliveries++;
      }
      return new UploadOutcome.Delivered(new Receipt("schema " + manifest.version(), Map.of()));
    }
  }

  @Override
  public CompletionStage<Ending> prepare(
      Plan plan, String run, Path workingDirectory, Progress progress, RunLedger ledger) {
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            ending.complete(work(plan, run, workingDirectory, progress, ledger));
          } catch (WeirException e) {
            ending.complete(new Ending.Failed(e.problem()));
          } catch (Exception e) {
            ending.completeExceptionally(e);
          }
        });
    return ending;
  }

  private Ending work(
      Plan plan, String run, Path workingDirectory, Progress progress, RunLedger ledger)
      throws Exception {
    try (var all = Files.walk(workingDirectory)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> programs.add(workingDirectory.relativize(file).toString()));
    }
    List<Part> prepared = new ArrayList<>();
    for (TablePlan table : plan.tables()) {
      var source = progress.sources().get(new SourceKey(table.name(), 0));
      List<Part> before = source == null ? List.of() : source.parts();
      for (int i = before.size(); i < PARTS; i++) {
        gate.acquire();
        Part part = write(table, new PartId(run, Stage.EXTRACT, table.name(), 0, i));
        var count = new RuleCount(table.name(), 0, "id", Rule.EMPTY_DROPPED, 0, 1);
        var point = new ResumePoint(i + 1, (i + 1) * (ROWS + 1L), "00");
        if (ledger.partCommitted(part, point, ROWS + 1L, List.of(count)) == Instruction.HALT) {
          return new Ending.Halted();
        }
      }
      ledger.sourceCompleted(new SourceKey(table.name(), 0), PARTS * (ROWS + 1L), List.of());
    }
    ledger.stageCompleted(Stage.EXTRACT, Map.of());
    ledger.keysResolved(List.of(), List.of());
    ledger.stageCompleted(Stage.KEYS, Map.of());
    ledger.stageCompleted(Stage.TRANSFORM, Map.of());
    for (TablePlan table : plan.tables()) {
      for (int i = 0; i < PARTS; i++) {
        PartId origin = new PartId(run, Stage.EXTRACT, table.name(), 0, i);
        Part part = progress.prepared().get(origin);
        if (part == null) {
          part = write(table, new PartId(run, Stage.ANONYMIZE, table.name(), 0, i));
          ledger.partCommitted(part, ResumePoint.start(), 0, List.of());
        }
        prepared.add(part);
      }
    }
    ledger.stageCompleted(Stage.ANONYMIZE, Map.of());
    ledger.stageCompleted(Stage.VERIFY, Map.of("promises checked", "1"));
    return new Ending.Prepared(prepared);
  }

  private Part write(TablePlan table, PartId id) {
    long[] values = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = id.number() * (long) ROWS + i;
    }
    Column column = new LongColumn(ValueType.INTEGER, values, ROWS, Empties.none());
    List<Column> columns = table.columns().stream().map(_ -> column).toList();
    try (Parts.Writer writer = parts.write(id, table.schema())) {
      writer.write(new RecordBatch(table.schema(), columns, ROWS));
      return writer.commit();
    }
  }

  @Override
  public Optional<TableProfile> profile(String run, ProfileFile file) {
    return Optional.empty();
  }

  @Override
  public Optional<TableRisk> risk(String run, RiskFile file) {
    return Optional.empty();
  }

  @Override
  public Optional<TableLattice> lattice(String run, LatticeFile file) {
    return Optional.empty();
  }

  @Override
  public Optional<List<RejectedRecord>> rejected(String run, TablePlan table) {
    return Optional.empty();
  }

  @Override
  public Map<String, TableSchema> outputs(Plan plan) {
    Map<String, TableSchema> outputs = new HashMap<>();
    plan.tables().forEach(table -> outputs.put(table.name(), table.schema()));
    return outputs;
  }

  @Override
  public CompletionStage<UploadOutcome> upload(
      Plan plan, UploadManifest manifest, List<Part> prepared) {
    return CompletableFuture.supplyAsync(() -> target.take(manifest));
  }

  @Override
  public Map<String, Access.Connected> readBack(Plan plan, UploadManifest manifest) {
    Map<String, Access.Connected> tables = new HashMap<>();
    for (UploadManifest.Table table : manifest.tables()) {
      tables.put(
          table.schema().name(),
          new Access.Connected(
              "warehouse", new Parameters(Map.of("table", "v." + table.schema().name()))));
    }
    return tables;
  }

  @Override
  public CompletionStage<Optional<Problem>> prove(
      Plan plan, String run, Path workingDirectory, List<Part> prepared) {
    return CompletableFuture.supplyAsync(
        () ->
            proves
                ? Optional.empty()
                : Optional.of(Problem.of(ErrorCode.PROOF_FAILED, "It differs.", "Look.")),
        Executors.newVirtualThreadPerTaskExecutor());
  }
}
