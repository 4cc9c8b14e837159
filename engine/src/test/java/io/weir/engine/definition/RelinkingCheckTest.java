package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways back from a published record to the collected one that are warned of. */
class RelinkingCheckTest {
  private static final String AGE =
      "{\"name\": \"age\", \"role\": \"quasi-identifying\","
          + " \"anonymize\": {\"method\": \"coarsen\"}}";
  private static final String MODEL = "\"privacyModel\": {\"k\": 2}, ";
  private static final String SHUFFLED =
      MODEL
          + "\"anonymization\": [{\"method\": \"shuffle\", \"columns\": [\"age\"],"
          + " \"whole\": true}], ";
  private static final String APART =
      "\"anonymization\": [{\"method\": \"split\", \"columns\": [\"cause\"]}], ";
  private static final String FOUND =
      " published as it is collected; who knows it, or has the source, finds each record by it,"
          + " whatever is promised of the other columns";

  @Test
  void the_order_of_records_of_which_something_is_promised_is_warned_of() {
    assertEquals(
        List.of(
            "/tables/0/privacyModel records of table \"t\" are published in the order in which they"
                + " are collected; who knows that order knows which record is whose, whatever the"
                + " privacy model promises: write {\"method\": \"shuffle-records\"} in its"
                + " \"anonymization\", unless nobody can know the order"),
        told(table("", MODEL, AGE)));
    assertEquals(List.of(), told(table("", SHUFFLED, AGE)));
    assertEquals(List.of(), told(table("", "", "{\"name\": \"age\"}")));
  }

  @Test
  void a_key_that_stays_beside_columns_of_which_something_is_promised_is_warned_of() {
    assertEquals(
        List.of(
            "/tables/0/tableSchema/columns/0/name column \"code\" of table \"t\" is the primary key"
                + " and is"
                + FOUND
                + ": pseudonymize or drop it, or write \"role\": \"insensitive\" at it if it is"
                + " known to nobody"),
        told(table("code", SHUFFLED, "{\"name\": \"code\"}", AGE)));
    assertEquals(1, told(table("code", APART, "{\"name\": \"code\"}", cause())).size());
    for (String hidden :
        List.of(
            "\"anonymize\": {\"method\": \"tokenize\"}",
            "\"anonymize\": {\"method\": \"drop-column\"}",
            "\"role\": \"insensitive\"")) {
      assertEquals(
          List.of(), told(table("code", SHUFFLED, "{\"name\": \"code\", " + hidden + "}", AGE)));
    }
    assertEquals(List.of(), told(table("code", "", "{\"name\": \"code\"}", cause())));
  }

  @Test
  void a_column_that_seems_to_number_records_is_warned_of() {
    for (String name : List.of("id", "ID", "test_id", "testId", "case no", "sample-number")) {
      assertEquals(
          List.of(
              "/tables/0/tableSchema/columns/1/name column \""
                  + name
                  + "\" of table \"t\" seems to number records and is"
                  + FOUND
                  + ": pseudonymize or drop it, or say what it is by \"role\""),
          told(table("", SHUFFLED, AGE, "{\"name\": \"" + name + "\"}")));
    }
    for (String name : List.of("paid", "piano", "monkey", "diagnosis", "idea")) {
      assertEquals(List.of(), told(table("", SHUFFLED, AGE, "{\"name\": \"" + name + "\"}")));
    }
    assertEquals(
        List.of(), told(table("", SHUFFLED, AGE, "{\"name\": \"id\", \"role\": \"insensitive\"}")));
  }

  @Test
  void a_foreign_key_to_persons_is_warned_of_and_one_to_a_list_of_codes_is_not() {
    String keyed = "{\"name\": \"person\", \"references\": \"u/code\"}";
    String named = "{\"name\": \"name\", \"personalData\": \"pd:Name\"}";
    String visits = table("", SHUFFLED, AGE, keyed);
    assertEquals(
        List.of(
            "/tables/0/tableSchema/columns/1/name column \"person\" of table \"t\" is a foreign key"
                + " and is"
                + FOUND
                + ": pseudonymize the key it references, or write \"role\": \"insensitive\" at it if"
                + " it is known to nobody"),
        told(visits, Documents.table("u", "{\"name\": \"code\"}", named)).stream()
            .filter(it -> !it.contains("holds personal data"))
            .toList());
    assertEquals(List.of(), told(visits, Documents.table("u", "{\"name\": \"code\"}")));
  }

  private static String cause() {
    return "{\"name\": \"cause\"}";
  }

  private static List<String> told(String... tables) {
    return Documents.resolved(Documents.module(tables)).warnings().stream()
        .map(it -> it.pointer() + " " + it.message() + ": " + it.advice())
        .filter(it -> !it.contains("by their own methods"))
        .toList();
  }

  private static String table(String key, String terms, String... columns) {
    return Documents.table("t", columns)
        .replace("\"tableSchema\"", terms + "\"tableSchema\"")
        .replace(
            "{\"columns\": [\n",
            (key.isEmpty()
                    ? "{"
                    : "{\"primaryKey\": \"" + key + "\", \"onKeyConflict\": \"drop-all\", ")
                + "\"columns\": [\n");
  }
}
