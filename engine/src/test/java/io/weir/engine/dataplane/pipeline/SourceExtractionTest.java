package io.weir.engine.dataplane.pipeline;

import static io.weir.engine.dataplane.pipeline.ExtractionFixture.PATIENT;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.failure;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.table;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.tokens;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.dataplane.pipeline.ExtractionFixture.Data;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SourceExtractionTest {
  private static ExtractionFixture fixture;

  private final RecordedLedger ledger = new RecordedLedger();

  @BeforeContainer
  static void start() {
    fixture = new ExtractionFixture();
  }

  @AfterContainer
  static void stop() throws IOException {
    fixture.close();
  }

  @Property(tries = 10)
  void a_run_killed_at_any_entry_ends_like_one_that_was_not(@ForAll long seed) {
    Data data = Data.of(seed);
    RecordedLedger whole = new RecordedLedger();
    assertEquals(Instruction.GO_ON, fixture.extract(data, whole, seed));
    for (int entry = 0; entry < whole.entries(); entry++) {
      for (RecordedLedger.Event event : RecordedLedger.Event.values()) {
        RecordedLedger killed = new RecordedLedger().at(entry, event);
        if (event == RecordedLedger.Event.HALTS) {
          assertEquals(Instruction.HALT, fixture.extract(data, killed, seed));
          assertEquals(entry + 1, killed.entries());
        } else {
          assertThrows(CompletionException.class, () -> fixture.extract(data, killed, seed));
        }
        assertEquals(Instruction.GO_ON, fixture.extract(data, killed, seed + entry));
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
    fixture.extract(data, killed, seed);
    if (killed.isComplete() || killed.parts().isEmpty()) {
      return;
    }
    Data other = new Data(data.format(), data.text().replace("Anna", "Otto").replace("7", "8"));
    RecordedLedger whole = new RecordedLedger();
    fixture.extract(other, whole, seed);

    fixture.extract(other, killed, seed);

    assertEquals(whole.parts(), killed.parts());
    assertEquals(whole.counts(), killed.counts());
    assertTrue(killed.restarts() <= 1);
  }

  @Example
  void records_and_counts_are_those_of_the_source() {
    String text =
        "[{\"id\":1,\"name\":\"Anna\",\"age\":7},{\"id\":2,\"age\":\"x\"},{\"id\":3,\"age\":200}]";
    assertEquals(Instruction.GO_ON, fixture.extract(new Data(new SourceFormat.Json(), text), ledger, 1));
    assertEquals(List.of(List.of("1", "Anna", "7"), Arrays.asList("3", null, "150")), fixture.stored(ledger));
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
    assertEquals(Instruction.GO_ON, fixture.extract(table, PATIENT, () -> data.open(1), ledger));
    assertEquals(
        List.of(
            List.of("1", "", "7"),
            Arrays.asList("2", null, "8"),
            Arrays.asList("3", "-", null),
            Arrays.asList("4", "Anna", null)),
        fixture.stored(ledger));
    assertEquals(Map.of("name EMPTY_PASSED", 1L, "age EMPTY_PASSED", 2L), ledger.counts());
  }

  @Example
  void a_source_without_records_is_complete_without_parts() {
    assertEquals(Instruction.GO_ON, fixture.extract(new Data(new SourceFormat.Json(), "[]"), ledger, 1));
    assertTrue(ledger.isComplete());
    assertEquals(List.of(), ledger.parts());
  }

  @Example
  void what_was_dropped_after_the_last_part_is_counted_in_the_end() {
    String text = "id,name,age\n1,A,x\n2,B,x\n";
    fixture.extract(new Data(SourceFormat.Csv.standard(), text), ledger, 1);
    assertEquals(List.of(), ledger.parts());
    assertEquals(Map.of("age TYPE_VIOLATION_DROPPED", 2L), ledger.counts());
    assertEquals(2, ledger.records());
  }

  @Example
  void a_column_that_no_record_has_is_missing() {
    String text = "{\"id\":1,\"age\":1}\n{\"id\":2,\"age\":1}\n";
    Problem problem = failure(() -> fixture.extract(new Data(new SourceFormat.Json(), text), ledger, 1));
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
    assertEquals(Instruction.HALT, fixture.extract(data, ledger, 1));
    assertEquals(Instruction.GO_ON, fixture.extract(data, ledger, 2));
    assertEquals(200, ledger.covered());
  }

  @Example
  void what_is_complete_is_not_opened_again() {
    Data data = new Data(SourceFormat.Csv.standard(), "id,name,age\n1,A,7\n");
    fixture.extract(data, ledger, 1);
    Supplier<SourceStream> never =
        () -> {
          throw new AssertionError("opened again");
        };
    assertEquals(Instruction.GO_ON, fixture.extract(table(OnTypeViolation.DROP), PATIENT, never, ledger));
  }
}
