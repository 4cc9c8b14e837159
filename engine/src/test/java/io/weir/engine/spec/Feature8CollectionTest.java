package io.weir.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.CountingLedger;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feature 8, "Data Collection Process", sentence by sentence. */
class Feature8CollectionTest {
  private static final String COLUMNS =
      """
      "tableSchema": {"primaryKey": "id", "onKeyConflict": "%s", "columns": [
        {"name": "id", "datatype": "integer"}, {"name": "name"}]}}
      """;

  @TempDir private Path folder;
  private CollectingNode node;

  @BeforeEach
  void start() {
    node = new CollectingNode(folder);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static String people(String onKeyConflict, String... sources) {
    return "{\"url\": \"people\", \"collect\": [%s], ".formatted(String.join(", ", sources))
        + COLUMNS.formatted(onKeyConflict);
  }

  private static String source(String name, String terms) {
    return "{\"source\": \"%s\", \"script\": \"%s.sh\", \"retries\": 0%s}"
        .formatted(name, name, terms);
  }

  /** A script that prints this. */
  private void script(String name, String json) {
    node.put(name + ".sh", "cat <<'END'\n" + json + "\nEND\n");
  }

  @Test
  void the_collection_protocol_in_the_metadata_lists_scripts_for_all_tables() {
    script("crm", "[{\"id\": 1, \"name\": \"Ada\"}]");
    script("shop", "{\"id\": 7, \"person\": 1}");
    String orders =
        """
        {"url": "orders", "collect": [{"source": "shop", "script": "shop.sh"}],
         "tableSchema": {"columns": [
           {"name": "id", "datatype": "integer"}, {"name": "person", "datatype": "integer",
            "references": "people/id"}]}}
        """;
    String document = CollectingNode.module(people("source-priority", source("crm", "")), orders);
    assertEquals(List.of(List.of("1", "Ada")), node.records(document, "people"));
    assertEquals(List.of(List.of("7", "1")), node.records(document, "orders"));

    String none = orders.replaceFirst("\"collect\": \\[.*?], *", "").replaceAll("\\s+", " ");
    assertEquals(
        List.of("table \"orders\" has no \"collect\""),
        node
            .problems(CollectingNode.module(people("source-priority", source("crm", "")), none))
            .stream()
            .map(problem -> problem.message())
            .toList());
  }

  @Test
  void several_scripts_can_be_listed_for_the_same_table_and_their_data_is_merged_by_the_rules() {
    script("crm", "[{\"id\": 1, \"name\": \"Ada\"}, {\"id\": 2, \"name\": \"Bo\"}]");
    script("web", "[{\"id\": 2, \"name\": \"Bob\"}, {\"id\": 3, \"name\": \"Cy\"}]");
    Map<String, Set<List<String>>> merged =
        Map.of(
            "source-priority",
            Set.of(List.of("1", "Ada"), List.of("2", "Bo"), List.of("3", "Cy")),
            "drop-all",
            Set.of(List.of("1", "Ada"), List.of("3", "Cy")),
            "new-keys",
            Set.of(
                List.of("1", "Ada"), List.of("2", "Bo"), List.of("3", "Cy"), List.of("4", "Bob")));
    merged.forEach((rule, records) ->
        assertEquals(
            records,
            Set.copyOf(
                node.records(
                    CollectingNode.module(people(rule, source("crm", ""), source("web", ""))),
                    "people")),
            rule));
    assertEquals(
        Set.of(List.of("1", "Ada"), List.of("2", "Bob"), List.of("3", "Cy")),
        Set.copyOf(
            node.records(
                CollectingNode.module(
                    people("source-priority", source("web", ""), source("crm", ""))),
                "people")));
  }

  @Test
  void scripts_with_other_names_more_fields_and_fewer_columns_are_merged_into_one_table() {
    script("crm", "{\"id\": 1, \"name\": \"Ada\"}");
    script("erp", "{\"kunde\": 2, \"vorname\": \"Bo\", \"ort\": \"Ulm\"}");
    script("log", "{\"id\": 3}");
    CountingLedger ledger = new CountingLedger();
    String document =
        CollectingNode.module(
            people(
                "source-priority",
                source("crm", ", \"extraFields\": \"refuse\""),
                source("erp", ", \"columns\": {\"id\": \"kunde\", \"name\": \"vorname\"}"),
                source("log", ", \"missingColumns\": \"empty\", \"minimumRecords\": 2")));
    assertInstanceOf(Ending.Prepared.class, node.collect(document, ledger));
    assertEquals(
        Set.of("1 Ada", "2 Bo", "3 null"),
        node.records(document, "people").stream()
            .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(
        Map.of(
            "people 1  EXTRA_FIELD_IGNORED",
            1L,
            "people 2  TOO_FEW_RECORDS",
            1L,
            "people 2 name EMPTY_PASSED",
            1L),
        ledger.sums());
  }

  @Test
  void the_scripts_return_the_data_they_retrieved_in_the_json_format() {
    List<List<String>> expected = List.of(List.of("1", "Ada"), List.of("2", "Bo"));
    String document = CollectingNode.module(people("source-priority", source("crm", "")));
    for (String json :
        List.of(
            "[{\"id\": 1, \"name\": \"Ada\"},\n {\"name\": \"Bo\", \"id\": 2}]",
            "{\"id\": 1, \"name\": \"Ada\"}\n{\"id\": 2, \"name\": \"\\u0042o\"}",
            "[{\"id\":1,\"name\":\"Ada\"}, {\"id\":\"2\",\"name\":\"Bo\",\"x\":[{}]}]")) {
      script("crm", json);
      assertEquals(expected, node.records(document, "people"), json);
    }
    for (String prose : List.of("id,name\n1,Ada", "<people/>", "[{\"id\": 1, \"name\": \"Ada\"}")) {
      script("crm", prose);
      Problem problem =
          assertInstanceOf(Ending.Failed.class, node.collect(document, new CountingLedger()), prose)
              .problem();
      assertEquals(ErrorCode.SOURCE_MALFORMED, problem.code(), problem::toString);
      assertEquals("crm", problem.where().get("source"));
    }
  }

  @Test
  void a_script_that_is_silent_is_tried_again_and_then_told() {
    node.put("crm.sh", "exec sleep 1000\n");
    CountingLedger ledger = new CountingLedger();
    String silent =
        "{\"source\": \"crm\", \"script\": \"crm.sh\", \"idleTimeout\": \"PT0.2S\","
            + " \"retries\": 2, \"retryAfter\": \"PT0.01S\"}";
    Problem problem =
        assertInstanceOf(
                Ending.Failed.class,
                node.collect(CollectingNode.module(people("drop-all", silent)), ledger))
            .problem();
    assertEquals(ErrorCode.SOURCE_TIMED_OUT, problem.code());
    assertEquals(
        List.of("people 0: 1 SOURCE_TIMED_OUT", "people 0: 2 SOURCE_TIMED_OUT"), ledger.attempts());
    assertTrue(problem.message().startsWith("Table people, source crm"), problem.message());
  }
}
