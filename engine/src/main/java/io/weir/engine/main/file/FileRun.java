package io.weir.engine.main.file;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.SampleSeal;
import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.Seeds;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.definition.Plan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Settings;
import io.weir.spi.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.SystemMaterializer;

/**
 * One execution of a plan without a node: its parts lie in a folder for temporary files that only
 * this user may read, and are deleted in the end, or by {@link #sweep} if the process was killed.
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
   * @param risks how likely somebody is found in a table, before and after
   */
  public record Done(
      long read,
      Map<String, Long> written,
      List<RuleCount> counts,
      Map<String, String> solutions,
      Map<String, String> verified,
      List<TableLattice> lattices,
      List<TableRisk> risks) {}

  /**
   * Prepares a module and writes its tables as CSV, all or none. The first output is in place only
   * when the others are.
   *
   * @param folder its files lie in
   * @param outputs each table as it will be, and the file it is written to, in order
   * @throws WeirException whatever a run fails with
   */
  public Done run(Plan plan, Path folder, Map<TableSchema, Path> outputs) {
    try (WorkFolder work = WorkFolder.make(temporary())) {
      ActorSystem system =
          ActorSystem.create(
              "weir-anonymize",
              ConfigFactory.parseString("pekko.loglevel = WARNING")
                  .withFallback(ConfigFactory.load()));
      Prepared prepared;
      try {
        prepared = prepare(plan, folder, work, system);
      } finally {
        // What still writes would write into a folder that is being deleted.
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
      }
      return write(prepared, work, outputs);
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Deletes what runs left that were killed, and ends what they had begun.
   *
   * @return files that such a run had ready, and that are in place now
   */
  public static List<Path> sweep() {
    try {
      return WorkFolder.sweep(temporary()).placed();
    } catch (IOException e) {
      throw new WeirException(
          Problem.of(
              ErrorCode.STORAGE_FAILED,
              "What a run left that was killed cannot be deleted from " + temporary() + ".",
              "Delete folders there whose names begin with weir-anonymize-: they hold collected"
                  + " records."));
    }
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }

  /** What is to be written. */
  private record Prepared(
      List<Part> parts, FileLedger ledger, List<TableLattice> lattices, List<TableRisk> risks) {}

  private Prepared prepare(Plan plan, Path folder, WorkFolder work, ActorSystem system)
      throws IOException {
    Connections beside =
        _ ->
            new Connections.Resolved(
                "files", new Settings(Map.of("root", folder.toString()), Map.of()));
    FileLedger ledger = new FileLedger();
    Pipeline pipeline =
        new Pipeline(
            SystemMaterializer.get(system).materializer(),
            catalogue,
            beside,
            new DirectoryPartStore(work.parts()),
            SampleSeal.none(),
            seeds,
            secrets,
            Limits.standard());
    Ending ending =
        pipeline.prepare(plan, RUN, folder, Progress.none(), ledger).toCompletableFuture().join();
    return switch (ending) {
      case Ending.Prepared(List<Part> parts) ->
          new Prepared(
              parts,
              ledger,
              ledger.lattices().stream().flatMap(it -> pipeline.lattice(RUN, it).stream()).toList(),
              ledger.risks().stream().flatMap(it -> pipeline.risk(RUN, it).stream()).toList());
      case Ending.Failed(Problem problem) -> throw new WeirException(problem);
      case Ending.Halted _ -> throw new IllegalStateException("nobody asked it to halt");
    };
  }

  /** The collected records are gone before the outputs come into place: nothing can fail then. */
  private static Done write(Prepared prepared, WorkFolder work, Map<TableSchema, Path> files)
      throws IOException {
    Map<String, Long> written = new LinkedHashMap<>();
    try (Outputs outputs =
        Outputs.begin(work.path(), List.copyOf(files.values()), Outputs.Renaming.atomic())) {
      Parts store = new ArrowParts(new DirectoryPartStore(work.parts()));
      for (TableSchema table : files.keySet()) {
        List<Part> own =
            prepared.parts().stream()
                .filter(part -> part.id().table().equals(table.name()))
                .sorted(Comparator.comparing(Part::id))
                .toList();
        CsvFile.write(outputs.draft(written.size()), table, own, store);
        written.put(table.name(), own.stream().mapToLong(Part::rows).sum());
      }
      work.clear();
      outputs.publish();
    }
    FileLedger ledger = prepared.ledger();
    return new Done(
        ledger.read(),
        written,
        ledger.counts(),
        ledger.facts(Stage.ANONYMIZE),
        ledger.facts(Stage.VERIFY),
        prepared.lattices(),
        prepared.risks());
  }

  private static WeirException unwritable(Exception cause) {
    return new WeirException(
        Problem.of(
            ErrorCode.STORAGE_FAILED,
            "What the run prepared cannot be written ("
                + cause.getClass().getSimpleName()
                + "); nothing was put in place.",
            "Make room in "
                + temporary()
                + " and where the output is to be, and see that you may write there."));
  }
}
