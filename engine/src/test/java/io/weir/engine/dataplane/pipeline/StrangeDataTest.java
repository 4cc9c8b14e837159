package io.weir.engine.dataplane.pipeline;

import static io.weir.engine.dataplane.pipeline.OneSourcePipeline.NOTES;
import static io.weir.engine.dataplane.pipeline.OneSourcePipeline.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Data that is only strange, or without an end, is taken as it is in bounded memory. */
@Timeout(120)
class StrangeDataTest {
  @TempDir private Path home;
  private OneSourcePipeline pipeline;

  @BeforeEach
  void start() throws IOException {
    pipeline = new OneSourcePipeline(home);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void what_is_only_strange_is_taken_as_it_is() throws IOException {
    String strange =
        "{\"id\":1,\"note\":\"a\\u0000b\\ud83d\\ude00\",\"__proto__\":{\"id\":9},\"constructor\":1}\n";
    assertEquals(
        List.of(List.of("1", "a\0b😀")),
        pipeline.rows(plan(NOTES), GeneratedSource.json(strange, "", 0, "")));
    assertEquals(
        List.of(List.of("1", "a\0b")),
        pipeline.rows(plan(NOTES), GeneratedSource.csv("note,id\na\0b,1\n", "", 0, "")));
  }

  @Test
  void columns_may_be_called_anything() throws IOException {
    String drop = "\"; drop table t; --";
    List<ColumnPlan> columns =
        List.of(
            Records.column(drop, ValueType.STRING), Records.column("__proto__", ValueType.INTEGER));
    assertEquals(
        List.of(List.of("x", "1")),
        pipeline.rows(
            plan(columns),
            GeneratedSource.csv("\"\"\"; drop table t; --\",__proto__\nx,1\n", "", 0, "")));
    assertEquals(
        List.of(List.of("x", "1")),
        pipeline.rows(
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
        pipeline.rows(plan(NOTES), GeneratedSource.json("", record.toString(), 20, "")).stream()
            .collect(Collectors.groupingBy(row -> row, Collectors.counting())));
  }

  @Test
  void a_table_may_have_ten_thousand_columns() throws IOException {
    List<ColumnPlan> columns =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Records.column("c" + i, ValueType.INTEGER))
            .toList();
    String header = columns.stream().map(ColumnPlan::name).collect(Collectors.joining(","));
    String values =
        IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    List<List<String>> read =
        pipeline.rows(plan(columns), GeneratedSource.csv(header + "\n", values + "\n", 20, ""));
    assertEquals(20, read.size());
    assertEquals("9999", read.getLast().getLast());
  }

  @Test
  void records_of_nothing_in_a_table_of_very_many_columns_take_no_memory() throws IOException {
    List<ColumnPlan> columns =
        IntStream.range(0, 2_000).mapToObj(i -> Records.column("c" + i, ValueType.STRING)).toList();
    String full =
        columns.stream()
            .map(c -> "\"" + c.name() + "\":1")
            .collect(Collectors.joining(",", "{", "}\n"));
    for (String head : List.of(full, "[" + full)) {
      boolean array = head.startsWith("[");
      GeneratedSource source =
          GeneratedSource.json(head, array ? ",{}" : "{}\n", 5_000, array ? "]" : "");
      Ending ending = pipeline.prepare(plan(columns), source, new RememberingLedger());
      assertEquals(
          5_001,
          assertInstanceOf(Ending.Prepared.class, ending, ending::toString).parts().stream()
              .mapToLong(Part::rows)
              .sum());
    }
  }

  @Test
  void json_may_be_a_thousand_levels_deep_and_no_deeper() throws IOException {
    Plan plan = plan(List.of(Records.column("j", ValueType.JSON)));
    assertEquals(2 * 999, pipeline.rows(plan, nested(999)).getFirst().getFirst().length());
    assertEquals(
        ErrorCode.SOURCE_MALFORMED,
        pipeline.failure(plan, nested(1_001), new RememberingLedger()).code());
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
    assertInstanceOf(Ending.Halted.class, pipeline.prepare(plan(NOTES), endless, ledger));
    assertEquals(3, ledger.progress().sources().values().iterator().next().parts().size());
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
          CompletableFuture.supplyAsync(() -> pipeline.prepare(plan(NOTES), source, ledger));
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
        CompletableFuture.supplyAsync(() -> pipeline.prepare(plan(NOTES), () -> trickle, ledger));
    ledger.wish(Instruction.HALT);
    assertInstanceOf(Ending.Halted.class, ending.join());
    assertEquals(Map.of(), ledger.progress().sources());
  }
}
