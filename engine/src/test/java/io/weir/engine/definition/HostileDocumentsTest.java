package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents written to hurt: one clear error, soon, and nothing of them is acted on. */
class HostileDocumentsTest {
  private static final String CONTEXT = "\"@context\": \"https://w3id.org/weir/v1\"";
  private static final String PEOPLE =
      Documents.module(Documents.table("people", "{\"name\": \"id\"}"));

  @Test
  void a_context_that_would_expand_a_billionfold_is_one_error_and_never_expanded() {
    String laughs =
        IntStream.range(1, 30)
            .mapToObj(i -> "\"lol%d\": [%s]".formatted(i, laughing(i - 1)))
            .collect(Collectors.joining(", "));
    String bomb =
        PEOPLE.replace(CONTEXT, "\"@context\": {\"lol0\": \"http://lol/\", " + laughs + "}");
    assertEquals(
        List.of("\"@context\" is not the context of Weir"), messages(bomb), "the bomb is not read");
  }

  private static String laughing(int i) {
    return String.join(", ", Collections.nCopies(10, "\"lol" + i + "\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"__proto__", "constructor", "prototype", "@graph", "@import", "@included"})
  void words_that_other_readers_act_on_are_unknown_terms(String word) {
    String poisoned = PEOPLE.replace(CONTEXT, CONTEXT + ", \"" + word + "\": {\"polluted\": true}");
    assertEquals(List.of("\"%s\" is not a term of the module".formatted(word)), messages(poisoned));
  }

  @Test
  void a_context_that_includes_ours_and_more_is_refused() {
    String more =
        PEOPLE.replace(
            CONTEXT, "\"@context\": [\"https://w3id.org/weir/v1\", {\"onEmpty\": null}]");
    assertEquals(List.of("\"@context\" is not the context of Weir"), messages(more));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 10_000, 300_000})
  void nesting_of_any_depth_is_one_error(int depth) {
    String deep = PEOPLE.replace(CONTEXT, CONTEXT + ", \"keywords\": " + "[".repeat(depth));
    List<String> messages = messages(deep);
    assertEquals(1, messages.size(), messages.toString());
    assertTrue(messages.getFirst().contains("nested deeper than 64 levels"), messages.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1E-999999999", "9e2147483648"})
  void a_number_of_astronomic_size_is_refused_where_a_number_is_asked_for(String number) {
    String huge =
        Documents.module(
            Documents.table(
                "people",
                "{\"name\": \"n\", \"onOutOfRange\": \"drop\", \"datatype\": {\"base\": \"decimal\","
                    + " \"maximum\": "
                    + number
                    + "}}"));
    assertEquals(1, messages(huge).size(), messages(huge).toString());
  }

  @Test
  void names_that_attack_databases_and_shells_are_names_like_any_other() {
    List<String> names =
        List.of(
            "\\\"; drop table people; --",
            "' or 1=1",
            "$(reboot)",
            "`id`",
            "__proto__",
            "a b",
            "-rf");
    String columns =
        names.stream()
            .map(name -> "{\"name\": \"" + name + "\"}")
            .collect(Collectors.joining(", "));
    Plan plan = Documents.resolved(Documents.module(Documents.table("people", columns))).plan();
    assertEquals(names.size(), plan.table("people").columns().size());
    assertEquals("\"; drop table people; --", plan.table("people").columns().getFirst().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../people", "people; drop table x", "people\\u0000", "", "peo ple", "ｐeople"})
  void a_table_whose_name_could_leave_its_place_is_refused(String name) {
    String document = PEOPLE.replace("\"url\": \"people\"", "\"url\": \"" + name + "\"");
    assertTrue(
        messages(document).getFirst().endsWith("cannot be the name of a table"),
        messages(document).toString());
  }

  private static List<String> messages(String document) {
    return switch (new DocumentReader(new SomeExtensions()).read(document)) {
      case DocumentResult.Resolved resolved -> throw new AssertionError("was accepted");
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          problems.stream().map(DocumentProblem::message).toList();
    };
  }
}
