package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.definition.SourcePlan.Expected;
import io.weir.engine.definition.SourcePlan.ExtraFields;
import io.weir.engine.definition.SourcePlan.MissingColumns;
import io.weir.engine.definition.SourcePlan.OnTooFew;
import io.weir.engine.definition.SourcePlan.Retries;
import io.weir.engine.definition.SourcePlan.Shape;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a collection entry says of a source besides how it is fetched. */
class CollectionTermsTest {
  private static SourcePlan source(String terms) {
    return Documents.resolved(document(terms)).plan().table("people").sources().getFirst();
  }

  private static String document(String terms) {
    return Documents.module(
        """
        {"url": "people", "collect": [{"source": "crm", "file": "people.csv"%s}],
         "tableSchema": {"columns": [
           {"name": "id"}, {"name": "age"},
           {"name": "name", "anonymize": {"method": "drop-column"}}]}}
        """
            .formatted(terms));
  }

  @Test
  void a_source_without_further_words_is_read_as_the_table_is() {
    SourcePlan source = source("");
    assertEquals(new Shape(Map.of(), ExtraFields.COUNT, MissingColumns.REFUSE), source.shape());
    assertEquals(new Expected(1, OnTooFew.WARN), source.expected());
    assertEquals(new Retries(3, Duration.ofSeconds(1)), source.retries());
    assertEquals("age", source.shape().field("age"));
  }

  @Test
  void every_term_of_a_source_is_read() {
    SourcePlan source =
        source(
            """
            , "columns": {"id": "no", "name": ""}, "extraFields": "refuse",
            "missingColumns": "empty", "minimumRecords": 1000, "onTooFew": "fail",
            "retries": 10, "retryAfter": "PT5M", "idleTimeout": "PT24H"
            """);
    assertEquals(
        new Shape(Map.of("id", "no", "name", ""), ExtraFields.REFUSE, MissingColumns.EMPTY),
        source.shape());
    assertEquals(new Expected(1000, OnTooFew.FAIL), source.expected());
    assertEquals(new Retries(10, Duration.ofMinutes(5)), source.retries());
    assertEquals(Duration.ofHours(24), source.idleTimeout());
  }

  @Test
  void nothing_may_be_expected_and_nothing_tried_again() {
    SourcePlan source = source(", \"minimumRecords\": 0, \"retries\": 0, \"columns\": {}");
    assertEquals(0, source.expected().minimumRecords());
    assertEquals(0, source.retries().most());
    assertEquals(Map.of(), source.shape().fields());
  }

  @Test
  void columns_may_change_names_with_each_other() {
    assertEquals(
        Map.of("id", "age", "age", "id"),
        source(", \"columns\": {\"id\": \"age\", \"age\": \"id\"}").shape().fields());
  }

  @Test
  void a_field_with_an_endless_name_is_a_problem() {
    String name = "x".repeat(1_001);
    assertEquals(
        List.of(
            "3:101 /tables/0/collect/0/columns/id: a field of source \"crm\" of table \"people\" has"
                + " a name of more than 1000 characters; let the source deliver it under a shorter"
                + " name"),
        Documents.problems(document(", \"columns\": {\"id\": \"" + name + "\"}")).stream()
            .map(problem -> problem.replaceFirst("^\\d+:\\d+", "3:101"))
            .toList());
  }

  @Test
  void a_script_does_not_say_what_the_document_is_to_say() {
    for (String term :
        Set.of(
            "columns",
            "extraFields",
            "missingColumns",
            "minimumRecords",
            "onTooFew",
            "retries",
            "retryAfter",
            "idleTimeout")) {
      String text = "{\"connection\": \"c\", \"query\": \"q\", \"" + term + "\": 1}";
      var result =
          ScriptText.extraction(
              "shop",
              new SourcePlan.Access.Script("people.json", Optional.empty()),
              text,
              Set.of("columns", "retries"));
      if (!(result instanceof ScriptText.ScriptResult.Rejected<?>(var problems))) {
        throw new AssertionError(term + " was accepted");
      }
      assertEquals(1, problems.size());
      assertEquals("write it in the module document", problems.getFirst().advice());
    }
  }

  @Test
  void sources_that_are_kept_map_the_columns_that_are_left() {
    Publication publication =
        new Publication(
            SemanticVersion.parse("2.0.0").orElseThrow(), LocalDate.of(2026, 1, 1), Map.of());
    DocumentRewriter rewriter = new DocumentRewriter(new SomeExtensions());
    String kept =
        rewriter.keep(
            document(", \"columns\": {\"id\": \"no\", \"name\": \"nom\"}, \"minimumRecords\": 7"),
            publication);
    SourcePlan source = Documents.resolved(kept).plan().table("people").sources().getFirst();
    assertEquals(Map.of("id", "no"), source.shape().fields());
    assertEquals(7, source.expected().minimumRecords());
    String empty = rewriter.keep(document(", \"columns\": {\"name\": \"nom\"}"), publication);
    assertEquals(false, empty.contains("nom"));
  }

  @Test
  void a_sample_of_rejected_records_is_kept_where_the_table_asks_for_it() {
    assertEquals(0, Documents.resolved(document("")).plan().table("people").rejectedSample());
    String sampled =
        document("").replace("\"tableSchema\"", "\"rejectedSample\": 1000, \"tableSchema\"");
    assertEquals(1000, Documents.resolved(sampled).plan().table("people").rejectedSample());
  }
}
