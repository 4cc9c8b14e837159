package io.weir.engine.oracle;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.CountingLedger;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.dataplane.pipeline.ExtractionLimits;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.RulesScript;
import io.weir.engine.main.Installed;
import io.weir.spi.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

/**
 * Weir up to the outbox, without a node around it: the reader of documents, the data plane and the
 * plugins of the distribution are the real ones, parts are real and kept in memory. A file without
 * a connection lies beside the document, as it does for {@code weir run}.
 */
public final class InProcess implements AutoCloseable {
  /** Small enough that a few records make several chunks and parts, and keys several passes. */
  public static final Limits SMALL = limits(2_000, 300, 8);

  private final ActorSystem system =
      ActorSystem.create(
          "in-process",
          ConfigFactory.parseString("pekko.loglevel = WARNING").withFallback(ConfigFactory.load()));
  private final Materializer materializer = SystemMaterializer.get(system).materializer();
  private final Installed installed = new Installed();
  private final DocumentReader reader = installed.documentReader();

  /**
   * @param workingBytes for settling keys and verifying
   * @param chunkBytes of a source that are decoded at a time
   * @param partRows records a part is meant to hold
   */
  static Limits limits(long workingBytes, int chunkBytes, long partRows) {
    return new Limits(
        workingBytes,
        2,
        8,
        Path.of(System.getProperty("java.io.tmpdir")),
        new ExtractionLimits(
            new FramingLimits(chunkBytes, 1 << 20),
            partRows,
            1 << 20,
            2,
            "pekko.actor.default-blocking-io-dispatcher"));
  }

  /** What is wrong with a document; empty if it can be run. */
  public List<DocumentProblem> problems(String document) {
    return switch (reader.read(document)) {
      case DocumentResult.Resolved _ -> List.of();
      case DocumentResult.Rejected(List<DocumentProblem> problems) -> problems;
    };
  }

  /**
   * The plan of a document.
   *
   * @throws AssertionError if there is none
   */
  public Plan plan(String document) {
    return plan(reader.read(document));
  }

  private static Plan plan(DocumentResult result) {
    return switch (result) {
      case DocumentResult.Resolved(Plan plan, _) -> plan;
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          throw new AssertionError("the document was refused: " + problems);
    };
  }

  /**
   * Runs a module up to its outbox.
   *
   * @param folder where the document's files lie
   */
  public Finished run(String document, Path folder) {
    return run(document, folder, SMALL);
  }

  /** The same with other limits. */
  public Finished run(String document, Path folder, Limits limits) {
    return start(document, List.of(), folder, limits).toCompletableFuture().join();
  }

  CompletionStage<Finished> start(
      String document, List<RulesScript> rules, Path folder, Limits limits) {
    Plan plan = plan(reader.read(document, rules));
    Connections beside =
        name ->
            new Connections.Resolved(
                "files",
                new Settings(Map.of("root", folder.toAbsolutePath().toString()), Map.of()));
    MemoryPartStore store = new MemoryPartStore();
    CountingLedger ledger = new CountingLedger();
    return new Pipeline(materializer, installed.catalogue(), beside, store, limits)
        .prepare(plan, "run", folder, Progress.none(), ledger)
        .thenApply((Ending ending) -> {
          if (!ledger.attempts().isEmpty()) {
            throw new AssertionError(
                "no source fails for a passing reason or changes: " + ledger.attempts());
          }
          return new Finished(plan, ending, store, ledger);
        });
  }

  @Override
  public void close() {
    installed.close();
    system.terminate();
  }
}
