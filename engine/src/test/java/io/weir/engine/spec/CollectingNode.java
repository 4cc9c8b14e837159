package io.weir.engine.spec;

import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.CountingLedger;
import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.main.Installed;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.SystemMaterializer;

/**
 * The whole data plane with the plugins of the distribution. Documents, scripts and files lie in
 * one folder, whose connection is called {@code <module>-folder}.
 */
final class CollectingNode implements AutoCloseable {
  private final Installed installed = new Installed();
  private final ActorSystem system = ActorSystem.create("spec");
  private final Path folder;
  private final DirectoryPartStore store;

  CollectingNode(Path folder) {
    this.folder = folder;
    try {
      store = new DirectoryPartStore(Files.createTempDirectory(folder, "parts"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A module of some tables, written as JSON objects. */
  static String module(String... tables) {
    return """
    {"@context": "https://w3id.org/weir/v1", "id": "urn:example:shop", "type": "DataModule",
     "name": "shop", "version": "1.0.0", "tables": [
    """
        + String.join(",\n", tables)
        + "]}";
  }

  List<DocumentProblem> problems(String document) {
    return switch (installed.documentReader().read(document)) {
      case DocumentResult.Resolved _ -> List.of();
      case DocumentResult.Rejected(List<DocumentProblem> problems) -> problems;
    };
  }

  Ending collect(String document, RunLedger ledger) {
    Plan plan =
        switch (installed.documentReader().read(document)) {
          case DocumentResult.Resolved(Plan resolved, var _) -> resolved;
          case DocumentResult.Rejected(List<DocumentProblem> problems) ->
              throw new AssertionError(problems.toString());
        };
    Connections connections =
        name ->
            new Connections.Resolved(
                "files", new Settings(Map.of("root", folder.toString()), Map.of()));
    return new Pipeline(
            SystemMaterializer.get(system).materializer(),
            installed.catalogue(),
            connections,
            store,
            Limits.standard())
        .prepare(plan, "run", folder, Progress.none(), ledger)
        .toCompletableFuture()
        .join();
  }

  /** The records of a table after a run that went well. */
  List<List<String>> records(String document, String table) {
    return switch (collect(document, new CountingLedger())) {
      case Ending.Prepared(List<Part> parts) -> {
        List<List<String>> records = new ArrayList<>();
        for (Part part : parts) {
          if (part.id().table().equals(table)) {
            records.addAll(InMemoryParts.rows(new ArrowParts(store).read(part)));
          }
        }
        yield records;
      }
      case Ending.Failed(Problem problem) -> throw new AssertionError(problem.toString());
      case Ending.Halted _ -> throw new AssertionError("halted");
    };
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    installed.close();
  }
}
