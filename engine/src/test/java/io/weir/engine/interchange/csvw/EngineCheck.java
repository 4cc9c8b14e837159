package io.weir.engine.interchange.csvw;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.CountingLedger;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.dataplane.pipeline.ExtractionLimits;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
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
    CountingLedger ledger = new CountingLedger();
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
    Set<String> faults = faults(ledger);
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

  private static Set<String> faults(CountingLedger ledger) {
    Set<String> faults = new TreeSet<>();
    for (RuleCount count : ledger.counts()) {
      if (count.count() > 0 && !HARMLESS.contains(count.rule())) {
        faults.add(count.rule() + " " + count.table() + "/" + count.column());
      }
    }
    return faults;
  }
}
