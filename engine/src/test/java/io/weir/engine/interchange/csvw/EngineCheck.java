package io.weir.engine.interchange.csvw;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.dataplane.pipeline.ExtractionLimits;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.SystemMaterializer;

/** Collects what a module document says with the engine itself, and tells what it counted. */
final class EngineCheck implements AutoCloseable {
  /** What happens to empty values is no fault of theirs, and a file without records is valid. */
  private static final Set<Rule> HARMLESS =
      EnumSet.of(Rule.EMPTY_PASSED, Rule.EMPTY_REPLACED, Rule.TOO_FEW_RECORDS);

  private final ActorSystem system = ActorSystem.create("csvw-check");
  private final Catalogue catalogue;
  private final Path work;
  private int runs;

  /**
   * @param work an empty folder
   */
  EngineCheck(Catalogue catalogue, Path work) {
    this.catalogue = catalogue;
    this.work = work;
  }

  static Plan plan(String document) {
    return switch (DocumentReader.withoutExtensions().read(document)) {
      case DocumentResult.Resolved(Plan plan, _) -> plan;
      case DocumentResult.Rejected rejected -> throw new AssertionError(rejected.problems());
    };
  }

  /** Every rule that was broken, and the problem that ended the run if any did. */
  Set<String> faults(String document, Path folder) throws IOException {
    Path store = Files.createDirectory(work.resolve("run-" + runs++));
    Connections connections =
        _ ->
            new Connections.Resolved(
                "files",
                new Settings(Map.of("root", folder.toAbsolutePath().toString()), Map.of()));
    Counting ledger = new Counting();
    Ending ending =
        new Pipeline(
                SystemMaterializer.get(system).materializer(),
                catalogue,
                connections,
                new DirectoryPartStore(store),
                new Limits(100_000, 2, 8, store, ExtractionLimits.standard()))
            .prepare(
                plan(document),
                "run",
                folder,
                new Progress(Set.of(), Map.of(), Map.of(), Map.of()),
                ledger)
            .toCompletableFuture()
            .join();
    Set<String> faults = ledger.faults();
    switch (ending) {
      case Ending.Failed(var problem) -> faults.add(problem.code() + ": " + problem.message());
      case Ending.Prepared _ -> {}
      case Ending.Halted _ -> throw new AssertionError("nobody asked it to halt");
    }
    return faults;
  }

  @Override
  public void close() {
    system.terminate();
  }

  private static final class Counting implements RunLedger {
    private final List<RuleCount> counts = new ArrayList<>();

    synchronized Set<String> faults() {
      Set<String> faults = new TreeSet<>();
      for (RuleCount count : counts) {
        if (count.count() > 0 && !HARMLESS.contains(count.rule())) {
          faults.add(count.rule() + " " + count.table() + "/" + count.column());
        }
      }
      return faults;
    }

    private synchronized Instruction add(List<RuleCount> more) {
      counts.addAll(more);
      return Instruction.GO_ON;
    }

    @Override
    public Instruction partCommitted(
        Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> more) {
      return add(more);
    }

    @Override
    public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction profilesStored(List<ProfileFile> files) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction sourceRestarted(SourceKey source, String reason) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction attemptFailed(
        SourceKey source, int attempt, ErrorCode code, Duration pause) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction instruction() {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction sourceCompleted(
        SourceKey source, long recordsRead, List<RuleCount> trailing) {
      return add(trailing);
    }

    @Override
    public Instruction keysResolved(List<MaskFile> masks, List<RuleCount> more) {
      return add(more);
    }

    @Override
    public Instruction stageCompleted(Stage stage, Map<String, String> facts) {
      return Instruction.GO_ON;
    }
  }
}
