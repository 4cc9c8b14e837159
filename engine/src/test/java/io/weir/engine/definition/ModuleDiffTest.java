package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.definition.ModuleDiff.Change;
import io.weir.engine.definition.ModuleDiff.Kind;
import io.weir.engine.definition.ModuleDiff.Stand;
import io.weir.engine.definition.ModuleDiff.Subject;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.spi.Parameters;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModuleDiffTest {
  private static final String PEOPLE =
      Documents.table(
          "people",
          "{\"name\": \"id\", \"datatype\": \"integer\"}",
          "{\"name\": \"name\", \"anonymize\": {\"method\": \"drop-column\"}}",
          "{\"name\": \"age\", \"datatype\": {\"base\": \"integer\", \"minimum\": 0},"
              + " \"onOutOfRange\": \"drop\"}");
  private static final String PETS =
      Documents.table(
          "pets",
          "{\"name\": \"owner\", \"datatype\": \"integer\", \"references\": \"people/id\"}");
  private static final String BEFORE = Documents.module(PEOPLE, PETS);

  @Test
  void the_same_document_written_otherwise_does_not_differ() {
    assertEquals(List.of(), diff(BEFORE).changes());
    assertEquals(Optional.empty(), diff(BEFORE).demands());
    assertEquals(List.of(), diff(BEFORE.replace(" ", "\n ")).changes());
    assertEquals(
        List.of(),
        diff(BEFORE.replace(
                "\"name\": \"shop\", \"version\": \"1.0.0\"",
                "\"version\": \"1.0.0\", \"name\": \"shop\""))
            .changes());
  }

  @Test
  void tables_columns_and_sources_are_found_by_their_names_wherever_they_stand() {
    assertEquals(
        List.of(
            "MINOR ADDED TABLE - /tables/0",
            "PATCH CHANGED RULE"
                + " /tables/0/tableSchema/columns/2/onOutOfRange"
                + " /tables/1/tableSchema/columns/2/onOutOfRange"),
        // a table added in front moves the others, and only one of them changed
        told(
                Documents.module(
                    Documents.table("animals", "{\"name\": \"kind\"}"),
                    PEOPLE.replace("\"drop\"}", "\"clamp\"}"),
                    PETS))
            .stream()
            .sorted()
            .toList());
    assertEquals(
        List.of(
            "PATCH CHANGED SOURCE /tables/0/collect/0/file /tables/0/collect/0/file",
            "MINOR ADDED SOURCE - /tables/0/collect/1"),
        told(
            BEFORE.replace(
                "\"file\": \"people.csv\"}",
                "\"file\": \"all.csv\"}, {\"source\": \"t\", \"file\": \"more.csv\"}")));
  }

  @Test
  void what_breaks_readers_demands_a_major_version() {
    assertEquals(List.of("MAJOR REMOVED TABLE /tables/1 -"), told(Documents.module(PEOPLE)));
    assertEquals(
        List.of("MAJOR REMOVED COLUMN /tables/0/tableSchema/columns/2 -"),
        told(
            BEFORE.replace(
                ",\n{\"name\": \"age\", \"datatype\": {\"base\": \"integer\", \"minimum\": 0},"
                    + " \"onOutOfRange\": \"drop\"}",
                "")));
    assertEquals(
        List.of(
            "MAJOR CHANGED TYPE /tables/0/tableSchema/columns/2/datatype/base"
                + " /tables/0/tableSchema/columns/2/datatype/base"),
        told(BEFORE.replace("\"base\": \"integer\"", "\"base\": \"decimal\"")));
    assertEquals(
        List.of("MAJOR REMOVED KEY /tables/1/tableSchema/columns/0/references -"),
        told(BEFORE.replace(", \"references\": \"people/id\"", "")));
    assertEquals(
        List.of("MAJOR ADDED ANONYMIZATION - /tables/0/tableSchema/columns/2/anonymize"),
        told(
            BEFORE.replace(
                "\"onOutOfRange\": \"drop\"}",
                "\"onOutOfRange\": \"drop\","
                    + " \"anonymize\": {\"method\": \"generalize\", \"width\": 10}}")));
  }

  @Test
  void what_is_published_newly_demands_a_minor_version() {
    assertEquals(
        List.of("MINOR ADDED COLUMN - /tables/1/tableSchema/columns/1"),
        told(
            BEFORE.replace(
                "\"references\": \"people/id\"}",
                "\"references\": \"people/id\"}, {\"name\": \"kind\"}")));
    assertEquals(
        List.of("MINOR REMOVED ANONYMIZATION /tables/0/tableSchema/columns/1/anonymize -"),
        told(BEFORE.replace(", \"anonymize\": {\"method\": \"drop-column\"}", "")));
    assertEquals(
        List.of(
            "MINOR ADDED KEY - /tables/0/tableSchema/primaryKey",
            "PATCH ADDED KEY - /tables/0/tableSchema/onKeyConflict"),
        told(
            BEFORE.replaceFirst(
                "\"tableSchema\": \\{",
                "\"tableSchema\": {\"primaryKey\": \"id\", \"onKeyConflict\": \"drop-all\",")));
  }

  @Test
  void what_readers_do_not_see_demands_a_patch() {
    assertEquals(
        List.of("PATCH REMOVED COLUMN /tables/0/tableSchema/columns/1 -"),
        told(
            BEFORE.replace(
                "{\"name\": \"name\", \"anonymize\": {\"method\": \"drop-column\"}},\n", "")));
    assertEquals(
        List.of("PATCH CHANGED METADATA /version /version"),
        told(BEFORE.replace("\"1.0.0\"", "\"1.0.1\"")));
    assertEquals(
        List.of(
            "PATCH CHANGED RULE /tables/0/tableSchema/columns/2/datatype/minimum"
                + " /tables/0/tableSchema/columns/2/datatype/minimum"),
        told(BEFORE.replace("\"minimum\": 0", "\"minimum\": 1")));
    assertEquals(
        List.of("PATCH CHANGED METADATA /tables /tables"), told(Documents.module(PETS, PEOPLE)));
  }

  @Test
  void both_texts_are_told_as_they_are_written() {
    Change change =
        diff(BEFORE.replace("\"minimum\": 0", "\"minimum\": \"10\"")).changes().getFirst();
    String at = "/tables/0/tableSchema/columns/2/datatype/minimum";
    assertEquals(
        new Change(
            Kind.CHANGED,
            Subject.RULE,
            Optional.of(new Stand(at, "0")),
            Optional.of(new Stand(at, "\"10\"")),
            Bump.PATCH),
        change);
  }

  /** What an upload publishes is what was promised: its document is no break. */
  @Test
  void the_document_of_an_upload_breaks_nothing() {
    String rewritten =
        new DocumentRewriter(new SomeExtensions())
            .keep(
                BEFORE,
                new Publication(
                    SemanticVersion.parse("1.1.0").orElseThrow(),
                    LocalDate.of(2026, 1, 1),
                    Map.of()));
    assertEquals(Optional.of(Bump.PATCH), diff(rewritten).demands());
  }

  @Test
  void methods_of_a_table_count_by_what_they_leave_of_it() {
    String shuffled = anonymized("{\"method\": \"shuffle\", \"columns\": [\"age\"]}");
    String split = anonymized("{\"method\": \"split\", \"columns\": [\"age\"]}");
    String at = "/tables/0/anonymization";
    assertEquals(List.of("PATCH ADDED ANONYMIZATION - " + at), told(shuffled));
    assertEquals(List.of("MAJOR ADDED ANONYMIZATION - " + at), told(split));
    assertEquals(List.of("MAJOR REMOVED ANONYMIZATION " + at + " -"), told(split, BEFORE));
    assertEquals(List.of("MAJOR CHANGED ANONYMIZATION " + at + " " + at), told(shuffled, split));
  }

  @Test
  void a_privacy_model_is_compared_term_by_term() {
    String model = "\"privacyModel\": {\"k\": 5, \"metric\": \"loss\"}, \"tableSchema\"";
    String before =
        BEFORE
            .replace("\"name\": \"age\"", "\"name\": \"age\", \"role\": \"quasi-identifying\"")
            .replaceFirst("\"tableSchema\"", model);
    assertEquals(
        List.of("PATCH CHANGED ANONYMIZATION /tables/0/privacyModel/k /tables/0/privacyModel/k"),
        told(before, before.replace("\"k\": 5", "\"k\": 10")));
  }

  /** Tables and columns that methods added are in the next document, and were there before. */
  @Test
  void the_document_of_an_upload_that_added_tables_breaks_nothing() {
    String hospital = Documents.hospital();
    String rewritten =
        new DocumentRewriter(new SomeExtensions())
            .rewrite(
                hospital,
                new Publication(
                    SemanticVersion.parse("1.1.0").orElseThrow(),
                    LocalDate.of(2026, 1, 1),
                    Stream.of("patients", "addresses", "registry", "patients_sensitive")
                        .collect(
                            Collectors.toMap(
                                table -> table,
                                table ->
                                    new Access.Connected(
                                        "w", new Parameters(Map.of("table", table)))))));
    assertEquals(
        Optional.of(Bump.PATCH),
        ModuleDiff.between(hospital, rewritten, new SomeExtensions()).changes().stream()
            .filter(change -> change.subject() != Subject.SOURCE)
            .map(Change::demands)
            .max(Comparator.naturalOrder()));
  }

  private static String anonymized(String method) {
    return BEFORE.replaceFirst(
        "\"tableSchema\"", "\"anonymization\": [" + method + "], \"tableSchema\"");
  }

  @Test
  void documents_with_problems_are_not_compared() {
    assertThrows(IllegalArgumentException.class, () -> diff("{}"));
  }

  private static List<String> told(String after) {
    return told(BEFORE, after);
  }

  private static List<String> told(String before, String after) {
    return ModuleDiff.between(before, after, new SomeExtensions()).changes().stream()
        .map(it ->
            "%s %s %s %s %s"
                .formatted(
                    it.demands(),
                    it.kind(),
                    it.subject(),
                    it.before().map(Stand::pointer).orElse("-"),
                    it.after().map(Stand::pointer).orElse("-")))
        .toList();
  }

  private static ModuleDiff diff(String after) {
    return ModuleDiff.between(BEFORE, after, new SomeExtensions());
  }
}
