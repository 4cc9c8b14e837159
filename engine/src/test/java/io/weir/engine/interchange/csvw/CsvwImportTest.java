package io.weir.engine.interchange.csvw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.csvw.CsvwImport.Naming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvwImportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Imported read(String file) {
    return CsvwImport.read(folder, file, Naming.ofMetadata());
  }

  private JsonNode module(String file) throws IOException {
    Imported.Document document = assertInstanceOf(Imported.Document.class, read(file));
    assertEquals(List.of(), document.warnings());
    return JSON.readTree(document.jsonld());
  }

  private List<DocumentProblem> refused(String file) {
    return assertInstanceOf(Imported.Refused.class, read(file)).problems();
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  private static void assertTells(List<DocumentProblem> problems, String part) {
    assertTrue(
        problems.stream().anyMatch(problem -> problem.message().contains(part)),
        () -> part + " is not in " + problems);
  }

  @Test
  void a_group_of_tables_becomes_a_module_with_keys_and_policies_that_count() throws IOException {
    file("shops.csv", "Shop No,Opened,Size\n1,2020-01-01,5\n");
    file("sales.csv", "sale;shop;amount\n1;1;2.50\n");
    file(
        "shops.json",
        """
        {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
         "@id": "https://example.org/shops/", "schema:name": "trade", "schema:version": "2.1.0",
         "dc:description": "Shops and what they sold.", "null": ["-", ""],
         "tables": [
          {"url": "shops.csv", "dc:title": "Shops", "tableSchema": {
            "columns": [
             {"name": "shop", "titles": ["Shop No"], "datatype": "integer", "required": true},
             {"titles": "Opened", "datatype": {"base": "date", "minimum": "2000-01-01"}},
             {"name": "size", "titles": {"en": ["Size", "Area"]}, "default": "unknown",
              "dc:description": "In square metres."}],
            "primaryKey": "shop"}},
          {"url": "sales.csv", "dialect": {"delimiter": ";"}, "tableSchema": {
            "columns": [
             {"name": "sale", "null": ["", "?"]}, {"name": "shop", "datatype": "integer"},
             {"name": "amount", "datatype": "double"}],
            "foreignKeys": [{"columnReference": "shop",
              "reference": {"resource": "shops.csv", "columnReference": "shop"}}]}}]}
        """);
    assertEquals(
        json(
            """
            {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/shops/",
             "type": "DataModule", "name": "trade", "version": "2.1.0",
             "description": "Shops and what they sold.",
             "tables": [
              {"url": "shops", "titles": "Shops",
               "collect": [{"source": "file", "file": "shops.csv",
                 "columns": {"shop": "Shop No", "size": "Size"}}],
               "tableSchema": {"primaryKey": "shop", "onKeyConflict": "source-priority",
                "columns": [
                 {"name": "shop", "titles": ["Shop No"], "datatype": "integer",
                  "null": ["-", ""], "onTypeViolation": "drop"},
                 {"name": "Opened", "datatype":
                   {"base": "date", "format": "yyyy-MM-dd[XXX]", "minimum": "2000-01-01"},
                  "null": ["-", ""], "onTypeViolation": "drop", "onOutOfRange": "drop"},
                 {"name": "size", "titles": ["Size", "Area"],
                  "description": "In square metres.", "null": ["-", ""], "onEmpty": "replace",
                  "default": "unknown"}]}},
              {"url": "sales",
               "collect": [{"source": "file", "file": "sales.csv", "delimiter": ";"}],
               "tableSchema": {"columns": [
                 {"name": "sale", "null": ["", "?"]},
                 {"name": "shop", "datatype": "integer", "null": ["-", ""],
                  "onTypeViolation": "drop", "references": "shops/shop"},
                 {"name": "amount", "datatype": "double", "null": ["-", ""],
                  "onTypeViolation": "drop"}]}}]}
            """),
        module("shops.json"));
  }

  @Test
  void a_csv_file_alone_is_described_by_its_header() throws IOException {
    file("data/2024 shops.csv", "\"Shop, no\",Opened\r\n1,2020-01-01\r\n");
    JsonNode module = module("data/2024 shops.csv");
    assertEquals("table_2024_shops", module.at("/tables/0/url").asText());
    assertEquals(
        json("[{\"name\": \"Shop, no\"}, {\"name\": \"Opened\"}]"),
        module.at("/tables/0/tableSchema/columns"));
    assertEquals("data/2024 shops.csv", module.at("/tables/0/collect/0/file").asText());
  }

  @Test
  void a_header_that_is_not_utf_8_is_refused() throws IOException {
    Files.write(
        folder.resolve("a.csv"), "Stra\u00DFe,n\nx,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTells(refused("a.csv"), "is not UTF-8");
    Files.write(folder.resolve("b.csv"), "n,m\n1,2\n".getBytes(StandardCharsets.UTF_16));
    assertTells(refused("b.csv"), "is not UTF-8");
  }

  /** What follows the header is the run's business, which tells the record. */
  @Test
  void only_the_first_record_is_looked_at() throws IOException {
    Files.write(folder.resolve("a.csv"), "n,m\n\u00DF,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        json("[{\"name\": \"n\"}, {\"name\": \"m\"}]"),
        module("a.csv").at("/tables/0/tableSchema/columns"));
  }

  @Test
  void metadata_is_found_beside_the_file_and_left_out_if_it_describes_another() throws IOException {
    file("a.csv", "n\n1\n");
    file("b.csv", "n\n1\n");
    file("a.csv-metadata.json", metadata("\"url\": \"b.csv\""));
    file(
        "csv-metadata.json",
        metadata(
            "\"url\": \"a.csv\", \"tableSchema\": {\"columns\": [{\"name\": \"n\","
                + " \"datatype\": \"integer\"}]}"));
    Imported.Document document = assertInstanceOf(Imported.Document.class, read("a.csv"));
    assertTells(document.warnings(), "\"a.csv-metadata.json\" does not describe \"a.csv\"");
    assertEquals(
        "integer", json(document.jsonld()).at("/tables/0/tableSchema/columns/0/datatype").asText());
  }

  @Test
  void the_caller_may_name_metadata_that_lies_elsewhere_and_what_the_module_is_called()
      throws IOException {
    file("a.csv", "n\n1\n");
    file("meta/user.json", metadata("\"url\": \"../a.csv\""));
    Naming naming =
        new Naming(Optional.of("https://example.org/x"), Optional.of("x"), Optional.of("0.1.0"));
    JsonNode module =
        json(
            assertInstanceOf(
                    Imported.Document.class,
                    CsvwImport.read(folder, "a.csv", "meta/user.json", naming))
                .jsonld());
    assertEquals("https://example.org/x", module.get("id").asText());
    assertEquals("x", module.get("name").asText());
    assertEquals("0.1.0", module.get("version").asText());
    assertEquals("a.csv", module.at("/tables/0/collect/0/file").asText());
  }

  @Test
  void metadata_alone_is_imported_without_looking_at_any_file() throws IOException {
    Imported imported =
        CsvwImport.read(
            metadata(
                "\"url\": \"a.csv\", \"tableSchema\": {\"columns\": [{\"titles\": \"On foot\"},"
                    + " {\"name\": \"by%20car\", \"titles\": \"By car\"}]}"),
            Naming.ofMetadata());
    Imported.Document document = assertInstanceOf(Imported.Document.class, imported);
    assertEquals(List.of(), document.warnings());
    JsonNode module = json(document.jsonld());
    assertEquals("On foot", module.at("/tables/0/tableSchema/columns/0/name").asText());
    assertEquals("by car", module.at("/tables/0/tableSchema/columns/1/name").asText());
    assertEquals("{\"by car\":\"By car\"}", module.at("/tables/0/collect/0/columns").toString());
  }

  @Test
  void nothing_outside_of_the_folder_is_read() throws IOException {
    Path outside = Files.createTempFile("outside", ".csv");
    try {
      Files.writeString(outside, "secret\n1\n");
      Files.createSymbolicLink(folder.resolve("link.csv"), outside);
      file("link.json", metadata("\"url\": \"link.csv\""));
      assertFalse(refused("link.json").toString().contains("secret"));
    } finally {
      Files.delete(outside);
    }
    for (String url :
        List.of("../a.csv", "http://example.org/a.csv", "//host/a.csv", "/../a.csv")) {
      file("m.json", metadata("\"url\": \"" + url + "\""));
      assertTells(refused("m.json"), "is outside of the folder");
    }
    file("a.csv", "n\n1\n");
    file(
        "m.json",
        metadata("\"url\": \"a.csv\", \"tableSchema\": \"http://example.org/schema.json\""));
    assertTells(refused("m.json"), "\"tableSchema\" of table \"a.csv\" is outside of the folder");
  }

  @Test
  void a_schema_and_a_dialect_may_lie_in_files_of_their_own() throws IOException {
    file("a.csv", "1|2\n");
    file("b.csv", "1|2\n");
    file("parts/schema.json", "{\"columns\": [{\"name\": \"n\"}, {\"name\": \"m\"}]}");
    file("parts/dialect.json", "{\"delimiter\": \"|\", \"header\": false}");
    file(
        "m.json",
        metadata(
            """
            "dialect": "parts/dialect.json", "tables": [
              {"url": "a.csv", "tableSchema": "parts/schema.json"},
              {"url": "b.csv", "tableSchema": {"columns": [{"name": "o"}, {"name": "p"}],
                "foreignKeys": [{"columnReference": "p",
                  "reference": {"schemaReference": "parts/schema.json", "columnReference": "m"}}]}}]
            """));
    JsonNode module = module("m.json");
    assertEquals(
        json(
            """
            {"source": "file", "file": "a.csv", "delimiter": "|", "header": ["n", "m"]}
            """),
        module.at("/tables/0/collect/0"));
    assertEquals("a/m", module.at("/tables/1/tableSchema/columns/1/references").asText());
  }

  @Test
  void a_header_that_does_not_fit_is_told_without_a_word_of_the_file() throws IOException {
    file("a.csv", "Ada,Lovelace\n");
    file(
        "m.json",
        metadata(
            "\"url\": \"a.csv\", \"tableSchema\": {\"columns\": [{\"titles\": \"first\"},"
                + " {\"name\": \"last\"}]}"));
    List<DocumentProblem> problems = refused("m.json");
    assertEquals(2, problems.size());
    assertFalse(problems.toString().contains("Ada") || problems.toString().contains("Lovelace"));
    file("m.json", metadata("\"url\": \"a.csv\", \"tableSchema\": {\"columns\": [{}, {}, {}]}"));
    assertTells(refused("m.json"), "has 3 columns, but 2 fields");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,na\"me\"\n1,x\n",
        "\"id\" ,name\n1,x\n",
        "\"id,name\n1,x\n",
        "\nid,name\n1,x\n"
      })
  void a_header_that_a_run_refuses_is_refused(String text) throws IOException {
    file("a.csv", text);
    file("m.json", metadata("\"url\": \"a.csv\""));
    assertTells(refused("m.json"), "does not begin with a record");
  }

  @Test
  void quotes_around_a_name_and_twice_in_it_are_read_as_a_run_does() throws IOException {
    file("a.csv", "\uFEFF\"the \"\"id\"\"\",\"na\nme\"\r\n1,\"\n");
    file("m.json", metadata("\"url\": \"a.csv\", \"tableSchema\": {\"columns\": [{}, {}, {}]}"));
    assertTells(refused("m.json"), "has 3 columns, but 2 fields");
  }

  @Test
  void hostile_metadata_is_refused_or_warned_of_like_any_other() throws IOException {
    file("a.csv", "a\n1\n");
    file("m.json", metadata("\"url\": \"a%00.csv\""));
    assertTells(refused("m.json"), "nothing says which columns");
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      keys.append(i == 0 ? "" : ",").append("{\"columnReference\": \"x").append(i).append("\"}");
    }
    file(
        "m.json",
        metadata(
            "\"url\": \"a.csv\", \"tableSchema\": {\"columns\": [{\"name\": \"a\", \"aboutUrl\": \""
                + "{a}".repeat(100_000)
                + "\", \"lang\": \""
                + "a-".repeat(100_000)
                + "a\"}], \"foreignKeys\": ["
                + keys
                + "]}"));
    assertEquals(1_000, refused("m.json").size());
    file("m.json", metadata("\"url\": \"a.csv\", \"notes\": " + "[".repeat(100) + "]".repeat(100)));
    assertTells(refused("m.json"), "nested deeper");
    file("m.json", metadata("\"url\": \"a.csv\", \"url\": \"b.csv\""));
    assertTells(refused("m.json"), "is written twice");
  }

  @Test
  void what_a_module_document_cannot_say_is_told_and_left_out() throws IOException {
    file("a.csv", "k,l,m\n1,2,3\n");
    file(
        "m.json",
        metadata(
            """
            "url": "a.csv", "tableSchema": {"primaryKey": ["k", "l"], "columns": [
              {"name": "k", "datatype": "integer"}, {"name": "l", "datatype": "integer"},
              {"name": "m", "separator": " ", "datatype": "integer"},
              {"name": "n", "virtual": true, "valueUrl": "http://example.org/{k}"}],
              "foreignKeys": [
                {"columnReference": ["k", "l"],
                 "reference": {"resource": "a.csv", "columnReference": ["l", "k"]}},
                {"columnReference": "k",
                 "reference": {"resource": "a.csv", "columnReference": "k"}}]}
            """));
    Imported.Document document = assertInstanceOf(Imported.Document.class, read("m.json"));
    for (String told :
        List.of(
            "the primary key of table \"a.csv\" is left out",
            "column \"m\" of table \"a.csv\" holds lists",
            "a virtual column of table \"a.csv\" is left out",
            "a foreign key of table \"a.csv\" is left out")) {
      assertTells(document.warnings(), told);
    }
    assertEquals(5, document.warnings().size());
    assertEquals(
        json("{\"name\": \"m\"}"), json(document.jsonld()).at("/tables/0/tableSchema/columns/2"));
  }

  static String metadata(String members) {
    return "{\"@context\": \"http://www.w3.org/ns/csvw\", " + members + "}";
  }
}
