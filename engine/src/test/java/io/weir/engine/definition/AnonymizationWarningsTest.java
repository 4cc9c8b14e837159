package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is no mistake, but should be looked at before a record is read. */
class AnonymizationWarningsTest {
  private static final String QUASI = "\"role\": \"quasi-identifying\"";
  private static final String LEVELS =
      "{\"name\": \"age\", " + QUASI + ", \"anonymize\": {\"method\": \"coarsen\"}}";

  @Test
  void a_key_whose_method_keeps_different_keys_different_is_not_warned_of() {
    assertEquals(List.of(), warnings("\"k\": \"id\"", "", keyed("tokenize")));
    assertEquals(
        List.of(
            "column \"id\" of table \"t\" is the primary key and is anonymized by \"mask\"; the run"
                + " fails if two keys become equal"),
        warnings("\"k\": \"id\"", "", keyed("mask")));
    assertEquals(
        List.of(
            "column \"id\" of table \"t\" is the primary key, and method \"blank\" does not promise"
                + " to leave no key empty; the run fails if one becomes empty"),
        warnings("\"k\": \"id\"", "", keyed("blank")));
  }

  @Test
  void a_key_that_a_method_of_the_table_changes_is_warned_of_unless_its_values_stay() {
    assertEquals(
        List.of(
            "column \"id\" of table \"t\" is the primary key and is anonymized by \"jitter\"; the"
                + " run fails if two keys become equal",
            averaged("jitter", "table \"t\"")),
        warnings("\"k\": \"id\"", methods("jitter", "id"), "{\"name\": \"id\"}"));
    assertEquals(
        List.of(), warnings("\"k\": \"id\"", methods("shuffle", "id"), "{\"name\": \"id\"}"));
  }

  @Test
  void a_column_without_empty_values_is_warned_of_when_its_method_may_leave_some() {
    String column = "{\"name\": \"c\", \"onEmpty\": \"drop\", \"anonymize\": {\"method\": \"%s\"}}";
    assertEquals(
        List.of(
            "column \"c\" of table \"t\" has no empty values, but method \"blank\" may leave some;"
                + " what is published does not promise it any more"),
        warnings("", "", column.formatted("blank")));
    assertEquals(List.of(), warnings("", "", column.formatted("mask")));
    assertEquals(
        List.of(),
        warnings("", methods("shuffle", "c"), "{\"name\": \"c\", \"onEmpty\": \"drop\"}"));
  }

  @Test
  void noise_that_is_drawn_anew_for_each_version_is_warned_of() {
    assertEquals(
        List.of(averaged("jitter", "column \"c\" of table \"t\"")),
        warnings("", "", "{\"name\": \"c\", \"anonymize\": {\"method\": \"jitter\"}}"));
    assertEquals(
        List.of(averaged("jitter", "table \"t\"")),
        warnings("", methods("jitter", "c"), "{\"name\": \"c\"}"));
    assertEquals(List.of(), warnings("", methods("shuffle", "c"), "{\"name\": \"c\"}"));
  }

  @Test
  void a_column_that_two_methods_change_is_warned_of_once() {
    String twice =
        "\"anonymization\": [{\"method\": \"shuffle\", \"columns\": [\"c\"]},"
            + " {\"method\": \"shuffle\", \"columns\": [\"c\", \"d\"]}],";
    assertEquals(
        List.of(
            "method \"shuffle\" changes column \"c\" of table \"t\" once more after method"
                + " \"shuffle\" in line 4, so what the first promises of it need not hold"),
        warnings("", twice, "{\"name\": \"c\"}", "{\"name\": \"d\"}"));
  }

  @Test
  void keys_whose_values_move_between_records_are_warned_of() {
    assertEquals(
        List.of(
            "method \"shuffle\" moves the values of column \"boss\" of table \"t\" between records,"
                + " so they are joined to records of others"),
        warnings(
            "\"k\": \"id\"",
            methods("shuffle", "boss"),
            "{\"name\": \"id\"}",
            "{\"name\": \"boss\", \"references\": \"t/id\"}"));
  }

  @Test
  void records_that_move_as_a_whole_are_not_warned_of() {
    String whole =
        "\"anonymization\": [{\"method\": \"shuffle\", \"columns\": [\"boss\"]},"
            + " {\"method\": \"shuffle\", \"columns\": [\"id\", \"boss\"],"
            + " \"whole\": true}],";
    assertEquals(
        List.of(
            "method \"shuffle\" moves the values of column \"boss\" of table \"t\" between records,"
                + " so they are joined to records of others"),
        warnings(
            "\"k\": \"id\"",
            whole,
            "{\"name\": \"id\"}",
            "{\"name\": \"boss\", \"references\": \"t/id\"}"));
  }

  @Test
  void a_model_whose_quasi_identifiers_are_all_fixed_is_warned_of() {
    String fixed = "{\"name\": \"zip\", " + QUASI + "}";
    assertEquals(
        List.of(
            "all quasi-identifiers of table \"t\" are published as their own methods leave them, so"
                + " the run fails unless the records themselves keep the promise"),
        warnings("", model("\"k\": 2"), fixed));
    assertEquals(
        List.of(
            "all quasi-identifiers of table \"t\" are published as their own methods leave them, so"
                + " records can only be suppressed"),
        warnings("", model("\"k\": 2, \"maxSuppressed\": 0.1"), fixed));
    assertEquals(List.of(), warnings("", model("\"k\": 2"), fixed, LEVELS));
    assertEquals(
        List.of(),
        warnings(
            "",
            model("\"diversity\": [{\"column\": \"c\", \"model\": \"distinct\", \"l\": 2}]"),
            fixed,
            "{\"name\": \"c\"}"));
  }

  @Test
  void a_foreign_key_that_is_a_quasi_identifier_is_warned_of() {
    assertEquals(
        List.of(
            "column \"boss\" of table \"t\" is a quasi-identifier and a foreign key; it is not"
                + " generalized, for keys stay joined"),
        warnings(
            "\"k\": \"id\"",
            model("\"k\": 2"),
            "{\"name\": \"id\"}",
            LEVELS,
            "{\"name\": \"boss\", \"references\": \"t/id\", " + QUASI + "}"));
  }

  @Test
  void a_child_that_holds_on_to_records_that_may_be_suppressed_is_warned_of() {
    String document =
        Documents.module(
            Documents.table("t", LEVELS)
                .replace("\"tableSchema\"", "\"privacyModel\": {%s}, \"tableSchema\""),
            Documents.table(
                "u", "{\"name\": \"c\", \"references\": \"t/%s\", \"onParentGone\": \"reject\"}"));
    String keyed =
        document.replace(
            "\"columns\": [\n{\"name\": \"age\"",
            "\"columns\": [{\"name\": \"id\"},\n{\"name\": \"age\"");
    assertEquals(
        List.of(
            "records of table \"t\" may be suppressed, but column \"c\" of table \"u\" refuses that"
                + " its parents go; the run fails if one of them is"),
        messages(keyed.formatted("\"k\": 2, \"maxSuppressed\": 0.1", "id")));
    assertEquals(List.of(), messages(keyed.formatted("\"k\": 2", "id")));
  }

  /** Without what is told of ways back to the source, which {@link RelinkingCheckTest} looks at. */
  private static List<String> messages(String document) {
    return Documents.resolved(document).warnings().stream()
        .map(DocumentProblem::message)
        .filter(message -> !message.contains("published in the order"))
        .filter(message -> !message.contains("published as it is collected"))
        .toList();
  }

  @Test
  void personal_data_is_warned_of_unless_something_is_done_about_it() {
    String named = "{\"name\": \"c\", \"role\": \"identifying\"}";
    assertEquals(
        List.of("column \"c\" of table \"t\" holds personal data and is published as it is"),
        warnings("", "", named));
    assertEquals(List.of(), warnings("", methods("shuffle", "c"), named));
    assertEquals(List.of(), warnings("", methods("split", "c"), named, "{\"name\": \"d\"}"));
    assertEquals(
        List.of(),
        warnings(
            "",
            model("\"k\": 2"),
            LEVELS,
            "{\"name\": \"sex\", \"personalData\": \"pd:Gender\", " + QUASI + "}"));
    String sensitive =
        "{\"name\": \"illness\", \"personalData\": \"pd:MedicalHealth\", \"role\": \"sensitive\"}";
    assertEquals(
        List.of(
            "column \"illness\" of table \"t\" is sensitive, and \"privacyModel\" promises nothing of"
                + " its values; where all records of a class have the same, it is known of whoever"
                + " is in the class",
            "column \"illness\" of table \"t\" holds personal data and is published as it is"),
        warnings("", model("\"k\": 2"), LEVELS, sensitive));
    assertEquals(
        List.of(),
        warnings(
            "",
            model(
                "\"k\": 2, \"diversity\": [{\"column\": \"illness\", \"model\": \"distinct\", \"l\": 2}]"),
            LEVELS,
            sensitive));
  }

  @Test
  void free_texts_beside_a_hidden_name_are_warned_of() {
    String name =
        "{\"name\": \"name\", \"role\": \"identifying\", \"anonymize\": {\"method\": \"drop-column\"}}";
    String warning =
        "column \"%s\" of table \"t\" holds free text, which may repeat what is hidden in column"
            + " \"name\"";
    assertEquals(
        List.of(warning.formatted("Doctor's notes"), warning.formatted("story")),
        warnings(
            "",
            "",
            name,
            "{\"name\": \"Doctor's notes\"}",
            "{\"name\": \"story\", \"datatype\": {\"maxLength\": 4000}, \"role\": \"insensitive\"}",
            "{\"name\": \"comment\", \"anonymize\": {\"method\": \"mask\"}}",
            "{\"name\": \"remarks\", \"role\": \"sensitive\"}",
            "{\"name\": \"text_code\", \"datatype\": {\"format\": \"[A-Z]+\"}}",
            "{\"name\": \"memos\", \"datatype\": \"integer\"}",
            "{\"name\": \"city\"}"));
    assertEquals(List.of(), warnings("", "", "{\"name\": \"notes\"}", "{\"name\": \"name\"}"));
    for (String method : List.of("drop-column", "tokenize")) {
      assertEquals(
          List.of(warning.formatted("notes")),
          warnings(
              "",
              "",
              "{\"name\": \"notes\"}",
              "{\"name\": \"name\", \"anonymize\": {\"method\": \"" + method + "\"}}"));
    }
  }

  @Test
  void free_texts_of_records_that_refer_to_a_hidden_name_are_warned_of() {
    assertEquals(
        List.of(
            "column \"notes\" of table \"visits\" holds free text, which may repeat what is hidden"
                + " in column \"name\" of table \"t\""),
        messages(
            Documents.module(
                Documents.table(
                    "t",
                    "{\"name\": \"id\"}",
                    "{\"name\": \"name\", \"role\": \"identifying\","
                        + " \"anonymize\": {\"method\": \"drop-column\"}}"),
                Documents.table(
                    "visits",
                    "{\"name\": \"patient\", \"references\": \"t/id\"}",
                    "{\"name\": \"notes\"}"),
                Documents.table("drugs", "{\"name\": \"notes\"}"))));
  }

  private static String keyed(String method) {
    return "{\"name\": \"id\", \"anonymize\": {\"method\": \"" + method + "\"}}";
  }

  private static String methods(String method, String column) {
    return "\"anonymization\": [{\"method\": \"%s\", \"columns\": [\"%s\"]}],"
        .formatted(method, column);
  }

  private static String model(String members) {
    return "\"privacyModel\": {" + members + "},";
  }

  private static String averaged(String method, String where) {
    return "method \"%s\" does not give the same record the same result in every version of the"
            .formatted(method)
        + " module; who has several versions of "
        + where
        + " can average out what it adds";
  }

  /**
   * @param key {@code "k": "column"} for a primary key, or nothing
   * @param terms of the table, each with a comma behind it
   */
  private static List<String> warnings(String key, String terms, String... columns) {
    String document =
        Documents.module(
            Documents.table("t", columns)
                .replace("\"tableSchema\"", terms + " \"tableSchema\"")
                .replace(
                    "{\"columns\": [\n",
                    "{"
                        + (key.isEmpty()
                            ? ""
                            : key.replace("\"k\"", "\"primaryKey\"")
                                + ", \"onKeyConflict\": \"drop-all\", ")
                        + "\"columns\": [\n"));
    return messages(document);
  }
}
