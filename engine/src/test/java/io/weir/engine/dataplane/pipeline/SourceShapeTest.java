package io.weir.engine.dataplane.pipeline;

import static io.weir.engine.dataplane.pipeline.ExtractionFixture.failure;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.source;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.pipeline.ExtractionFixture.Data;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.SourcePlan.Expected;
import io.weir.engine.definition.SourcePlan.ExtraFields;
import io.weir.engine.definition.SourcePlan.MissingColumns;
import io.weir.engine.definition.SourcePlan.OnTooFew;
import io.weir.engine.definition.SourcePlan.Shape;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.SourceFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Sources whose records differ from the table's, or are fewer than expected. */
class SourceShapeTest {
  private static final Map<String, String> GERMAN = Map.of("id", "nummer", "age", "alter");
  private static final String CSV = "alter,name,nummer,ort\n7,Anna,1,Bonn\n8,Bo,2,Ulm\n";
  private static final String NDJSON =
      """
      {"nummer":1,"name":"Anna","alter":7,"ort":"Bonn"}
      {"ort":"Ulm","alter":8,"n\\u0061me":"Bo","nummer":2}
      """;
  private static final List<List<String>> PEOPLE =
      List.of(List.of("1", "Anna", "7"), List.of("2", "Bo", "8"));

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

  private static Data csv(String text) {
    return new Data(SourceFormat.Csv.standard(), text);
  }

  private static Data json(String text) {
    return new Data(new SourceFormat.Json(), text);
  }

  private Instruction extract(Data data, SourcePlan source) {
    return fixture.extract(table(OnTypeViolation.FAIL), source, () -> data.open(1), ledger);
  }

  private Instruction extract(Data data, Shape shape) {
    return extract(data, source(shape, Expected.standard()));
  }

  private Instruction extract(Data data, Expected expected) {
    return extract(data, source(Shape.standard(), expected));
  }

  private static Shape shape(ExtraFields extraFields, MissingColumns missingColumns) {
    return new Shape(GERMAN, extraFields, missingColumns);
  }

  private static Shape refusing() {
    return shape(ExtraFields.REFUSE, MissingColumns.REFUSE);
  }

  @Example
  void fields_are_found_by_the_names_the_source_has_for_them() {
    for (Data data : List.of(csv(CSV), json(NDJSON), json("[" + NDJSON.replace("}\n{", "},{") + "]"))) {
      RecordedLedger own = new RecordedLedger();
      fixture.extract(
          table(OnTypeViolation.FAIL),
          source(shape(ExtraFields.COUNT, MissingColumns.REFUSE), Expected.standard()),
          () -> data.open(1),
          own);
      assertEquals(PEOPLE, fixture.stored(own));
      assertEquals(Map.of(" EXTRA_FIELD_IGNORED", 2L), own.counts());
    }
  }

  @Example
  void a_column_s_own_name_is_an_extra_field_where_the_source_has_another_name_for_it() {
    extract(csv("nummer,name,alter,id\n1,Anna,7,99\n"), shape(ExtraFields.COUNT, MissingColumns.REFUSE));
    assertEquals(List.of(List.of("1", "Anna", "7")), fixture.stored(ledger));
    assertEquals(Map.of(" EXTRA_FIELD_IGNORED", 1L), ledger.counts());
  }

  @Example
  void two_columns_can_change_their_names() {
    Shape crossed =
        new Shape(Map.of("id", "age", "age", "id"), ExtraFields.COUNT, MissingColumns.REFUSE);
    extract(csv("id,name,age\n7,Anna,1\n"), crossed);
    assertEquals(List.of(List.of("1", "Anna", "7")), fixture.stored(ledger));
  }

  @Example
  void errors_name_the_field_and_the_column() {
    Shape counting = shape(ExtraFields.COUNT, MissingColumns.REFUSE);
    for (Data data :
        List.of(csv("alter,name,nummer\nx,Anna,1\n"), json("{\"alter\":\"x\",\"name\":\"A\",\"nummer\":1}"))) {
      Problem problem = failure(() -> extract(data, counting));
      assertEquals(ErrorCode.TYPE_VIOLATION, problem.code());
      assertTrue(problem.message().contains("column age (field alter)"), problem.message());
      assertEquals("age", problem.where().get("column"));
      assertEquals("alter", problem.where().get("field"));
    }
    for (Data data : List.of(csv("aller,name,nummer\n7,Anna,1\n"), json("{\"name\":\"A\",\"nummer\":1}"))) {
      Problem problem = failure(() -> extract(data, counting));
      assertEquals(ErrorCode.COLUMN_MISSING, problem.code());
      assertTrue(
          problem.message().contains("there is no field \"alter\" for the column \"age\""),
          problem.message());
      assertEquals("alter", problem.where().get("field"));
    }
    Problem nearest = failure(() -> extract(csv("aller,name,nummer\n7,Anna,1\n"), counting));
    assertTrue(nearest.message().contains("the nearest name there is \"aller\""), nearest.message());
  }

  @Example
  void ignored_fields_are_not_counted() {
    for (Data data : List.of(csv(CSV), json(NDJSON))) {
      RecordedLedger own = new RecordedLedger();
      fixture.extract(
          table(OnTypeViolation.FAIL),
          source(shape(ExtraFields.IGNORE, MissingColumns.REFUSE), Expected.standard()),
          () -> data.open(1),
          own);
      assertEquals(PEOPLE, fixture.stored(own));
      assertEquals(Map.of(), own.counts());
    }
  }

  @Example
  void a_refused_field_ends_the_run_and_is_named() {
    for (Data data : List.of(csv(CSV), json(NDJSON))) {
      Problem problem = failure(() -> extract(data, refusing()));
      assertEquals(ErrorCode.EXTRA_FIELD, problem.code());
      assertTrue(
          problem.message().contains("the table has no column for the field \"ort\""),
          problem.message());
    }
    assertEquals(List.of(), ledger.parts());
  }

  @Example
  void a_refused_field_is_told_with_its_record() {
    String text = "{\"nummer\":1,\"name\":\"A\",\"alter\":1}\n".repeat(150);
    Problem problem =
        failure(() -> extract(json(text + "{\"extra\\u0021\":[{}],\"nummer\":2}"), refusing()));
    assertEquals("151", problem.where().get("record"));
    assertTrue(problem.message().contains("\"extra!\""), problem.message());
  }

  @Example
  void what_may_be_data_is_not_told_as_the_name_of_a_field() {
    String person = "Sheri Nowmer";
    Shape lenient = shape(ExtraFields.REFUSE, MissingColumns.EMPTY);
    for (Data data :
        List.of(csv("1," + person + ",47\n2,Bo,48\n"), json("{\"" + person + "\":1}\n"))) {
      for (Shape shape : List.of(refusing(), lenient)) {
        Problem problem = failure(() -> extract(data, shape));
        assertFalse(problem.toString().contains(person), problem.toString());
      }
    }
  }

  @Example
  void what_cannot_be_seen_does_not_get_into_a_message() {
    String text = "nummer,name,alter,\"a\u001b[31m\n\"\"b\"\n1,A,7,x\n";
    Problem problem = failure(() -> extract(csv(text), refusing()));
    assertTrue(problem.message().contains("\"a\ufffd[31m\ufffd'b\""), problem.message());
  }

  @Example
  void a_missing_column_is_empty_where_the_source_may_lack_it() {
    for (Data data :
        List.of(csv("nummer,alter\n1,7\n2,8\n"), json("{\"nummer\":1,\"alter\":7}\n{\"nummer\":2,\"alter\":8}"))) {
      RecordedLedger own = new RecordedLedger();
      fixture.extract(
          table(OnTypeViolation.FAIL),
          source(shape(ExtraFields.REFUSE, MissingColumns.EMPTY), Expected.standard()),
          () -> data.open(1),
          own);
      assertEquals(
          List.of(Arrays.asList("1", null, "7"), Arrays.asList("2", null, "8")), fixture.stored(own));
      assertEquals(Map.of("name EMPTY_PASSED", 2L), own.counts());
    }
  }

  @Example
  void a_source_with_none_of_the_columns_is_refused_all_the_same() {
    Shape lenient = shape(ExtraFields.COUNT, MissingColumns.EMPTY);
    for (Data data : List.of(csv("a,b\n1,2\n"), json("{\"a\":1}\n{}\n"))) {
      Problem problem = failure(() -> extract(data, lenient));
      assertEquals(ErrorCode.COLUMN_MISSING, problem.code());
      assertTrue(problem.message().contains("none of the table's columns"), problem.message());
    }
    assertEquals(List.of(), ledger.parts());
  }

  @Example
  void an_interrupted_extraction_with_other_names_ends_like_one_that_was_not() {
    StringBuilder text = new StringBuilder("alter,nummer,ort\n");
    for (int row = 0; row < 300; row++) {
      text.append(row % 90).append(',').append(row).append(",x\n");
    }
    SourcePlan source =
        source(shape(ExtraFields.COUNT, MissingColumns.EMPTY), Expected.standard());
    extract(csv(text.toString()), source);
    RecordedLedger halted = new RecordedLedger().at(2, RecordedLedger.Event.HALTS);
    for (Instruction last : List.of(Instruction.HALT, Instruction.GO_ON)) {
      assertEquals(
          last,
          fixture.extract(
              table(OnTypeViolation.FAIL), source, () -> csv(text.toString()).open(9), halted));
    }
    assertEquals(ledger.parts(), halted.parts());
    assertEquals(ledger.counts(), halted.counts());
  }

  @Example
  void a_source_with_too_few_records_is_counted_as_a_warning() {
    extract(csv("id,name,age\n1,A,7\n2,B,8\n"), new Expected(5, OnTooFew.WARN));
    assertTrue(ledger.isComplete());
    assertEquals(Map.of(" TOO_FEW_RECORDS", 3L), ledger.counts());
    assertEquals(2, ledger.records());
  }

  @Example
  void an_empty_source_is_a_warning_unless_told_otherwise() {
    extract(json("[]"), Expected.standard());
    assertEquals(Map.of(" TOO_FEW_RECORDS", 1L), ledger.counts());
    RecordedLedger expected = new RecordedLedger();
    fixture.extract(
        table(OnTypeViolation.FAIL),
        source(Shape.standard(), new Expected(0, OnTooFew.FAIL)),
        () -> json("").open(1),
        expected);
    assertEquals(Map.of(), expected.counts());
    assertTrue(expected.isComplete());
  }

  @Example
  void a_source_with_too_few_records_can_end_the_run() {
    StringBuilder text = new StringBuilder("id,name,age\n");
    for (int row = 0; row < 50; row++) {
      text.append(row).append(",A,7\n");
    }
    Problem problem =
        failure(() -> extract(csv(text.toString()), new Expected(51, OnTooFew.FAIL)));
    assertEquals(ErrorCode.TOO_FEW_RECORDS, problem.code());
    assertEquals(
        "Table people, source registry: it delivered 50 records, and at least 51 are expected.",
        problem.message());
    assertFalse(ledger.isComplete());
  }

  @Example
  void records_that_rules_drop_were_delivered_all_the_same() {
    Data data = csv("id,name,age\n1,A,x\n2,B,x\n");
    fixture.extract(
        table(OnTypeViolation.DROP),
        source(Shape.standard(), new Expected(2, OnTooFew.FAIL)),
        () -> data.open(1),
        ledger);
    assertEquals(Map.of("age TYPE_VIOLATION_DROPPED", 2L), ledger.counts());
  }
}
