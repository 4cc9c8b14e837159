package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.Settings;
import io.weir.spi.SourceStream;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

/** The whole pipeline with the limits of a node, over one table of one source. */
final class OneSourcePipeline implements AutoCloseable {
  static final List<ColumnPlan> NOTES =
      List.of(Records.column("id", ValueType.INTEGER), Records.column("note", ValueType.STRING));

  private final ActorSystem system = ActorSystem.create("one-source");
  private final Materializer materializer = SystemMaterializer.get(system).materializer();
  private final DirectoryPartStore store;
  private final Path home;

  OneSourcePipeline(Path home) throws IOException {
    this.home = home;
    store = new DirectoryPartStore(home);
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  DirectoryPartStore store() {
    return store;
  }

  List<List<String>> rows(Plan plan, Supplier<SourceStream> source) {
    Ending ending = prepare(plan, source, new RememberingLedger());
    List<List<String>> rows = new ArrayList<>();
    for (Part part : assertInstanceOf(Ending.Prepared.class, ending, ending::toString).parts()) {
      rows.addAll(InMemoryParts.rows(new ArrowParts(store).read(part)));
    }
    return rows;
  }

  Problem failure(Plan plan, Supplier<SourceStream> source, RememberingLedger ledger) {
    return assertInstanceOf(Ending.Failed.class, prepare(plan, source, ledger)).problem();
  }

  Ending prepare(Plan plan, Supplier<SourceStream> source, RememberingLedger ledger) {
    Connections connections =
        name -> new Connections.Resolved("given", new Settings(Map.of(), Map.of()));
    return new Pipeline(
            materializer,
            new TestCatalogue(Map.of("given", new GivenConnector(source))),
            connections,
            store,
            Limits.standard())
        .prepare(plan, "run", home, ledger.progress(), ledger)
        .toCompletableFuture()
        .join();
  }

  static Plan plan(List<ColumnPlan> columns) {
    TablePlan table = Records.table("t", columns, List.of("s"), Optional.empty(), List.of());
    return new Plan("m", "hostile", "1.0.0", List.of(table), Optional.empty());
  }
}
