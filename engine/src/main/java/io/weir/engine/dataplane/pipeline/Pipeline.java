package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.LatticeFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.SampleSeal;
import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.Seeds;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.dataplane.anonymize.Methods;
import io.weir.engine.dataplane.anonymize.SolutionStore;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.dataplane.profile.LatticeStore;
import io.weir.engine.dataplane.profile.ProfileStore;
import io.weir.engine.dataplane.profile.ProfiledParts;
import io.weir.engine.dataplane.profile.RiskStore;
import io.weir.engine.dataplane.rejected.SampleStore;
import io.weir.engine.dataplane.upload.Manifests;
import io.weir.engine.dataplane.upload.Upload;
import io.weir.engine.dataplane.upload.UploadOutcome;
import io.weir.engine.dataplane.verify.RecordDigester;
import io.weir.engine.dataplane.verify.TableDigest;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Connector;
import io.weir.spi.TableSchema;
import io.weir.spi.UploadManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.stream.Materializer;

/**
 * The data plane as one thing: prepares a run up to its outbox, delivers an outbox to a target, and
 * proves that what was delivered can be collected again. Thread-safe; everything returns at once
 * and works on streams and the blocking dispatcher.
 */
public final class Pipeline {
  private final Materializer materializer;
  private final Seeds seeds;
  private final Secrets secrets;
  private final Catalogue catalogue;
  private final Connections connections;
  private final PartStore store;
  private final SampleStore samples;
  private final Limits limits;
  private final SourceAccess access;

  /** A data plane without a key, for plans that sample nothing. */
  public Pipeline(
      Materializer materializer,
      Catalogue catalogue,
      Connections connections,
      PartStore store,
      Limits limits) {
    this(
        materializer,
        catalogue,
        connections,
        store,
        SampleSeal.none(),
        Seeds.none(),
        Secrets.none(),
        limits);
  }

  /**
   * Without seeds and secrets: for modules whose methods need neither.
   *
   * @param seal for samples of rejected records
   */
  public Pipeline(
      Materializer materializer,
      Catalogue catalogue,
      Connections connections,
      PartStore store,
      SampleSeal seal,
      Limits limits) {
    this(materializer, catalogue, connections, store, seal, Seeds.none(), Secrets.none(), limits);
  }

  /**
   * @param seal for samples of rejected records
   * @param seeds for methods that draw something
   * @param secrets for methods that name one
   */
  public Pipeline(
      Materializer materializer,
      Catalogue catalogue,
      Connections connections,
      PartStore store,
      SampleSeal seal,
      Seeds seeds,
      Secrets secrets,
      Limits limits) {
    this.materializer = materializer;
    this.catalogue = catalogue;
    this.connections = connections;
    this.store = store;
    this.samples = new SampleStore(store, seal);
    this.seeds = seeds;
    this.secrets = secrets;
    this.limits = limits;
    this.access = new SourceAccess(catalogue, connections);
  }

  private Extraction extraction(Parts parts) {
    return new ConnectorExtraction(access, parts, samples, limits.extraction(), materializer);
  }

  /**
   * Executes the stages EXTRACT to VERIFY from where the ledger stands. Whatever the progress it
   * begins with, and however often it was broken off before, the parts that result are the same
   * bytes.
   *
   * @param workingDirectory where the run's scripts and relative files lie
   * @return never fails; what went wrong is in the ending
   */
  public CompletionStage<Ending> prepare(
      Plan plan, String run, Path workingDirectory, Progress progress, RunLedger ledger) {
    Execution execution = new Execution(materializer, limits.parallelism());
    TrackingLedger tracking = new TrackingLedger(ledger, execution, progress);
    ProfileStore profiles = new ProfileStore(store);
    ProfiledParts parts = new ProfiledParts(new ArrowParts(store), profiles, plan);
    NodeMethodRuns runs = new NodeMethodRuns(plan.module(), run, seeds, secrets, limits);
    Preparation preparation =
        new Preparation(
            plan,
            run,
            workingDirectory,
            progress,
            tracking,
            execution,
            catalogue,
            parts,
            profiles,
            new RiskStore(store),
            new LatticeStore(store),
            new SolutionStore(store),
            samples,
            new Scratch(store),
            limits,
            extraction(parts),
            runs);
    return execution
        .once(() -> settleSecrets(plan, run, progress))
        .thenCompose(done -> preparation.run())
        .whenComplete((prepared, failure) -> runs.close())
        .handle((prepared, failure) ->
            failure == null ? new Ending.Prepared(prepared) : ending(plan, failure));
  }

  private void settleSecrets(Plan plan, String run, Progress progress) {
    if (!progress.completed().contains(Stage.ANONYMIZE)) {
      new NeededSecrets(catalogue, secrets).settle(plan, run);
    }
  }

  /**
   * A table's profile of a run, or empty when it was deleted. Blocks.
   *
   * @throws WeirException DAMAGED_PART or STORAGE_FAILED
   */
  public Optional<TableProfile> profile(String run, ProfileFile file) {
    return new ProfileStore(store).read(run, file);
  }

  /**
   * A table's risk report of a run, or empty when it was deleted. Blocks.
   *
   * @throws WeirException DAMAGED_PART or STORAGE_FAILED
   */
  public Optional<TableRisk> risk(String run, RiskFile file) {
    return new RiskStore(store).read(run, file);
  }

  /**
   * What solutions there were to choose among for a table of a run, or empty when that was deleted.
   * Blocks.
   *
   * @throws WeirException DAMAGED_PART or STORAGE_FAILED
   */
  public Optional<TableLattice> lattice(String run, LatticeFile file) {
    return new LatticeStore(store).read(run, file);
  }

  /**
   * The sample of rejected records of a table, or empty when it is not whole yet or was deleted.
   * Blocks.
   *
   * @throws WeirException DAMAGED_PART or STORAGE_FAILED
   */
  public Optional<List<RejectedRecord>> rejected(String run, TablePlan table) {
    return samples.read(
        run,
        table.name(),
        table.rejectedSample(),
        table.columns().stream().map(ColumnPlan::name).toList());
  }

  private static Ending ending(Plan plan, Throwable failure) {
    return Execution.cause(failure) instanceof Execution.HaltException
        ? new Ending.Halted()
        : new Ending.Failed(problem(plan.module(), failure));
  }

  /**
   * What an upload of prepared parts will deliver.
   *
   * @param uploadId the same for every attempt at this upload
   * @param epoch the fencing epoch of the attempt
   * @param version the new version, SemVer
   */
  public UploadManifest manifest(
      Plan plan, List<Part> prepared, String uploadId, long epoch, String version) {
    return Manifests.of(plan, outputs(plan), prepared, uploadId, epoch, version);
  }

  /**
   * Delivers prepared parts to a connection's target: all of it or nothing, and once, however often
   * it is tried with the same upload id.
   *
   * @return never fails
   */
  public CompletionStage<UploadOutcome> upload(
      String connection, UploadManifest manifest, List<Part> prepared) {
    Execution execution = new Execution(materializer, limits.parallelism());
    CompletableFuture<UploadOutcome> outcome = new CompletableFuture<>();
    return execution
        .once(() -> outcome.complete(deliver(connection, manifest, prepared, execution)))
        .thenCompose(done -> outcome);
  }

  private UploadOutcome deliver(
      String connection, UploadManifest manifest, List<Part> prepared, Execution execution) {
    try {
      Connections.Resolved resolved = connections.resolve(connection);
      return new Upload(new ArrowParts(store), target(resolved), resolved.settings())
          .deliver(manifest, prepared, execution::isCancelled);
    } catch (RuntimeException e) {
      return new UploadOutcome.Refused(problem(manifest.module(), e));
    }
  }

  /** How each table of an upload is read back, by its name. */
  public Map<String, SourcePlan.Access.Connected> readBack(
      String connection, UploadManifest manifest) {
    Connector.TargetSide target = target(connections.resolve(connection));
    return manifest.tables().stream()
        .map(UploadManifest.Table::schema)
        .collect(
            Collectors.toMap(
                TableSchema::name,
                schema ->
                    new SourcePlan.Access.Connected(
                        connection, target.readBack(manifest, schema))));
  }

  private Connector.TargetSide target(Connections.Resolved resolved) {
    return catalogue
        .connector(resolved.connector())
        .target()
        .orElseThrow(() ->
            new WeirException(
                Problem.of(
                    ErrorCode.TARGET_REFUSED,
                    "The connector " + resolved.connector() + " cannot write.",
                    "Name a connection whose connector writes tables.")));
  }

  /**
   * Collects the new version by its protocol and compares it with the parts that were uploaded: as
   * many records, the same content. Nothing that is collected stays.
   *
   * @param version the new version's plan: the uploaded columns, nothing anonymized
   * @param uploaded the prepared parts that were uploaded
   * @return never fails
   */
  public CompletionStage<Proof> prove(
      Plan version, String run, Path workingDirectory, List<Part> uploaded) {
    Execution execution = new Execution(materializer, limits.parallelism());
    Parts parts = new ArrowParts(store);
    Scratch scratch = new Scratch(store);
    String name = scratch.name(run);
    ProofLedger ledger = new ProofLedger(parts, scratch, execution::isCancelled);
    Extraction extraction = extraction(parts);
    Map<String, TableDigest> expected = new HashMap<>();
    List<Extraction.Order> orders = new ArrayList<>();
    for (TablePlan table : version.tables()) {
      expected.put(table.name(), TableDigest.none());
      for (SourcePlan source : table.sources()) {
        orders.add(
            new Extraction.Order(
                table.unsampled(), source, name, workingDirectory, Optional.empty(), execution));
      }
    }
    List<Runnable> digesting = new ArrayList<>();
    for (Part part : uploaded) {
      digesting.add(() -> {
        TableDigest digest = RecordDigester.of(parts, part);
        synchronized (expected) {
          expected.merge(part.id().table(), digest, TableDigest::plus);
        }
      });
    }
    return execution
        .each(digesting)
        .thenCompose(done -> execution.all(orders, order -> extraction.extract(order, ledger)))
        .handle((done, failure) ->
            failure == null ? compare(version, expected, ledger) : failed(version, failure))
        .thenCompose(
            proof -> execution.atLast(() -> scratch.clear(name)).handle((done, failure) -> proof));
  }

  private static Proof compare(
      Plan version, Map<String, TableDigest> expected, ProofLedger ledger) {
    for (String table : expected.keySet().stream().sorted().toList()) {
      TableDigest before = expected.get(table);
      TableDigest after = ledger.digest(table);
      if (!before.equals(after)) {
        String what =
            before.rows() != after.rows()
                ? "%d records were uploaded and %d come back".formatted(before.rows(), after.rows())
                : "as many records come back as were uploaded, but not the same ones";
        return new Proof.Failed(
            Problem.of(
                    ErrorCode.PROOF_FAILED,
                    "Table "
                        + table
                        + " of version "
                        + version.version()
                        + " is not proved: "
                        + what
                        + ".",
                    "Look at the target and the new version's sources; what was uploaded is still there.")
                .at("module", version.module())
                .at("table", table));
      }
    }
    return new Proof.Proved(expected);
  }

  private static Proof failed(Plan version, Throwable failure) {
    return new Proof.Failed(problem(version.module(), failure));
  }

  private Map<String, TableSchema> outputs(Plan plan) {
    Map<String, TableSchema> outputs = new LinkedHashMap<>();
    for (TablePlan table : plan.tables()) {
      Methods.prepare(table, catalogue)
          .outputs()
          .forEach(output -> outputs.put(output.name(), output));
    }
    return outputs;
  }

  private static Problem problem(String module, Throwable failure) {
    Throwable cause = Execution.cause(failure);
    Trace.log(module, cause);
    return cause instanceof WeirException known
        ? known.problem().at("module", module)
        : Problem.of(
                ErrorCode.INTERNAL,
                "The execution broke off with " + cause.getClass().getSimpleName() + ".",
                "Look for it in the node's log and report it.")
            .at("module", module);
  }
}
