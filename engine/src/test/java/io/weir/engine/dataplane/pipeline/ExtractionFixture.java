package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.SampleSeal;
import io.weir.engine.dataplane.decode.BytesSource;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.parts.ArbitraryBatches;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.dataplane.rejected.SampleStore;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Parameters;
import io.weir.spi.RecordBatch;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

/** Extracts one source, people, into parts on disk. */
final class ExtractionFixture implements AutoCloseable {
  static final ExtractionLimits SMALL =
      new ExtractionLimits(
          new FramingLimits(64, 1000),
          20,
          1000,
          3,
          ExtractionLimits.standard().blockingDispatcher());
  static final Duration PATIENT = Duration.ofMinutes(5);
  private static final SourcePlan.Retries NO_RETRIES =
      new SourcePlan.Retries(0, Duration.ofMillis(1));

  private final Path folder;
  private final DirectoryPartStore store;
  private final ActorSystem system;
  private final Materializer materializer;
  private final ArrowParts parts;

  ExtractionFixture() {
    try {
      folder = Files.createTempDirectory("extraction");
      store = new DirectoryPartStore(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    parts = new ArrowParts(store);
    system = ActorSystem.create("extraction");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @Override
  public void close() throws IOException {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    for (String path : store.list("")) {
      store.delete(path);
    }
    Files.delete(folder);
  }

  /** A text of people, some of them dirty. */
  record Data(SourceFormat format, String text) {
    static Data of(long seed) {
      Random random = new Random(seed);
      boolean csv = random.nextBoolean();
      StringBuilder text =
          new StringBuilder(csv ? "id,name,age\n" : random.nextBoolean() ? "" : "[");
      boolean array = !csv && text.length() == 1;
      int rows = random.nextInt(150);
      for (int row = 0; row < rows; row++) {
        String name = random.nextInt(5) == 0 ? "" : List.of("Anna", "Béla", "Ced").get(row % 3);
        String age =
            List.of("7", "17", "200", "x", "")
                .get(random.nextInt(8) == 0 ? random.nextInt(5) : random.nextInt(2));
        if (csv) {
          text.append(row).append(',').append(name).append(',').append(age).append('\n');
        } else {
          text.append(array && row > 0 ? "," : "");
          text.append("{\"id\":").append(row).append(",\"name\":\"").append(name);
          text.append("\",\"age\":\"").append(age).append("\"}").append(array ? "" : "\n");
        }
      }
      return new Data(
          csv ? SourceFormat.Csv.standard() : new SourceFormat.Json(),
          text.append(array ? "]" : "").toString());
    }

    SourceStream open(long readSeed) {
      return new BytesSource(format, text.getBytes(StandardCharsets.UTF_8), readSeed);
    }
  }

  Instruction extract(Data data, RecordedLedger to, long readSeed) {
    return extract(table(OnTypeViolation.DROP), PATIENT, () -> data.open(readSeed), to);
  }

  /** From a source that is never tried again. */
  Instruction extract(
      TablePlan table, Duration patience, Supplier<SourceStream> opener, RecordedLedger to) {
    return extract(table, source(patience, NO_RETRIES), opener, to);
  }

  Instruction extract(
      TablePlan table, SourcePlan source, Supplier<SourceStream> opener, RecordedLedger to) {
    return extract(table, source, opener, to, SMALL);
  }

  Instruction extract(
      TablePlan table,
      SourcePlan source,
      Supplier<SourceStream> opener,
      RecordedLedger to,
      ExtractionLimits limits) {
    return new SourceExtraction(
            "run",
            table,
            source,
            opener,
            parts,
            new SampleStore(store, SampleSeal.none()),
            to,
            limits,
            materializer)
        .extract(to.progress())
        .toCompletableFuture()
        .join();
  }

  static SourcePlan source(Duration patience, SourcePlan.Retries retries) {
    return source(patience, SourcePlan.Shape.standard(), SourcePlan.Expected.standard(), retries);
  }

  static SourcePlan source(SourcePlan.Shape shape, SourcePlan.Expected expected) {
    return source(PATIENT, shape, expected, NO_RETRIES);
  }

  private static SourcePlan source(
      Duration patience,
      SourcePlan.Shape shape,
      SourcePlan.Expected expected,
      SourcePlan.Retries retries) {
    return new SourcePlan(
        "registry",
        1,
        new SourcePlan.Access.Connected("c", Parameters.none()),
        patience,
        shape,
        expected,
        retries);
  }

  static Problem failure(Runnable extraction) {
    CompletionException failed = assertThrows(CompletionException.class, extraction::run);
    return ((WeirException) failed.getCause()).problem();
  }

  /** What the ledger knows of, as rows of canonical texts. */
  List<List<String>> stored(RecordedLedger ledger) {
    List<RecordBatch> batches = new ArrayList<>();
    for (Part part : ledger.parts()) {
      try (Parts.Reader reader = parts.read(part)) {
        for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
          batches.add(next.get());
        }
      }
    }
    return ArbitraryBatches.rows(batches);
  }

  static TablePlan table(OnTypeViolation onTypeViolation) {
    return new TablePlan(
        "people",
        List.of(
            column("id", ValueType.INTEGER, Optional.empty(), onTypeViolation),
            column("name", ValueType.STRING, Optional.empty(), onTypeViolation),
            column(
                "age",
                ValueType.INTEGER,
                Optional.of(
                    new ColumnPlan.Range(Optional.of("0"), Optional.of("150"), OnOutOfRange.CLAMP)),
                onTypeViolation)),
        List.of(),
        Optional.empty(),
        List.of());
  }

  static ColumnPlan tokens(String name, ValueType type, Set<String> nullTokens) {
    return new ColumnPlan(
        name,
        type,
        nullTokens,
        new OnEmpty.Pass(),
        Optional.empty(),
        OnTypeViolation.FAIL,
        Optional.empty());
  }

  private static ColumnPlan column(
      String name,
      ValueType type,
      Optional<ColumnPlan.Range> range,
      OnTypeViolation onTypeViolation) {
    return new ColumnPlan(
        name, type, Set.of(""), new OnEmpty.Pass(), range, onTypeViolation, Optional.empty());
  }
}
