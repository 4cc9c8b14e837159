package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.definition.ColumnPlan.Anonymization;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForeignKeysTest {
  private static final String MASK = "\"anonymize\": {\"method\": \"mask\", \"keep\": 1}";

  @Test
  void anonymization_follows_a_chain_of_references_in_whatever_order_the_tables_stand() {
    Plan plan =
        plan(
            Documents.table("a", "{\"name\": \"x\", \"references\": \"b/x\"}"),
            Documents.table("b", "{\"name\": \"x\", \"references\": \"c/x\"}"),
            Documents.table("c", "{\"name\": \"x\", " + MASK + "}"));
    assertEquals(List.of("mask", "mask", "mask"), methods(plan));
  }

  @Test
  void in_a_cycle_the_first_column_that_says_how_speaks_for_all() {
    Plan plan =
        plan(
            Documents.table("a", "{\"name\": \"x\", \"references\": \"b/x\"}"),
            Documents.table("b", "{\"name\": \"x\", \"references\": \"c/x\", " + MASK + "}"),
            Documents.table("c", "{\"name\": \"x\", \"references\": \"a/x\"}"),
            Documents.table("d", "{\"name\": \"x\", \"references\": \"c/x\"}"));
    assertEquals(List.of("mask", "mask", "mask", "mask"), methods(plan));
  }

  @Test
  void a_cycle_that_says_nothing_stays_as_it_is() {
    Plan plan =
        plan(
            Documents.table("a", "{\"name\": \"x\", \"references\": \"b/x\"}"),
            Documents.table("b", "{\"name\": \"x\", \"references\": \"a/x\"}"));
    assertEquals(List.of("-", "-"), methods(plan));
  }

  @Test
  void a_cycle_that_says_two_things_is_refused() {
    assertEquals(
        List.of(
            "8:49 /tables/1/tableSchema/columns/0/anonymize: column \"x\" of table \"b\" is"
                + " anonymized otherwise than the key it references; remove \"anonymize\" here;"
                + " foreign keys follow their key"),
        Documents.problems(
            Documents.module(
                Documents.table("a", "{\"name\": \"x\", \"references\": \"b/x\", " + MASK + "}"),
                Documents.table(
                    "b",
                    "{\"name\": \"x\", \"references\": \"a/x\", \"anonymize\": {\"method\":"
                        + " \"tokenize\"}}"))));
  }

  @Test
  void the_same_method_said_twice_is_no_contradiction() {
    Plan plan =
        plan(
            Documents.table("a", "{\"name\": \"x\", " + MASK + "}"),
            Documents.table(
                "b",
                "{\"name\": \"x\", \"references\": \"a/x\", " + MASK.replace("1", "1.0") + "}"));
    assertEquals(List.of("mask", "mask"), methods(plan));
  }

  @Test
  void a_table_may_refer_to_itself() {
    Plan plan =
        plan(
            Documents.table(
                "employee",
                "{\"name\": \"id\", " + MASK + "}",
                "{\"name\": \"supervisor\", \"references\": \"employee/id\"}"));
    assertEquals(List.of("mask", "mask"), methods(plan));
  }

  @Test
  void a_key_may_have_a_slash_in_its_name() {
    Plan plan =
        plan(
            Documents.table("a", "{\"name\": \"x/y\"}"),
            Documents.table("b", "{\"name\": \"x\", \"references\": \"a/x/y\"}"));
    assertEquals("x/y", plan.table("b").foreignKeys().getFirst().targetColumn());
  }

  @Test
  void a_chain_of_ten_thousand_columns_is_followed_quickly() {
    String columns =
        IntStream.range(0, 9_999)
            .mapToObj(i -> "{\"name\": \"c%d\", \"references\": \"t/c%d\"}".formatted(i, i + 1))
            .collect(Collectors.joining(",\n"));
    Plan plan = plan(Documents.table("t", columns, "{\"name\": \"c9999\", " + MASK + "}"));
    assertEquals(
        Optional.of("mask"),
        plan.table("t").columns().getFirst().anonymization().map(Anonymization::method));
  }

  private static Plan plan(String... tables) {
    return Documents.resolved(Documents.module(tables)).plan();
  }

  private static List<String> methods(Plan plan) {
    return plan.tables().stream()
        .flatMap(table -> table.columns().stream())
        .map(column -> column.anonymization().map(Anonymization::method).orElse("-"))
        .toList();
  }
}
