package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.decode.BytesSource;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.parts.ArbitraryBatches;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ConnectorException;
import io.weir.spi.Parameters;
import io.weir.spi.RecordBatch;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

class SourceExtractionTest {
  private static final ExtractionLimits SMALL =
      new ExtractionLimits(
          new FramingLimits(64, 1000),
          20,
          1000,
          3,
          ExtractionLimits.standard().blockingDispatcher());
  private static final Duration PATIENT = Duration.ofMinutes(5);

  private static Path folder;
  private static DirectoryPartStore store;
  private static ActorSystem system;
  private static Materializer materializer;

  private final RecordedLedger ledger = new RecordedLedger();
  private final ArrowParts parts = new ArrowParts(store);

  @BeforeContainer
  static void start() throws IOException {
    folder = Files.createTempDirectory("extraction");
    store = new DirectoryPartStore(folder);
    system = ActorSystem.create("extraction");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @AfterContainer
  static void stop() throws IOException {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    for (String path : store.list("")) {
      store.delete(path);
    }
    Files.delete(folder);
  }

  @Property(tries = 10)
  void a_run_killed_at_any_entry_ends_like_one_that_was_not(@ForAll long seed) {
    Data data = Data.of(seed);
    RecordedLedger whole = new RecordedLedger();
    assertEquals(Instruction.GO_ON, extract(data, whole, seed));
    for (int entry = 0; entry < whole.entries(); entry++) {
      for (RecordedLedger.Event event : RecordedLedger.Event.values()) {
        RecordedLedger killed = new RecordedLedger().at(entry, event);
        if (event == RecordedLedger.Event.HALTS) {
          assertEquals(Instruction.HALT, extract(data, killed, seed));
          assertEquals(entry + 1, killed.entries());
        } else {
          assertThrows(CompletionException.class, () -> extract(data, killed, seed));
        }
        assertEquals(Instruction.GO_ON, extract(data, killed, seed + entry));
        assertEquals(whole.parts(), killed.parts());
        assertEquals(whole.counts(), killed.counts());
        assertEquals(whole.records(), killed.records());
        assertEquals(whole.covered(), killed.covered());
        assertEquals(0, killed.restarts());
      }
    }
  }

  @Property(tries = 25)
  void a_source_that_changed_starts_over(@ForAll long seed) {
    Data data = Data.of(seed);
    RecordedLedger killed = new RecordedLedger().at(1, RecordedLedger.Event.HALTS);
    extract(data, killed, seed);
    if (killed.isComplete() || killed.parts().isEmpty()) {
      return;
    }
    Data other = new Data(data.format(), data.text().replace("Anna", "Otto").replace("7", "8"));
    RecordedLedger whole = new RecordedLedger();
    extract(other, whole, seed);

    extract(other, killed, seed);

    assertEquals(whole.parts(), killed.parts());
    assertEquals(whole.counts(), killed.counts());
    assertTrue(killed.restarts() <= 1);
  }

  /** A text of people, some of them dirty. */
  private record Data(SourceFormat format, String text) {
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

  private Instruction extract(Data data, RecordedLedger to, long readSeed) {
    return extract(table(OnTypeViolation.DROP), PATIENT, () -> data.open(readSeed), to);
  }

  @Example
  void records_and_counts_are_those_of_the_source() {
    String text =
        "[{\"id\":1,\"name\":\"Anna\",\"age\":7},{\"id\":2,\"age\":\"x\"},{\"id\":3,\"age\":200}]";
    assertEquals(Instruction.GO_ON, extract(new Data(new SourceFormat.Json(), text), ledger, 1));
    assertEquals(List.of(List.of("1", "Anna", "7"), Arrays.asList("3", null, "150")), stored());
    assertEquals(
        Map.of(
            "name EMPTY_PASSED",
            2L,
            "age TYPE_VIOLATION_DROPPED",
            1L,
            "age OUT_OF_RANGE_CLAMPED",
            1L),
        ledger.counts());
    assertEquals(3, ledger.records());
  }

  @Example
  void what_csv_says_is_absent_is_empty_whatever_the_null_tokens_are() {
    SourceFormat format = SourceFormat.Csv.withAbsentFields(List.of("id", "name", "age"));
    String text = "1,\"\",7\n2,,8\n3,-,\n4,Anna,-\n";
    List<ColumnPlan> columns = new ArrayList<>();
    columns.add(tokens("id", ValueType.INTEGER, Set.of()));
    columns.add(tokens("name", ValueType.STRING, Set.of()));
    columns.add(tokens("age", ValueType.INTEGER, Set.of("-")));
    TablePlan table = new TablePlan("people", columns, List.of(), Optional.empty(), List.of());
    Data data = new Data(format, text);
    assertEquals(Instruction.GO_ON, extract(table, PATIENT, () -> data.open(1), ledger));
    assertEquals(
        List.of(
            List.of("1", "", "7"),
            Arrays.asList("2", null, "8"),
            Arrays.asList("3", "-", null),
            Arrays.asList("4", "Anna", null)),
        stored());
    assertEquals(Map.of("name EMPTY_PASSED", 1L, "age EMPTY_PASSED", 2L), ledger.counts());
  }

  @Example
  void a_source_without_records_is_complete_without_parts() {
    assertEquals(Instruction.GO_ON, extract(new Data(new SourceFormat.Json(), "[]"), ledger, 1));
    assertTrue(ledger.isComplete());
    assertEquals(List.of(), ledger.parts());
  }

  @Example
  void what_was_dropped_after_the_last_part_is_counted_in_the_end() {
    String text = "id,name,age\n1,A,x\n2,B,x\n";
    extract(new Data(SourceFormat.Csv.standard(), text), ledger, 1);
    assertEquals(List.of(), ledger.parts());
    assertEquals(Map.of("age TYPE_VIOLATION_DROPPED", 2L), ledger.counts());
    assertEquals(2, ledger.records());
  }

  @Example
  void the_earliest_fault_is_told_with_its_record_whatever_comes_later() {
    StringBuilder text = new StringBuilder();
    for (int row = 1; row <= 500; row++) {
      text.append("{\"id\":").append(row).append(",\"name\":\"n\",\"age\":");
      text.append(row == 333 || row == 400 ? "\"x\"" : "1").append(row == 450 ? "\n" : "}\n");
    }
    Supplier<SourceStream> source =
        () -> new Data(new SourceFormat.Json(), text.toString()).open(3);
    Problem problem = failure(() -> extract(table(OnTypeViolation.FAIL), PATIENT, source, ledger));
    assertEquals(ErrorCode.TYPE_VIOLATION, problem.code());
    assertEquals(
        Map.of("table", "people", "source", "registry", "record", "333", "column", "age"),
        problem.where());
    long taken = ledger.covered();
    assertTrue(taken > 200 && taken < 333, "parts before the fault are kept");

    Problem again = failure(() -> extract(table(OnTypeViolation.FAIL), PATIENT, source, ledger));
    assertEquals(problem, again);
    Problem malformed =
        failure(() -> extract(table(OnTypeViolation.DROP), PATIENT, source, ledger));
    assertEquals(ErrorCode.SOURCE_MALFORMED, malformed.code());
    assertEquals("450", malformed.where().get("record"));
  }

  @Example
  void a_column_that_no_record_has_is_missing() {
    String text = "{\"id\":1,\"age\":1}\n{\"id\":2,\"age\":1}\n";
    Problem problem = failure(() -> extract(new Data(new SourceFormat.Json(), text), ledger, 1));
    assertEquals(ErrorCode.COLUMN_MISSING, problem.code());
    assertEquals("name", problem.where().get("column"));
    assertFalse(ledger.isComplete());
  }

  @Example
  void a_column_that_only_records_before_the_interruption_have_is_not_missing() {
    StringBuilder text = new StringBuilder("{\"id\":0,\"name\":\"x\",\"age\":1}\n");
    for (int row = 1; row < 200; row++) {
      text.append("{\"id\":").append(row).append(",\"age\":1}\n");
    }
    Data data = new Data(new SourceFormat.Json(), text.toString());
    ledger.at(2, RecordedLedger.Event.HALTS);
    assertEquals(Instruction.HALT, extract(data, ledger, 1));
    assertEquals(Instruction.GO_ON, extract(data, ledger, 2));
    assertEquals(200, ledger.covered());
  }

  @Example
  void a_failing_source_is_told_by_its_kind() {
    Map<ConnectorException.Kind, ErrorCode> codes =
        Map.of(
            ConnectorException.Kind.REFUSED, ErrorCode.SOURCE_REFUSED,
            ConnectorException.Kind.UNAVAILABLE, ErrorCode.SOURCE_UNAVAILABLE,
            ConnectorException.Kind.FAILED, ErrorCode.SOURCE_FAILED,
            ConnectorException.Kind.TIMED_OUT, ErrorCode.SOURCE_TIMED_OUT);
    codes.forEach((kind, code) -> {
      ConnectorException broken = new ConnectorException(kind, "it broke off", "Mend it.");
      Supplier<SourceStream> atOpening =
          () -> {
            throw broken;
          };
      for (Supplier<SourceStream> opener :
          List.of(atOpening, () -> new BreakingSource("{\"id\":1}\n{\"id\"", broken))) {
        Problem problem =
            failure(() -> extract(table(OnTypeViolation.DROP), PATIENT, opener, ledger));
        assertEquals(code, problem.code());
        assertEquals("Table people, source registry: it broke off.", problem.message());
        assertEquals("Mend it.", problem.advice());
        assertEquals(Map.of("table", "people", "source", "registry"), problem.where());
      }
    });
  }

  private record BreakingSource(String text, RuntimeException failure, AtomicInteger at)
      implements SourceStream {
    BreakingSource(String text, RuntimeException failure) {
      this(text, failure, new AtomicInteger());
    }

    @Override
    public SourceFormat format() {
      return new SourceFormat.Json();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (at.get() == text.length()) {
        throw failure;
      }
      buffer[offset] = (byte) text.charAt(at.getAndIncrement());
      return 1;
    }

    @Override
    public void close() {}
  }

  @Example
  void a_connector_that_breaks_unexpectedly_fails_its_source_only() {
    Problem problem =
        failure(() ->
            extract(
                table(OnTypeViolation.DROP),
                PATIENT,
                () -> new BreakingSource("{", new IllegalStateException("secret value")),
                ledger));
    assertEquals(ErrorCode.SOURCE_FAILED, problem.code());
    assertFalse(problem.message().contains("secret"));
  }

  @Example
  void a_source_that_hangs_is_closed_and_times_out() {
    for (String first : List.of("", "{\"id\":1,\"name\":\"x\",\"age\":1}\n")) {
      SilentSource silent = new SilentSource(first, true);
      Problem problem =
          failure(() ->
              extract(table(OnTypeViolation.DROP), Duration.ofMillis(40), () -> silent, ledger));
      assertEquals(ErrorCode.SOURCE_TIMED_OUT, problem.code());
      assertEquals("registry", problem.where().get("source"));
    }
  }

  @Example
  void a_source_that_hangs_even_when_closed_times_out() {
    for (String first : List.of("", "{\"id\":1,")) {
      SilentSource silent = new SilentSource(first, false);
      Problem problem =
          failure(() ->
              extract(table(OnTypeViolation.DROP), Duration.ofMillis(40), () -> silent, ledger));
      silent.letGo();
      assertEquals(ErrorCode.SOURCE_TIMED_OUT, problem.code());
    }
  }

  @Example
  void a_source_that_never_opens_times_out_and_is_closed_when_it_does() throws Exception {
    CountDownLatch opened = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    SourceStream late =
        new SourceStream() {
          @Override
          public SourceFormat format() {
            return new SourceFormat.Json();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return -1;
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    Supplier<SourceStream> opener =
        () -> {
          try {
            opened.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return late;
        };
    Problem problem =
        failure(() -> extract(table(OnTypeViolation.DROP), Duration.ofMillis(40), opener, ledger));
    assertEquals(ErrorCode.SOURCE_TIMED_OUT, problem.code());
    opened.countDown();
    closed.await();
  }

  @Example
  void a_halted_extraction_lets_go_of_a_source_that_hangs() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 100; row++) {
      text.append("{\"id\":1,\"name\":\"x\",\"age\":1}\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    SilentSource hanging = new SilentSource("", true);
    BytesSource first = new BytesSource(new SourceFormat.Json(), bytes, 1);
    SourceStream source =
        new SourceStream() {
          @Override
          public SourceFormat format() {
            return first.format();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            int read = first.read(buffer, offset, length);
            return read < 0 ? hanging.read(buffer, offset, length) : read;
          }

          @Override
          public void close() {
            hanging.close();
          }
        };
    ledger.at(0, RecordedLedger.Event.HALTS);
    assertEquals(
        Instruction.HALT, extract(table(OnTypeViolation.DROP), PATIENT, () -> source, ledger));
    assertEquals(1, ledger.parts().size());
  }

  @Example
  void what_is_complete_is_not_opened_again() {
    Data data = new Data(SourceFormat.Csv.standard(), "id,name,age\n1,A,7\n");
    extract(data, ledger, 1);
    Supplier<SourceStream> never =
        () -> {
          throw new AssertionError("opened again");
        };
    assertEquals(Instruction.GO_ON, extract(table(OnTypeViolation.DROP), PATIENT, never, ledger));
  }

  private static Problem failure(Runnable extraction) {
    CompletionException failed = assertThrows(CompletionException.class, extraction::run);
    return ((WeirException) failed.getCause()).problem();
  }

  private Instruction extract(
      TablePlan table, Duration patience, Supplier<SourceStream> opener, RecordedLedger to) {
    SourcePlan source =
        new SourcePlan(
            "registry", 1, new SourcePlan.Access.Connected("c", Parameters.none()), patience);
    return new SourceExtraction("run", table, source, opener, parts, to, SMALL, materializer)
        .extract(to.progress())
        .toCompletableFuture()
        .join();
  }

  private List<List<String>> stored() {
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

  private static TablePlan table(OnTypeViolation onTypeViolation) {
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

  private static ColumnPlan tokens(String name, ValueType type, Set<String> nullTokens) {
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
