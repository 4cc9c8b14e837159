package io.weir.engine.oracle;

import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Table;
import io.weir.engine.vocabulary.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Has modules executed by Weir and tells what became of them. */
final class Engine implements AutoCloseable {
  private final InProcess weir = new InProcess();
  private final Path folder;

  /**
   * @param folder for the modules' files
   */
  Engine(Path folder) {
    this.folder = folder;
  }

  boolean isReadable(ModuleCase module) {
    return weir.problems(DocumentWriter.document(module)).isEmpty();
  }

  /** The outcome of each module, in their order. */
  List<Outcome> execute(List<ModuleCase> modules) {
    List<CompletableFuture<Outcome>> running = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      running.add(start(modules.get(i), folder.resolve("case-" + i % 4)));
      if (i % 4 == 3) {
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
      }
    }
    return running.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<Outcome> start(ModuleCase module, Path home) {
    try {
      Files.createDirectories(home);
      for (Map.Entry<String, byte[]> file : DocumentWriter.files(module).entrySet()) {
        Files.write(home.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Sizes that never matter: of memory, chunks and parts.
    long seed = Math.floorMod(module.seed(), 12L);
    var limits =
        InProcess.limits(seed % 2 == 0 ? 1_500 : 1 << 20, seed % 3 == 0 ? 200 : 5_000, 4 + seed);
    RulesSplit split = RulesSplit.of(module);
    return weir.start(split.document(), split.rules(), home, limits)
        .thenApply(finished -> outcome(module, finished))
        .toCompletableFuture();
  }

  private static Outcome outcome(ModuleCase module, Finished finished) {
    Outcome outcome = Outcome.of(module);
    if (finished.ending() instanceof Ending.Failed(Problem problem)) {
      Map<String, String> where = new TreeMap<>(problem.where());
      where.keySet().retainAll(Set.of("table", "source", "column", "record"));
      outcome.failures().add(problem.code() + " " + where);
      return outcome;
    }
    for (RuleCount count : finished.counts()) {
      outcome.count(
          count.table(),
          count.source(),
          count.column(),
          count.rule().name(),
          count.round(),
          count.count());
    }
    for (Table table : module.tables()) {
      for (int source = 0; source < table.sources().size(); source++) {
        long read = finished.recordsRead().get(new SourceKey(table.name(), source));
        if (read != table.sources().get(source).rows().size()) {
          outcome.count(table.name(), source, "", "RECORDS_READ", 0, read);
        }
        for (List<String> row : finished.rows(table.name(), source)) {
          List<Optional<String>> values = new ArrayList<>();
          for (int c = 0; c < row.size(); c++) {
            Column column = table.columns().get(c);
            values.add(CanonicalText.ofWeir(column.type(), row.get(c)));
          }
          outcome.rows(table.name(), source).add(values);
        }
      }
    }
    return outcome;
  }

  @Override
  public void close() {
    weir.close();
  }
}
