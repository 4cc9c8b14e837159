package io.weir.engine.main.file;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.SampleSeal;
import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.Seeds;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.definition.Plan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Settings;
import io.weir.spi.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.SystemMaterializer;

/**
 * One execution of a plan without a node: its parts lie in a temporary folder that only this user
 * may read, and are deleted in the end.
 */
public final class FileRun {
  private static final String RUN = "file";

  private final Catalogue catalogue;
  private final Seeds seeds;
  private final Secrets secrets;

  public FileRun(Catalogue catalogue, Seeds seeds, Secrets secrets) {
    this.catalogue = catalogue;
    this.seeds = seeds;
    this.secrets = secrets;
  }

  /**
   * What came of it.
   *
   * @param written by table how many records
   * @param lattices what solutions of privacy models there were to choose among
   */
  public record Done(
      long read,
      Map<String, Long> written,
      List<RuleCount> counts,
      Map<String, String> solutions,
      Map<String, String> verified,
      List<TableLattice> lattices) {}

  /**
   * Prepares a module and writes its tables as CSV.
   *
   * @param folder its files lie in
   * @param outputs each table as it will be, and the file it is written to, in order
   * @throws WeirException whatever a run fails with
   */
  public Done run(Plan plan, Path folder, Map<TableSchema, Path> outputs) {
    try {
      Path work = Files.createTempDirectory("weir-anonymize");
      ActorSystem system =
          ActorSystem.create(
              "weir-anonymize",
              ConfigFactory.parseString("pekko.loglevel = WARNING")
                  .withFallback(ConfigFactory.load()));
      try {
        return run(plan, folder, outputs, work, system);
      } finally {
        system.terminate();
        delete(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Done run(
      Plan plan, Path folder, Map<TableSchema, Path> outputs, Path work, ActorSystem system)
      throws IOException {
    Connections beside =
        _ ->
            new Connections.Resolved(
                "files", new Settings(Map.of("root", folder.toString()), Map.of()));
    DirectoryPartStore store = new DirectoryPartStore(work);
    FileLedger ledger = new FileLedger();
    Pipeline pipeline =
        new Pipeline(
            SystemMaterializer.get(system).materializer(),
            catalogue,
            beside,
            store,
            SampleSeal.none(),
            seeds,
            secrets,
            Limits.standard());
    Ending ending =
        pipeline.prepare(plan, RUN, folder, Progress.none(), ledger).toCompletableFuture().join();
    return switch (ending) {
      case Ending.Prepared(List<Part> parts) -> {
        Map<String, Long> written = new LinkedHashMap<>();
        for (Map.Entry<TableSchema, Path> output : outputs.entrySet()) {
          List<Part> own =
              parts.stream()
                  .filter(part -> part.id().table().equals(output.getKey().name()))
                  .sorted(Comparator.comparing(Part::id))
                  .toList();
          CsvFile.write(output.getValue(), output.getKey(), own, new ArrowParts(store));
          written.put(output.getKey().name(), own.stream().mapToLong(Part::rows).sum());
        }
        yield new Done(
            ledger.read(),
            written,
            ledger.counts(),
            ledger.facts(Stage.ANONYMIZE),
            ledger.facts(Stage.VERIFY),
            ledger.lattices().stream().flatMap(it -> pipeline.lattice(RUN, it).stream()).toList());
      }
      case Ending.Failed(Problem problem) -> throw new WeirException(problem);
      case Ending.Halted _ -> throw new IllegalStateException("nobody asked it to halt");
    };
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
