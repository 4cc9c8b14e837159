package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.Settings;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import io.weir.spi.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data that means harm, through the whole pipeline with the limits of a node. The heap of the tests
 * is smaller than what is delivered here.
 */
@Timeout(120)
class HostileDataTest {
  private static final long GIGABYTE = 1_000_000_000;
  private static final long RECORD = 1 << 24;

  private static ActorSystem system;
  private static Materializer materializer;

  @TempDir private Path home;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("hostile");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  /** What is delivered and what is to be told of it, in a word each. */
  record Attack(String name, Supplier<SourceStream> source, ErrorCode code, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Attack json(
      String name, String head, String unit, long times, String tail, ErrorCode code, String told) {
    return new Attack(name, GeneratedSource.json(head, unit, times, tail), code, told);
  }

  private static Attack csv(
      String name, String head, String unit, long times, String tail, ErrorCode code, String told) {
    return new Attack(name, GeneratedSource.csv(head, unit, times, tail), code, told);
  }

  static List<Attack> attacks() {
    ErrorCode malformed = ErrorCode.SOURCE_MALFORMED;
    ErrorCode large = ErrorCode.SOURCE_TOO_LARGE;
    ErrorCode type = ErrorCode.TYPE_VIOLATION;
    String field = "{\"id\":1,\"note\":\"";
    return List.of(
        json("a field of a gigabyte", field, "x", GIGABYTE, "\"}", large, "record 1"),
        json("a field of a gigabyte in an array", "[" + field, "x", GIGABYTE, "\"}]", large, "record 1"),
        csv("a CSV field of a gigabyte", "id,note\n1,", "x", GIGABYTE, "\n", large, "record 1"),
        csv("a quote that is never closed", "id,note\n1,\"", "x\n", GIGABYTE, "", large, "record 1"),
        csv("a quote that is open at the end", "id,note\n1,\"", "x\n", 99, "", malformed, "never closed"),
        csv("a header of millions of columns", "id,note", ",c", 4_000_000, "\n1,2\n", malformed, "100000 columns"),
        csv("a header that never ends", "id,note", ",column", GIGABYTE, "", large, "longer than"),
        json("nothing but brackets", "", "[", 10_000_000, "", malformed, "not a JSON object"),
        json("brackets in a field", "{\"id\":1,\"note\":", "[", 10_000_000, "", malformed, "record 1"),
        json("brackets in an extra field", "{\"id\":1,\"more\":", "[", 10_000_000, "", malformed, "record 1"),
        json("braces in an array", "[", "{\"a\":", 3_000_000, "", malformed, "never closed"),
        json("an endless key", "{\"", "k", GIGABYTE, "\":1}", large, "record 1"),
        json("a million digits", "{\"note\":\"\",\"id\":", "7", 1_000_000, "}", type, "column id"),
        json("a field twice", "{\"id\":1,\"note\":\"a\",\"id\":2}", "", 0, "", malformed, "occurs twice"),
        json("a field twice in disguise", "{\"id\":1,\"note\":\"a\",\"\\u0069d\":2}", "", 0, "", malformed, "occurs twice"),
        json("half a surrogate pair", "{\"id\":1,\"note\":\"\\ud800\"}", "", 0, "", malformed, "surrogate"),
        json("a raw NUL in a text", "{\"id\":1,\"note\":\"\0\"}", "", 0, "", malformed, "well-formed"),
        json("a NUL between records", "{\"id\":1,\"note\":\"\"}\n\0", "", 0, "", malformed, "record 2"),
        new Attack("bytes that are not UTF-8", bytes("{\"id\":1,\"note\":\"", 0xC3, 0x28, "\"}"), malformed, "UTF-8"),
        new Attack("a surrogate in UTF-8", bytes("{\"id\":1,\"note\":\"", 0xED, 0xA0, 0x80, "\"}"), malformed, "UTF-8"),
        new Attack("an overlong slash", bytes("{\"id\":1,\"note\":\"", 0xC0, 0xAF, "\"}"), malformed, "UTF-8"),
        new Attack("a gzip bomb", () -> raw(new SourceFormat.Json(), bomb()), malformed, "it is compressed with gzip"),
        new Attack("a gzip bomb for CSV", () -> raw(SourceFormat.Csv.standard(), bomb()), malformed, "it is compressed with gzip"));
  }

  private static Supplier<SourceStream> bytes(Object... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object piece : pieces) {
      switch (piece) {
        case Integer value -> all.write(value);
        default -> all.writeBytes(piece.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return () -> raw(new SourceFormat.Json(), all.toByteArray());
  }

  private static SourceStream raw(SourceFormat format, byte[] bytes) {
    return new GeneratedSource(
            format, bytes, new byte[0], 0, new byte[0], new AtomicLong())
        .get();
  }

  /** A few bytes that would become very many of a good source. */
  private static byte[] bomb() {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      byte[] lines = "{\"id\":1,\"note\":\"x\"}\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 20; i++) {
        gzip.write(lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void data_that_cannot_be_taken_is_told_once_and_nothing_of_it_stays(Attack attack)
      throws IOException {
    RememberingLedger ledger = new RememberingLedger();
    Problem problem = failure(plan(NOTES), attack.source(), ledger);
    assertEquals(attack.code(), problem.code(), problem.toString());
    assertTrue(problem.message().contains(attack.told()), problem.message());
    assertEquals("t", problem.where().get("table"));
    assertTrue(problem.message().length() < 300, problem.message());
    assertEquals(Map.of(), ledger.progress().sources());
    assertEquals(List.of(), store().list("").stream().filter(p -> p.endsWith(".arrow")).toList());
    if (attack.source() instanceof GeneratedSource generated) {
      assertTrue(generated.delivered().get() < 3 * RECORD, "read " + generated.delivered());
    }
  }

  private static final List<ColumnPlan> NOTES =
      List.of(Records.column("id", ValueType.INTEGER), Records.column("note", ValueType.STRING));

  @Test
  void numbers_without_end_are_no_numbers_of_any_type() throws IOException {
    for (ValueType type :
        List.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.DATE, ValueType.DATETIME)) {
      for (String number : List.of("1e999999999", "-1E+999999999", "1e-999999999", "9".repeat(100_000))) {
        Problem problem =
            failure(
                plan(List.of(Records.column("n", type))),
                GeneratedSource.json("{\"n\":" + number + "}", "", 0, ""),
                new RememberingLedger());
        assertEquals(ErrorCode.TYPE_VIOLATION, problem.code(), problem.toString());
      }
    }
  }

  @Test
  void what_is_only_strange_is_taken_as_it_is() throws IOException {
    String strange = "{\"id\":1,\"note\":\"a\\u0000b\\ud83d\\ude00\",\"__proto__\":{\"id\":9},\"constructor\":1}\n";
    assertEquals(
        List.of(List.of("1", "a\0b😀")),
        rows(plan(NOTES), GeneratedSource.json(strange, "", 0, "")));
    assertEquals(
        List.of(List.of("1", "a\0b")), rows(plan(NOTES), GeneratedSource.csv("note,id\na\0b,1\n", "", 0, "")));
  }

  @Test
  void columns_may_be_called_anything() throws IOException {
    String drop = "\"; drop table t; --";
    List<ColumnPlan> columns =
        List.of(Records.column(drop, ValueType.STRING), Records.column("__proto__", ValueType.INTEGER));
    assertEquals(
        List.of(List.of("x", "1")),
        rows(
            plan(columns),
            GeneratedSource.csv("\"\"\"; drop table t; --\",__proto__\nx,1\n", "", 0, "")));
    assertEquals(
        List.of(List.of("x", "1")),
        rows(
            plan(columns),
            GeneratedSource.json("{\"\\\"; drop table t; --\":\"x\",\"__proto__\":1}", "", 0, "")));
  }

  @Test
  void a_record_may_have_very_many_extra_fields() throws IOException {
    StringBuilder record = new StringBuilder("{\"id\":1");
    for (int i = 0; i < 100_000; i++) {
      record.append(",\"extra").append(i).append("\":[]");
    }
    record.append(",\"note\":\"x\"}\n");
    assertEquals(
        Map.of(List.of("1", "x"), 20L),
        rows(plan(NOTES), GeneratedSource.json("", record.toString(), 20, "")).stream()
            .collect(Collectors.groupingBy(row -> row, Collectors.counting())));
  }

  @Test
  void a_table_may_have_ten_thousand_columns() throws IOException {
    List<ColumnPlan> columns =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Records.column("c" + i, ValueType.INTEGER))
            .toList();
    String header = columns.stream().map(ColumnPlan::name).collect(Collectors.joining(","));
    String values = IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    List<List<String>> read =
        rows(plan(columns), GeneratedSource.csv(header + "\n", values + "\n", 20, ""));
    assertEquals(20, read.size());
    assertEquals("9999", read.getLast().getLast());
  }

  @Test
  void records_of_nothing_in_a_table_of_very_many_columns_take_no_memory() throws IOException {
    List<ColumnPlan> columns =
        IntStream.range(0, 2_000).mapToObj(i -> Records.column("c" + i, ValueType.STRING)).toList();
    String full =
        columns.stream().map(c -> "\"" + c.name() + "\":1").collect(Collectors.joining(",", "{", "}\n"));
    for (String head : List.of(full, "[" + full)) {
      boolean array = head.startsWith("[");
      GeneratedSource source =
          GeneratedSource.json(head, array ? ",{}" : "{}\n", 20_000, array ? "]" : "");
      Ending ending = prepare(plan(columns), source, new RememberingLedger());
      assertEquals(
          20_001,
          assertInstanceOf(Ending.Prepared.class, ending, ending::toString).parts().stream().mapToLong(Part::rows).sum());
    }
  }

  @Test
  void json_may_be_a_thousand_levels_deep_and_no_deeper() throws IOException {
    Plan plan = plan(List.of(Records.column("j", ValueType.JSON)));
    assertEquals(
        2 * 999,
        rows(plan, nested(999)).getFirst().getFirst().length());
    assertEquals(
        ErrorCode.SOURCE_MALFORMED,
        failure(plan, nested(1_001), new RememberingLedger()).code());
  }

  private static GeneratedSource nested(int levels) {
    return GeneratedSource.json("{\"j\":" + "[".repeat(levels), "", 0, "]".repeat(levels) + "}");
  }

  @Test
  void a_source_that_never_ends_is_read_until_the_run_wants_no_more() throws IOException {
    RememberingLedger ledger = new RememberingLedger();
    ledger.cut(2, RememberingLedger.Cut.HALT);
    GeneratedSource endless =
        GeneratedSource.json("", "{\"id\":1,\"note\":\"x\"}\n", GeneratedSource.ENDLESS, "");
    assertInstanceOf(Ending.Halted.class, prepare(plan(NOTES), endless, ledger));
    assertEquals(
        3, ledger.progress().sources().values().iterator().next().parts().size());
  }

  @Test
  void a_source_that_delivers_nothing_that_counts_is_let_go_when_the_run_wants_no_more()
      throws IOException {
    List<GeneratedSource> sources =
        List.of(
            GeneratedSource.json("", " ", GeneratedSource.ENDLESS, ""),
            GeneratedSource.json("[]", "\n", GeneratedSource.ENDLESS, ""),
            GeneratedSource.csv("id,note\n", "\n", GeneratedSource.ENDLESS, ""));
    for (GeneratedSource source : sources) {
      RememberingLedger ledger = new RememberingLedger();
      CompletableFuture<Ending> ending =
          CompletableFuture.supplyAsync(() -> prepare(plan(NOTES), source, ledger));
      while (source.delivered().get() < 2_000_000) {
        Thread.onSpinWait();
      }
      assertFalse(ending.isDone());
      ledger.wish(Instruction.HALT);
      assertInstanceOf(Ending.Halted.class, ending.join());
      assertEquals(Map.of(), ledger.progress().sources());
    }
  }

  @Test
  void a_source_that_trickles_is_let_go_when_the_run_wants_no_more() throws IOException {
    RememberingLedger ledger = new RememberingLedger();
    SilentSource trickle = new SilentSource("{\"id\":1,\"note\":\"x\"}\n{\"id\":2", true);
    CompletableFuture<Ending> ending =
        CompletableFuture.supplyAsync(() -> prepare(plan(NOTES), () -> trickle, ledger));
    ledger.wish(Instruction.HALT);
    assertInstanceOf(Ending.Halted.class, ending.join());
    assertEquals(Map.of(), ledger.progress().sources());
  }

  private List<List<String>> rows(Plan plan, Supplier<SourceStream> source) throws IOException {
    Ending ending = prepare(plan, source, new RememberingLedger());
    List<List<String>> rows = new ArrayList<>();
    for (Part part : assertInstanceOf(Ending.Prepared.class, ending, ending::toString).parts()) {
      rows.addAll(InMemoryParts.rows(new ArrowParts(store()).read(part)));
    }
    return rows;
  }

  private Problem failure(Plan plan, Supplier<SourceStream> source, RememberingLedger ledger) {
    return assertInstanceOf(Ending.Failed.class, prepare(plan, source, ledger)).problem();
  }

  private Ending prepare(Plan plan, Supplier<SourceStream> source, RememberingLedger ledger) {
    Connections connections =
        name -> new Connections.Resolved("given", new Settings(Map.of(), Map.of()));
    return new Pipeline(
            materializer,
            new TestCatalogue(Map.of("given", new GivenConnector(source))),
            connections,
            store(),
            Limits.standard())
        .prepare(plan, "run", home, ledger.progress(), ledger)
        .toCompletableFuture()
        .join();
  }

  private DirectoryPartStore store() {
    try {
      return new DirectoryPartStore(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Plan plan(List<ColumnPlan> columns) {
    TablePlan table = Records.table("t", columns, List.of("s"), Optional.empty(), List.of());
    assertEquals(Duration.ofSeconds(60), table.sources().getFirst().idleTimeout());
    return new Plan("m", "hostile", "1.0.0", List.of(table), Optional.empty());
  }
}
