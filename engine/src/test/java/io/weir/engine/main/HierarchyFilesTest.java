package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.definition.DocumentReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HierarchyFilesTest {
  private static final String CSV = "1;1-4;*\n2;\"1-4\";*\nä\t;5;*\n";

  @TempDir private Path folder;

  @Test
  void a_hierarchy_in_a_file_becomes_its_text_and_all_else_stays() throws IOException {
    Files.createDirectories(folder.resolve("hierarchies"));
    Files.writeString(folder.resolve("hierarchies/age.csv"), CSV);
    String text =
        """
        { "tables": [ { "file": "a.csv",
          "anonymization": [ { "method": "m", "hierarchies": { "age": { "file": "hierarchies/age.csv" } } } ],
          "columns": [ { "hierarchy": { "file": "a.csv" },
            "anonymize": { "method": "generalize",
              "hierarchy": { "file":
                  "hierarchies/age.csv", "separator": ";" }, "level": 2.50 } } ] } ] }
        """;
    String expanded = expanded(text);
    JsonNode document = new ObjectMapper().readTree(expanded);
    JsonNode hierarchy = document.at("/tables/0/columns/0/anonymize/hierarchy");
    assertEquals(CSV, hierarchy.get("csv").asText());
    assertEquals(";", hierarchy.get("separator").asText());
    assertFalse(hierarchy.has("file"));
    assertEquals(CSV, document.at("/tables/0/anonymization/0/hierarchies/age/csv").asText());
    assertEquals("a.csv", document.at("/tables/0/file").asText());
    assertEquals("a.csv", document.at("/tables/0/columns/0/hierarchy/file").asText());
    assertTrue(expanded.contains("2.50"), "numbers keep their digits");
    assertEquals(
        text.lines().count(), expanded.lines().count(), "problems stand in the lines written");
  }

  @Test
  void rules_of_anonymization_may_name_files_too() throws IOException {
    Files.writeString(folder.resolve("age.csv"), "\uFEFF" + CSV);
    String rules =
        "{\"tables\": {\"t\": {\"columns\": {\"c\": {\"anonymize\": {\"hierarchy\": {\"file\":"
            + " \"age.csv\"}}}}}}}";
    JsonNode expanded = new ObjectMapper().readTree(expanded(rules));
    assertEquals(CSV, expanded.at("/tables/t/columns/c/anonymize/hierarchy/csv").asText());
  }

  @Test
  void a_text_without_files_stays_as_it_is() throws IOException {
    for (String text : List.of("", "{", "[1, {\"file\": 2}]", "{\"anonymize\": {\"file\": 1}}\n")) {
      assertEquals(text, expanded(text));
    }
    byte[] noText = {'{', (byte) 0xff, '}'};
    Path file = Files.write(folder.resolve("binary"), noText);
    assertArrayEquals(noText, HierarchyFiles.expandedBytes(file));
  }

  @Test
  void a_file_outside_of_the_folder_is_refused() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("age.csv"), CSV);
    Path inside = Files.createDirectories(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("link.csv"), outside.resolve("age.csv"));
    for (String name :
        List.of(
            "../outside/age.csv",
            outside.resolve("age.csv").toString(),
            "link.csv",
            "a/../../outside/age.csv",
            "",
            ".",
            "C:age.csv",
            "a\\\\b")) {
      Path document = Files.writeString(inside.resolve("d.json"), naming("\"" + name + "\""));
      InputProblem refused =
          assertThrows(InputProblem.class, () -> HierarchyFiles.expanded(document), name);
      assertEquals(document.toString(), refused.problem().getWhereOrThrow("file"));
    }
  }

  @Test
  void a_file_that_cannot_be_used_is_told_with_what_to_do() throws IOException {
    assertEquals(
        "The hierarchy none.csv is not there, or may not be read.", refusal("\"none.csv\""));
    assertEquals("The \"file\" of a hierarchy is no text.", refusal("7"));
    Files.write(folder.resolve("large.csv"), new byte[DocumentReader.MOST_BYTES + 1]);
    assertEquals(
        "The hierarchy large.csv is larger than 1 MiB, as all of a document.",
        refusal("\"large.csv\""));
    Files.write(folder.resolve("latin.csv"), "ä".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(refusal("\"latin.csv\"").endsWith("latin.csv is not UTF-8."));
  }

  private String refusal(String file) throws IOException {
    Path document = Files.writeString(folder.resolve("d.json"), naming(file));
    return assertThrows(InputProblem.class, () -> HierarchyFiles.expanded(document))
        .problem()
        .getMessage();
  }

  private static String naming(String file) {
    return "{\"anonymize\": {\"hierarchy\": {\"file\": " + file + "}}}";
  }

  private String expanded(String text) throws IOException {
    return HierarchyFiles.expanded(Files.writeString(folder.resolve("d.json"), text));
  }
}
