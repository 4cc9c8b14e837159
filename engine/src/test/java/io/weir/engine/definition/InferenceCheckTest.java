package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a table tells of somebody whose record nobody finds, and is warned of. */
class InferenceCheckTest {
  private static final String AGE =
      "{\"name\": \"age\", \"role\": \"quasi-identifying\","
          + " \"anonymize\": {\"method\": \"coarsen\"}}";
  private static final String CAUSE = "{\"name\": \"cause\", \"role\": \"sensitive\"}";
  private static final String K = "\"privacyModel\": {\"k\": 2%s}, ";

  @Test
  void a_sensitive_column_that_a_model_with_k_alone_does_not_name_is_warned_of() {
    assertEquals(
        List.of(
            "/tables/0/tableSchema/columns/1/name column \"cause\" of table \"t\" is sensitive, and"
                + " \"privacyModel\" promises nothing of its values; where all records of a class"
                + " have the same, it is known of whoever is in the class: name it in"
                + " \"diversity\" or \"closeness\", or look at the risk report before it is"
                + " published"),
        told(table(K.formatted(""), AGE, CAUSE)));
  }

  @Test
  void a_sensitive_column_is_not_warned_of_where_something_is_promised_or_changed_or_no_k_is() {
    for (String more :
        List.of(
            ", \"diversity\": [{\"column\": \"cause\", \"model\": \"distinct\", \"l\": 2}]",
            ", \"closeness\": [{\"column\": \"cause\", \"t\": 0.2, \"distance\": \"equal\"}]")) {
      assertEquals(List.of(), told(table(K.formatted(more), AGE, CAUSE)), more);
    }
    assertEquals(List.of(), told(table("", "{\"name\": \"age\"}", CAUSE)));
    assertEquals(
        List.of(),
        told(
            table(
                K.formatted("")
                    + "\"anonymization\": [{\"method\": \"split\", \"columns\": [\"cause\"]}], ",
                AGE,
                CAUSE)));
    assertEquals(
        List.of(),
        told(table(K.formatted(""), AGE, "{\"name\": \"cause\", \"role\": \"insensitive\"}")));
  }

  @Test
  void pseudonyms_of_what_others_may_know_are_warned_of_and_those_of_names_and_keys_are_not() {
    String tokens = "\"anonymize\": {\"method\": \"tokenize\"}";
    for (String role : List.of("quasi-identifying", "sensitive")) {
      assertEquals(
          List.of(
              "/tables/0/tableSchema/columns/0/name column \"town\" of table \"t\" gets a pseudonym"
                  + " for each value, so how often each occurs stays; who knows how frequent values"
                  + " are knows which pseudonym is which: generalize, permute or drop it, or write"
                  + " \"role\": \"identifying\" if hardly two records have the same value"),
          told(table("", "{\"name\": \"town\", \"role\": \"" + role + "\", " + tokens + "}")),
          role);
    }
    for (String role : List.of("identifying", "insensitive")) {
      assertEquals(
          List.of(),
          told(table("", "{\"name\": \"town\", \"role\": \"" + role + "\", " + tokens + "}")),
          role);
    }
    assertEquals(List.of(), told(table("", "{\"name\": \"town\", " + tokens + "}")));
    assertEquals(
        List.of(),
        told(
            table("", "{\"name\": \"town\", \"role\": \"sensitive\", " + tokens + "}")
                .replace(
                    "{\"columns\"",
                    "{\"primaryKey\": \"town\", \"onKeyConflict\": \"drop-all\", \"columns\"")));
  }

  private static List<String> told(String table) {
    return Documents.resolved(Documents.module(table)).warnings().stream()
        .map(it -> it.pointer() + " " + it.message() + ": " + it.advice())
        .filter(it -> !it.contains("in the order in which they are collected"))
        .filter(it -> !it.contains("by their own methods"))
        .toList();
  }

  private static String table(String terms, String... columns) {
    return Documents.table("t", columns).replace("\"tableSchema\"", terms + "\"tableSchema\"");
  }
}
