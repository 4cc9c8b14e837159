package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.dataplane.anonymize.MethodRuns;
import io.weir.engine.dataplane.anonymize.Methods;
import io.weir.engine.dataplane.anonymize.SolutionStore;
import io.weir.engine.dataplane.keys.KeyResolution;
import io.weir.engine.dataplane.profile.LatticeStore;
import io.weir.engine.dataplane.profile.ProfileStore;
import io.weir.engine.dataplane.profile.ProfiledParts;
import io.weir.engine.dataplane.profile.RiskStore;
import io.weir.engine.dataplane.profile.TableProfiler;
import io.weir.engine.dataplane.rejected.RejectedSample;
import io.weir.engine.dataplane.rejected.SampleStore;
import io.weir.engine.dataplane.verify.Findings;
import io.weir.engine.dataplane.verify.Verification;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;

/**
 * One execution of the stages EXTRACT to VERIFY: those its progress says are complete are left out.
 */
final class Preparation {
  private final Plan plan;
  private final String run;
  private final Path workingDirectory;
  private final Progress progress;
  private final TrackingLedger ledger;
  private final Execution execution;
  private final Catalogue catalogue;
  private final ProfiledParts parts;
  private final ProfileStore profiles;
  private final RiskStore risks;
  private final LatticeStore lattices;
  private final SolutionStore solutions;
  private final SampleStore samples;
  private final Scratch scratch;
  private final Limits limits;
  private final Extraction extraction;
  private final MethodRuns runs;

  Preparation(
      Plan plan,
      String run,
      Path workingDirectory,
      Progress progress,
      TrackingLedger ledger,
      Execution execution,
      Catalogue catalogue,
      ProfiledParts parts,
      ProfileStore profiles,
      RiskStore risks,
      LatticeStore lattices,
      SolutionStore solutions,
      SampleStore samples,
      Scratch scratch,
      Limits limits,
      Extraction extraction,
      MethodRuns runs) {
    this.plan = plan;
    this.run = run;
    this.workingDirectory = workingDirectory;
    this.progress = progress;
    this.ledger = ledger;
    this.execution = execution;
    this.catalogue = catalogue;
    this.parts = parts;
    this.profiles = profiles;
    this.risks = risks;
    this.lattices = lattices;
    this.solutions = solutions;
    this.samples = samples;
    this.scratch = scratch;
    this.limits = limits;
    this.extraction = extraction;
    this.runs = runs;
  }

  /** Fails with a {@link Execution.HaltException} when the run halted. */
  CompletionStage<List<Part>> run() {
    return stage(Stage.EXTRACT, this::extract)
        .thenCompose(done -> afterExtraction())
        .thenApply(done -> ledger.prepared());
  }

  private CompletionStage<Done> afterExtraction() {
    Cancellable heeding = execution.heeding(ledger::instruction);
    return stage(Stage.KEYS, this::settleKeys)
        .thenCompose(done -> stage(Stage.TRANSFORM, this::transform))
        .thenCompose(done -> stage(Stage.ANONYMIZE, this::anonymize))
        .thenCompose(done -> stage(Stage.VERIFY, this::verify))
        .whenComplete((done, failure) -> heeding.cancel());
  }

  private CompletionStage<Done> stage(
      Stage stage, Supplier<CompletionStage<Map<String, String>>> work) {
    if (progress.completed().contains(stage)) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return work.get()
        .thenCompose(facts -> execution.once(() -> ledger.stageCompleted(stage, facts)));
  }

  private CompletionStage<Map<String, String>> extract() {
    List<Extraction.Order> orders = new ArrayList<>();
    for (TablePlan table : plan.tables()) {
      for (SourcePlan source : table.sources()) {
        Optional<Progress.SourceProgress> known =
            Optional.ofNullable(
                progress.sources().get(new SourceKey(table.name(), source.priority())));
        if (known.filter(Progress.SourceProgress::complete).isEmpty()) {
          orders.add(new Extraction.Order(table, source, run, workingDirectory, known, execution));
        }
      }
    }
    return execution
        .all(orders, order -> extraction.extract(order, ledger))
        .thenCompose(done -> sample())
        .thenApply(done -> Map.of("records", rows(collected())));
  }

  /** Puts together what was sampled of rejected records while the sources were read. */
  private CompletionStage<Done> sample() {
    List<Runnable> pieces = new ArrayList<>();
    for (TablePlan table : plan.tables()) {
      if (table.rejectedSample() > 0) {
        pieces.add(() -> sample(table));
      }
    }
    return execution.each(pieces);
  }

  private void sample(TablePlan table) {
    RejectedSample whole = new RejectedSample(run, table.name(), table.rejectedSample());
    ledger
        .collected()
        .getOrDefault(table.name(), List.of())
        .forEach(part -> samples.add(part, whole));
    for (SourcePlan source : table.sources()) {
      samples.addLast(run, table.name(), source.priority(), whole);
    }
    samples.write(run, table.name(), whole);
  }

  private CompletionStage<Map<String, String>> settleKeys() {
    // Masks in the ledger are all there are: keys are settled in one entry.
    if (ledger.hasMasks()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    String name = scratch.name(run);
    CompletableFuture<Map<String, String>> facts = new CompletableFuture<>();
    return execution
        .once(() -> {
          try {
            KeyResolution.Resolved resolved =
                new KeyResolution(
                        parts,
                        catalogue,
                        name,
                        new KeyResolution.Resources(
                            limits.temporary(),
                            limits.workingBytes(),
                            limits.parallelism(),
                            execution::isCancelled))
                    .resolve(plan, ledger.collected());
            ledger.keysResolved(resolved.masks(), resolved.counts());
            facts.complete(Map.of("rounds of orphans", Integer.toString(resolved.rounds())));
          } finally {
            scratch.clear(name);
          }
        })
        .thenCompose(done -> facts);
  }

  private CompletionStage<Map<String, String>> transform() {
    return CompletableFuture.completedFuture(Map.of());
  }

  private CompletionStage<Map<String, String>> anonymize() {
    Map<String, String> facts = new ConcurrentHashMap<>();
    return execution
        .once(() ->
            facts.putAll(
                new Anonymizing(
                        plan, run, ledger, execution, catalogue, parts, runs, scratch, limits,
                        lattices, solutions)
                    .run()))
        .thenApply(done -> {
          facts.put("records", rows(ledger.prepared()));
          return facts;
        });
  }

  private CompletionStage<Map<String, String>> verify() {
    Map<String, PreparedTable> tables = new LinkedHashMap<>();
    for (TablePlan table : plan.tables()) {
      tables.put(table.name(), Methods.prepare(table, catalogue));
    }
    long share = Math.max(1, limits.workingBytes() / limits.parallelism());
    Verification verification =
        new Verification(
            parts,
            plan,
            tables,
            new Verification.Made(
                collected(),
                ledger.masks(),
                ledger.prepared(),
                ledger.suppressed().map(Suppressed::records).orElseGet(Map::of)),
            limits.temporary(),
            share);
    Queue<Findings> findings = new ConcurrentLinkedQueue<>();
    List<Runnable> pieces = new ArrayList<>();
    verification.checks().forEach(check -> pieces.add(() -> findings.add(check.get())));
    return execution
        .each(pieces)
        .thenApply(done -> verification.conclude(List.copyOf(findings)))
        .thenCompose(verified ->
            profile(tables)
                .thenCompose(done -> assess(verified.risks()))
                .thenApply(done -> verified.facts()));
  }

  /** Keeps the tables' risks with the run. */
  private CompletionStage<Done> assess(List<TableRisk> tables) {
    return execution.once(
        () -> ledger.risksStored(tables.stream().map(table -> risks.write(run, table)).toList()));
  }

  /** Puts together what was seen of the parts while they were written. */
  private CompletionStage<Done> profile(Map<String, PreparedTable> tables) {
    Map<String, ProfileFile> files = new ConcurrentHashMap<>();
    List<Runnable> pieces = new ArrayList<>();
    for (TablePlan table : plan.tables()) {
      pieces.add(() -> files.put(table.name(), profile(table, tables.get(table.name()).output())));
    }
    return execution
        .each(pieces)
        .thenCompose(done ->
            execution.once(() ->
                ledger.profilesStored(
                    plan.tables().stream().map(table -> files.get(table.name())).toList())));
  }

  private ProfileFile profile(TablePlan table, TableSchema output) {
    TableProfiler before = parts.profiler(Stage.EXTRACT, table.schema());
    TableProfiler after = parts.profiler(Stage.ANONYMIZE, output);
    ledger
        .collected()
        .getOrDefault(table.name(), List.of())
        .forEach(part -> parts.profile(part, before));
    ledger.prepared().stream()
        .filter(part -> part.id().table().equals(table.name()))
        .forEach(part -> parts.profile(part, after));
    return profiles.write(run, new TableProfile(table.name(), before.profiles(), after.profiles()));
  }

  private List<Part> collected() {
    return ledger.collected().values().stream().flatMap(List::stream).toList();
  }

  private static String rows(List<Part> parts) {
    return Long.toString(parts.stream().mapToLong(Part::rows).sum());
  }
}
