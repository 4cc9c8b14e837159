package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.Composition.Earlier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of versions that are laid over each other. */
class CompositionTest {
  private static final List<Earlier> ONE = List.of(new Earlier("1.1.0", List.of("t")));
  private static final String AGE =
      "{\"name\": \"age\", \"role\": \"quasi-identifying\","
          + " \"anonymize\": {\"method\": \"coarsen\"}}";

  @Test
  void a_privacy_model_is_told_with_its_quasi_identifiers_and_all_versions_of_the_table() {
    List<Composition> told =
        told(
            table("\"privacyModel\": {\"k\": 2}, ", AGE, "{\"name\": \"cause\"}"),
            List.of(
                new Earlier("1.2.0", List.of("t", "u")),
                new Earlier("1.1.0", List.of("u")),
                new Earlier("1.0.1", List.of("t"))));
    assertEquals(1, told.size());
    assertEquals("t", told.getFirst().table());
    assertEquals(List.of("age"), told.getFirst().columns());
    assertEquals("privacyModel", told.getFirst().operation());
    assertEquals(List.of("1.2.0", "1.0.1"), told.getFirst().versions());
    assertTrue(told.getFirst().advice().contains("keep the levels"));
  }

  @Test
  void nothing_is_told_where_the_table_was_not_published_or_nothing_is_promised_of_it() {
    String model = table("\"privacyModel\": {\"k\": 2}, ", AGE);
    assertEquals(List.of(), told(model, List.of()));
    assertEquals(List.of(), told(model, List.of(new Earlier("1.1.0", List.of("u")))));
    assertEquals(List.of(), told(table("", "{\"name\": \"age\"}"), ONE));
    assertEquals(
        List.of(),
        told(table("", "{\"name\": \"age\", \"anonymize\": {\"method\": \"mask\"}}"), ONE));
  }

  @Test
  void what_is_drawn_anew_is_told_by_method_and_column() {
    assertEquals(
        List.of("jitter [age]"),
        operations(table("", "{\"name\": \"age\", \"anonymize\": {\"method\": \"jitter\"}}")));
    assertEquals(
        List.of("split [cause]"),
        operations(
            table(
                "\"anonymization\": [{\"method\": \"split\", \"columns\": [\"cause\"]}], ",
                "{\"name\": \"age\"}",
                "{\"name\": \"cause\"}")));
    String shuffle = "\"anonymization\": [{\"method\": \"shuffle\", \"columns\": [\"age\"]%s}], ";
    assertEquals(
        List.of("shuffle [age]"), operations(table(shuffle.formatted(""), "{\"name\": \"age\"}")));
    assertEquals(
        List.of(),
        operations(table(shuffle.formatted(", \"whole\": true"), "{\"name\": \"age\"}")));
  }

  @Test
  void what_a_secret_decides_on_and_columns_that_disappear_are_not_told() {
    for (String method : List.of("tokenize", "drop-column", "mask")) {
      assertEquals(
          List.of(),
          operations(
              table(
                  "",
                  "{\"name\": \"age\", \"anonymize\": {\"method\": \"" + method + "\"}}",
                  "{\"name\": \"cause\"}")),
          method);
    }
  }

  @Test
  void differential_privacy_is_told_unless_a_budget_bounds_it() {
    String lies =
        Documents.module(
            table("", "{\"name\": \"age\", \"anonymize\": {\"method\": \"lie\", \"epsilon\": 1}}"));
    assertEquals(List.of("lie [age]"), names(of(lies, ONE)));
    assertEquals(
        List.of(),
        names(
            of(
                lies.replace("\"tables\":", "\"privacyBudget\": {\"epsilon\": 5}, \"tables\":"),
                ONE)));
  }

  private static List<String> operations(String table) {
    return names(told(table, ONE));
  }

  private static List<String> names(List<Composition> told) {
    return told.stream().map(it -> it.operation() + " " + it.columns()).toList();
  }

  private static List<Composition> told(String table, List<Earlier> earlier) {
    return of(Documents.module(table), earlier);
  }

  private static List<Composition> of(String module, List<Earlier> earlier) {
    return Composition.of(Documents.resolved(module).plan(), new SomeExtensions(), earlier);
  }

  private static String table(String terms, String... columns) {
    return Documents.table("t", columns).replace("\"tableSchema\"", terms + "\"tableSchema\"");
  }
}
