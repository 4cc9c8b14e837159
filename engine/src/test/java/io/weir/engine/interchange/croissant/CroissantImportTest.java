package io.weir.engine.interchange.croissant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.interchange.Imported;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CroissantImportTest {
  private static final String CONTEXT =
      """
      "@context": { "@vocab": "https://schema.org/", "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/", "dct": "http://purl.org/dc/terms/",
        "conformsTo": "dct:conformsTo", "recordSet": "cr:recordSet", "field": "cr:field",
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" }, "source": "cr:source",
        "extract": "cr:extract", "column": "cr:column", "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet", "fileProperty": "cr:fileProperty", "jsonPath": "cr:jsonPath",
        "key": "cr:key", "references": "cr:references", "subField": "cr:subField",
        "transform": "cr:transform", "regex": "cr:regex", "includes": "cr:includes",
        "repeated": "cr:repeated", "isArray": "cr:isArray", "arrayShape": "cr:arrayShape",
        "data": { "@id": "cr:data", "@type": "@json" } },
      """;

  /** A dataset of two CSV files, people and their letters. */
  private static final String LETTERS =
      dataset(
          """
          { "@type": "cr:FileObject", "@id": "people.csv", "contentUrl": "data/people.csv",
            "encodingFormat": "text/csv" },
          { "@type": "cr:FileObject", "@id": "letters", "contentUrl": "letters.tsv",
            "encodingFormat": "text/tab-separated-values" }
          """,
          """
          { "@type": "cr:RecordSet", "@id": "people", "key": { "@id": "people/id" }, "field": [
            { "@type": "cr:Field", "@id": "people/id", "dataType": "sc:Integer",
              "source": { "fileObject": { "@id": "people.csv" }, "extract": { "column": "person_id" } } },
            { "@type": "cr:Field", "@id": "people/born", "name": "day of birth",
              "description": "As they say.", "dataType": ["sc:Date", "https://www.wikidata.org/wiki/Q2"],
              "source": { "fileObject": { "@id": "people.csv" }, "extract": { "column": "born" } } } ] },
          { "@type": "cr:RecordSet", "@id": "letters/all", "name": "all letters", "field": [
            { "@type": "cr:Field", "@id": "letters/all/from", "dataType": "sc:Integer",
              "references": { "field": { "@id": "people/id" } },
              "source": { "fileObject": { "@id": "letters" }, "extract": { "column": "from" } } },
            { "@type": "cr:Field", "@id": "letters/all/words", "dataType": "cr:Float32",
              "source": { "fileObject": { "@id": "letters" }, "extract": { "column": "words" } } } ] }
          """);

  @Test
  void record_sets_become_tables_and_fields_columns_called_as_in_the_file() throws Exception {
    Imported.Document imported = imported(LETTERS);
    JsonNode module = new ObjectMapper().readTree(imported.jsonld());
    assertEquals("letters", module.path("name").asText());
    assertEquals("1.2.0", module.path("version").asText());
    JsonNode people = module.path("tables").path(0);
    assertEquals(
        "{\"source\":\"dataset\",\"file\":\"data/people.csv\",\"format\":\"csv\"}",
        people.at("/collect/0").toString());
    assertEquals("person_id", people.at("/tableSchema/primaryKey").asText());
    assertEquals("source-priority", people.at("/tableSchema/onKeyConflict").asText());
    assertEquals(
        "{\"name\":\"born\",\"titles\":\"day of birth\",\"description\":\"As they say.\",\"datatype\":\"date\"}",
        people.at("/tableSchema/columns/1").toString());
    JsonNode letters = module.path("tables").path(1);
    assertEquals("all_letters", letters.path("url").asText());
    assertEquals("all letters", letters.path("titles").asText());
    assertEquals("\t", letters.at("/collect/0/delimiter").asText());
    assertEquals("people/person_id", letters.at("/tableSchema/columns/0/references").asText());
    assertEquals("double", letters.at("/tableSchema/columns/1/datatype").asText());
    assertTrue(told(imported).contains("Q2"), told(imported));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "sc:Text, string",
    "sc:URL, anyURI",
    "sc:Boolean, boolean",
    "sc:Integer, integer",
    "cr:Int8, byte",
    "cr:Int16, short",
    "cr:Int32, int",
    "cr:Int64, integer",
    "cr:UInt8, unsignedByte",
    "cr:UInt16, unsignedShort",
    "cr:UInt32, unsignedInt",
    "cr:UInt64, unsignedLong",
    "sc:Float, double",
    "cr:Float16, double",
    "sc:Date, date",
    "sc:Time, time",
    "sc:DateTime, datetime",
    "sc:ImageObject, binary",
    "cr:BoundingBox, string",
    "sc:Thing, string"
  })
  void each_data_type_has_its_type(String dataType, String datatype) {
    String document = imported(LETTERS.replace("\"cr:Float32\"", "\"" + dataType + "\"")).jsonld();
    assertTrue(document.contains("\"datatype\": \"" + datatype + "\""), document);
  }

  @Test
  void a_table_no_file_of_text_holds_gets_a_script_to_be_written() {
    Imported.Document imported =
        imported(
            LETTERS.replace(
                "\"encodingFormat\": \"text/csv\"",
                "\"encodingFormat\": \"application/x-parquet\""));
    assertTrue(imported.jsonld().contains("\"script\": \"scripts/people.py\""), imported.jsonld());
    assertTrue(imported.jsonld().contains("\"name\": \"day of birth\""), imported.jsonld());
    assertTrue(told(imported).contains("no source can read table \"people\""), told(imported));
  }

  @Test
  void a_file_that_lies_far_away_or_in_an_archive_is_to_be_put_beside_the_document() {
    String far = LETTERS.replace("data/people.csv", "https://example.org/a/people.csv?x=1");
    assertTrue(imported(far).jsonld().contains("\"file\": \"people.csv\""));
    assertTrue(
        told(imported(far)).contains("fetch https://example.org/a/people.csv?x=1"),
        told(imported(far)));
    String packed =
        LETTERS
            .replace(
                "\"contentUrl\": \"data/people.csv\",",
                "\"contentUrl\": \"data/people.csv\", \"containedIn\": { \"@id\": \"zip\" },")
            .replace(
                "\"distribution\": [",
                "\"distribution\": [ { \"@type\": \"cr:FileObject\", \"@id\": \"zip\","
                    + " \"contentUrl\": \"a.zip\", \"encodingFormat\": \"application/zip\" },");
    assertTrue(told(imported(packed)).contains("take data/people.csv out of zip"));
    for (String outside : List.of("../people.csv", "/etc/people.csv", "a\\\\b.csv")) {
      String document = imported(LETTERS.replace("data/people.csv", outside)).jsonld();
      assertTrue(document.contains("scripts/people.py"), document);
    }
  }

  @Test
  void what_is_done_to_values_on_the_way_is_left_out_with_a_warning() {
    Imported.Document imported =
        imported(
            LETTERS.replace(
                "\"extract\": { \"column\": \"words\" }",
                "\"extract\": { \"column\": \"words\" }, \"transform\": { \"regex\": \"([0-9]+) words\" }"));
    assertTrue(told(imported).contains("regex of Field"), told(imported));
    assertFalse(imported.jsonld().contains("\"datatype\": \"double\""), imported.jsonld());
  }

  @Test
  void records_that_stand_in_the_description_become_a_file() throws Exception {
    String colours =
        dataset(
            "",
            """
            { "@type": "cr:RecordSet", "@id": "colours", "dataType": "sc:Enumeration",
              "key": { "@id": "colours/name" },
              "field": [ { "@type": "cr:Field", "@id": "colours/name", "dataType": "sc:Text" },
                         { "@type": "cr:Field", "@id": "colours/rgb", "dataType": "sc:Integer",
                           "repeated": true } ],
              "data": [ { "colours/name": "red", "colours/rgb": [255, 0, 0] },
                        { "colours/name": "black" } ] }
            """);
    Imported.Document imported = imported(colours);
    assertTrue(imported.jsonld().contains("\"file\": \"data/colours.json\""), imported.jsonld());
    assertTrue(imported.jsonld().contains("\"datatype\": \"json\""), imported.jsonld());
    Map<String, String> files = CroissantImport.files(colours);
    assertEquals(
        "[{\"name\":\"red\",\"rgb\":[255,0,0]},{\"name\":\"black\"}]",
        new ObjectMapper().readTree(files.get("data/colours.json")).toString());
  }

  @Test
  void keys_and_references_that_cannot_be_kept_are_warned_of() {
    String composite =
        LETTERS.replace(
            "\"key\": { \"@id\": \"people/id\" }",
            "\"key\": [ { \"@id\": \"people/id\" }, { \"@id\": \"people/born\" } ]");
    assertTrue(told(imported(composite)).contains("names several fields"));
    String dangling =
        LETTERS.replace(
            "\"key\": { \"@id\": \"people/id\" }", "\"key\": { \"@id\": \"people/nobody\" }");
    assertTrue(told(imported(dangling)).contains("\"people/nobody\" is no column"));
    String other =
        LETTERS.replace(
            "\"@id\": \"letters/all/from\", \"dataType\": \"sc:Integer\"",
            "\"@id\": \"letters/all/from\", \"dataType\": \"sc:Text\"");
    assertTrue(told(imported(other)).contains("it is of type string"), told(imported(other)));
  }

  @Test
  void a_reference_is_kept_between_integers_of_different_sizes() {
    String small =
        LETTERS.replace(
            "\"@id\": \"letters/all/from\", \"dataType\": \"sc:Integer\"",
            "\"@id\": \"letters/all/from\", \"dataType\": \"cr:UInt16\"");
    String document = imported(small).jsonld();
    assertTrue(document.contains("\"datatype\": \"unsignedShort\""), document);
    assertTrue(document.contains("\"references\": \"people/person_id\""), document);
  }

  @Test
  void names_that_no_module_or_table_can_have_are_changed_and_never_collide() {
    Imported.Document imported =
        imported(
            LETTERS
                .replace("\"name\": \"letters\"", "\"name\": \"Müller & Söhne/briefe\"")
                .replace("\"name\": \"all letters\"", "\"name\": \"People\""));
    assertTrue(imported.jsonld().contains("\"name\": \"Muller_Sohne_briefe\""), imported.jsonld());
    assertTrue(imported.jsonld().contains("\"url\": \"People_2\""), imported.jsonld());
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"@type\": \"sc:Dataset\" | \"@type\": \"sc:Data\" | \"@type\" of dataset",
        "\"@vocab\": | \"vocab\": | which is no node of the description",
        "\"encodingFormat\": \"text/csv\" | \"format\": \"text/csv\" | FileObject \"people.csv\" of dataset \"letters\" has no \"encodingFormat\"",
        "\"extract\": { \"column\": \"born\" } } | \"extract\": { \"column\": \"born\" } }, \"arrayShape\": \"2\" | \"isArray\"",
        "{ \"field\": { \"@id\": \"people/id\" } } | { \"field\": { \"@id\": \"people/no\" } } | \"references\" of Field \"letters/all/from\" of RecordSet \"letters/all\" names \"people/no\"",
        "\"@id\": \"letters/all/words\" | \"@id\": \"letters/all/from\" | is that of two nodes",
        "croissant/1.1 | croissant/7.0 | \"conformsTo\"",
      })
  void what_the_format_forbids_is_refused_and_named(String was, String is, String message) {
    assertTrue(LETTERS.contains(was), was);
    List<DocumentProblem> problems = refused(LETTERS.replace(was, is));
    assertTrue(
        problems.stream()
            .anyMatch(
                it -> it.message().contains(message) && it.line() > 0 && !it.advice().isEmpty()),
        problems::toString);
  }

  @Test
  void nothing_is_loaded_and_nothing_but_an_object_is_read() {
    for (String text :
        List.of(
            "",
            "[]",
            "{\"@context\": \"http://mlcommons.org/croissant/1.1\"}",
            "{\"@context\": [\"https://example.org/context\"], \"@type\": \"sc:Dataset\"}",
            "{\"@context\": {\"a\": \"b\", \"b\": \"a\", \"@vocab\": \"a\"}, \"@type\": \"a\"}",
            "{\"a\": 1, \"a\": 2}",
            "[".repeat(500) + "]".repeat(500))) {
      assertFalse(refused(text).isEmpty(), text);
    }
  }

  @Test
  void descriptions_as_large_as_can_be_are_read_in_little_time() {
    String field =
        "{\"@type\":\"cr:Field\",\"@id\":\"a%d\",\"name\":\"n\",\"dataType\":\"sc:Text\","
            + "\"source\":{\"field\":{\"@id\":\"a%d\"}}}";
    String fields =
        IntStream.range(0, 9_000)
            .mapToObj(i -> field.formatted(i, Math.max(0, i - 1)))
            .collect(Collectors.joining(","));
    String chain =
        dataset("", "{\"@type\":\"cr:RecordSet\",\"@id\":\"s\",\"field\":[" + fields + "]}");
    String spaces = " ".repeat(900_000);
    String underscores = "a" + "_".repeat(900_000) + "x";
    String shape =
        "\"dataType\": \"cr:Float32\", \"isArray\": true, \"arrayShape\": \"" + spaces + "\"";
    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          imported(chain);
          refused(LETTERS.replace("\"dataType\": \"cr:Float32\"", shape));
          imported(LETTERS.replace("\"name\": \"letters\"", "\"name\": \"" + underscores + "\""));
          imported(LETTERS.replace("data/people.csv", "./".repeat(450_000)));
          imported(LETTERS.replace("https://example.org/letters", "x".repeat(900_000)));
        });
  }

  @Test
  void a_description_of_files_alone_is_refused() {
    List<DocumentProblem> problems = refused(dataset("", ""));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().message().contains("describes no table"), problems::toString);
  }

  @Test
  void fields_deep_inside_others_are_read_to_a_limit() {
    String inner = "{ \"@type\": \"cr:Field\", \"@id\": \"x\", \"dataType\": \"sc:Text\" }";
    for (int i = 0; i < 18; i++) {
      inner = "{ \"@type\": \"cr:Field\", \"@id\": \"f" + i + "\", \"subField\": [" + inner + "] }";
    }
    String deep =
        dataset(
            "", "{ \"@type\": \"cr:RecordSet\", \"@id\": \"deep\", \"field\": [" + inner + "] }");
    assertTrue(
        refused(deep).toString().contains("at most 16 levels"), () -> refused(deep).toString());
  }

  private static String dataset(String files, String recordSets) {
    return "{ "
        + CONTEXT
        + """
        "@type": "sc:Dataset", "name": "letters", "url": "https://example.org/letters",
        "version": "1.2", "license": "https://creativecommons.org/licenses/by/4.0/",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "distribution": [ %s ], "recordSet": [ %s ] }
        """
            .formatted(files, recordSets);
  }

  private static Imported.Document imported(String description) {
    return switch (CroissantImport.read(description)) {
      case Imported.Document document -> document;
      case Imported.Refused(List<DocumentProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<DocumentProblem> refused(String description) {
    return switch (CroissantImport.read(description)) {
      case Imported.Document document -> throw new AssertionError(document.jsonld());
      case Imported.Refused(List<DocumentProblem> problems) -> problems;
    };
  }

  private static String told(Imported.Document imported) {
    return imported.warnings().stream()
        .map(DocumentProblem::toString)
        .collect(Collectors.joining("\n"));
  }
}
