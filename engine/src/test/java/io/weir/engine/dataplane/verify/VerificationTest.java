package io.weir.engine.dataplane.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Parameters;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final ColumnPlan AGE =
      new ColumnPlan(
          "age",
          ValueType.INTEGER,
          Set.of(""),
          new ColumnPlan.OnEmpty.Drop(),
          Optional.of(
              new ColumnPlan.Range(
                  Optional.of("0"), Optional.of("120"), ColumnPlan.OnOutOfRange.DROP)),
          ColumnPlan.OnTypeViolation.FAIL,
          Optional.empty());

  private final InMemoryParts parts = new InMemoryParts();
  private final List<Part> prepared = new ArrayList<>();

  private static Plan plan(ColumnPlan id, ColumnPlan age) {
    TablePlan people =
        Records.table(
            "people",
            List.of(id, age),
            List.of("s"),
            Optional.of(new TablePlan.KeyPlan("id", "source-priority")),
            List.of());
    TablePlan visits =
        Records.table(
            "visits",
            List.of(Records.column("person", ValueType.STRING)),
            List.of("s"),
            Optional.empty(),
            List.of(Records.foreignKey("person", "people", "id")));
    return new Plan("m", "m", "1.0.0", List.of(people, visits), Optional.empty());
  }

  private static Plan plan() {
    return plan(Records.column("id", ValueType.STRING), AGE);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private void part(String table, int number, List<String>... rows) {
    TableSchema schema = plan().table(table).schema();
    PartId id = new PartId("run", Stage.ANONYMIZE, table, 0, number);
    prepared.add(parts.store(id, schema, List.of(Records.batch(schema, Arrays.asList(rows)))));
  }

  private Verification.Verified verify(Plan plan) {
    return verify(plan, Map.of());
  }

  private Verification.Verified verify(Plan plan, Map<String, TableSchema> outputs) {
    Map<String, PreparedTable> tables = new HashMap<>();
    for (TablePlan table : plan.tables()) {
      TableSchema output = outputs.getOrDefault(table.name(), table.schema());
      tables.put(table.name(), new PreparedTable(table, List.of(), List.of(), output, List.of()));
    }
    Verification verification =
        new Verification(
            parts,
            plan,
            tables,
            new Verification.Made(List.of(), Map.of(), prepared, Map.of()),
            Path.of(System.getProperty("java.io.tmpdir")),
            100);
    return verification.conclude(verification.checks().stream().map(Supplier::get).toList());
  }

  private void assertBroken(Plan plan, String table, String column, String rule, int count) {
    Problem problem = assertThrows(WeirException.class, () -> verify(plan)).problem();
    assertEquals(ErrorCode.PROMISE_BROKEN, problem.code());
    assertEquals(table, problem.where().get("table"));
    assertEquals(column, problem.where().get("column"));
    assertEquals(rule, problem.where().get("rule"));
    assertEquals(Integer.toString(count), problem.where().get("count"));
    assertTrue(problem.message().startsWith(count + " "), problem.message());
  }

  private void soundPeople() {
    part("people", 0, List.of("a", "3"), List.of("b", "120"));
    part("people", 1, List.of("c", "0"));
  }

  @Test
  void sound_parts_pass_and_tell_what_was_checked() {
    soundPeople();
    part("visits", 0, List.of("a"), List.of("c"), Arrays.asList((String) null));
    Map<String, String> facts = verify(plan()).facts();
    assertEquals("6", facts.get("records checked"));
    assertEquals("10", facts.get("promises checked"));
  }

  @Test
  void a_bound_that_is_not_included_lies_outside() {
    soundPeople();
    ColumnPlan.Range open =
        new ColumnPlan.Range(
            Optional.of("0"), Optional.of("120"), true, true, ColumnPlan.OnOutOfRange.DROP);
    for (ValueType type : List.of(ValueType.DECIMAL, ValueType.DOUBLE, ValueType.STRING)) {
      for (String bound : List.of("0", "120", "7")) {
        Column column =
            Records.batch(
                    Records.table(
                            "t",
                            List.of(Records.column("c", type)),
                            List.of("s"),
                            Optional.empty(),
                            List.of())
                        .schema(),
                    List.of(List.of(bound)))
                .columns()
                .getFirst();
        boolean inside = bound.equals("7") && type != ValueType.STRING;
        assertEquals(inside ? 0 : 1, Bounds.of(type, open).outside(column), type + " " + bound);
      }
    }
  }

  @Test
  void a_repeated_key_is_found_across_parts() {
    soundPeople();
    part("people", 2, List.of("b", "7"), List.of("c", "7"), List.of("b", "9"));
    assertBroken(plan(), "people", "id", "primary key", 3);
  }

  @Test
  void an_empty_key_is_found() {
    soundPeople();
    part("people", 2, Arrays.asList(null, "7"));
    assertBroken(plan(), "people", "id", "empty", 1);
  }

  @Test
  void a_method_that_merges_keys_is_named() {
    part("people", 0, List.of("a", "3"), List.of("a", "4"));
    ColumnPlan id = Records.column("id", ValueType.STRING);
    ColumnPlan merged =
        new ColumnPlan(
            "id",
            id.type(),
            id.nullTokens(),
            id.onEmpty(),
            id.range(),
            id.onTypeViolation(),
            Optional.of(new Anonymization("generalize", Parameters.none())));
    Problem problem = assertThrows(WeirException.class, () -> verify(plan(merged, AGE))).problem();
    assertTrue(problem.advice().contains("generalize"), problem.advice());
  }

  @Test
  void orphans_are_found() {
    soundPeople();
    part("visits", 0, List.of("a"), List.of("d"), List.of("d"), List.of("e"));
    assertBroken(plan(), "visits", "person", "foreign key", 3);
  }

  @Test
  void references_to_a_dropped_column_are_not_looked_at() {
    TableSchema schema =
        new TableSchema("people", List.of(new ColumnSchema("age", ValueType.INTEGER)));
    prepared.add(
        parts.store(
            new PartId("run", Stage.ANONYMIZE, "people", 0, 0),
            schema,
            List.of(Records.batch(schema, List.of(List.of("4"))))));
    part("visits", 0, List.of("gone"));
    Plan plan = plan();
    assertEquals(
        "2",
        verify(plan, Map.of("people", schema, "visits", plan.table("visits").schema()))
            .facts()
            .get("records checked"));
  }

  @Test
  void empties_where_none_may_be_are_counted_over_all_parts() {
    soundPeople();
    part("people", 2, Arrays.asList("d", null), Arrays.asList("e", null));
    part("people", 3, Arrays.asList("f", null));
    assertBroken(plan(), "people", "age", "empty", 3);
  }

  @Test
  void values_out_of_range_are_found() {
    soundPeople();
    part("people", 2, List.of("d", "121"), List.of("e", "-1"), List.of("f", "5"));
    assertBroken(plan(), "people", "age", "range", 2);
  }

  @Test
  void another_type_than_declared_is_found() {
    soundPeople();
    TableSchema other =
        new TableSchema(
            "people",
            List.of(
                new ColumnSchema("id", ValueType.STRING),
                new ColumnSchema("age", ValueType.STRING)));
    prepared.add(
        parts.store(
            new PartId("run", Stage.ANONYMIZE, "people", 0, 2),
            other,
            List.of(Records.batch(other, List.of(List.of("d", "5"))))));
    assertBroken(plan(), "people", "", "type", 1);
  }

  @Test
  void a_part_of_another_length_than_the_ledger_says_is_found() {
    part("people", 0, List.of("a", "3"), List.of("b", "4"));
    Part part = prepared.removeFirst();
    prepared.add(new Part(part.id(), part.path(), 3, part.bytes(), part.checksum()));
    assertBroken(plan(), "people", "", "row count", 1);
  }
}
