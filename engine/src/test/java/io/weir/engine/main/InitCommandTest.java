package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir init} on files, as far as no node is needed. */
class InitCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void copyTheClinic() throws IOException {
    Path clinic = Path.of("..", "docs", "examples", "clinic");
    for (String file : List.of("patients.csv", "registry.csv", "visits.ndjson")) {
      Files.copy(clinic.resolve(file), folder.resolve(file));
    }
  }

  @Test
  void the_proposal_passes_the_check_and_names_the_schema_that_lies_beside_it() throws IOException {
    Path document = folder.resolve("clinic.module.jsonld");
    Spoken init = init("-o", document.toString(), file("patients.csv"), file("visits.ndjson"));
    assertEquals(0, init.code(), init.err());
    assertEquals("", init.out());

    Spoken check = Spoken.by("check", document.toString());
    assertEquals(0, check.code(), check.out());
    assertTrue(check.out().contains("ok  clinic 1.0.0: 2 tables"), check.out());
    assertTrue(check.out().contains("\"full_name\" of table \"patients\" holds personal data"));

    JsonNode json = new ObjectMapper().readTree(document.toFile());
    Path schema = document.resolveSibling(json.get("$schema").asText()).normalize();
    assertTrue(Files.readString(schema).contains("https://w3id.org/weir/v1/module.schema.json"));
  }

  @Test
  void the_summary_tells_what_was_seen_and_what_to_do_next_and_no_value() {
    Spoken init = init(file("patients.csv"), file("registry.csv"), file("visits.ndjson"));
    assertEquals(0, init.code(), init.err());
    for (String told :
        List.of(
            "patients        5        6  patient_id  patients.csv",
            "patients.full_name  pd:Name",
            "patients.birth_date  pd:BirthDate",
            "weir check MODULE",
            "save the document in " + folder)) {
      assertTrue(init.err().contains(told), told + " is not in " + init.err());
    }
    for (String value : List.of("Brown", "Gina", "1961", "61.5", "72")) {
      assertFalse(init.err().replace(folder.toString(), "").contains(value), init.err());
      assertFalse(
          init.out().replace(folder.getFileName().toString(), "").contains(value), init.out());
    }
  }

  @Test
  void a_document_that_is_there_is_only_replaced_by_force() throws IOException {
    Path document = folder.resolve("m.jsonld");
    Files.writeString(document, "mine");
    Spoken refused = init("-o", document.toString(), file("patients.csv"));
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("--force"), refused.err());
    assertEquals("mine", Files.readString(document));
    Spoken forced = init("--force", "-o", document.toString(), file("patients.csv"));
    assertEquals(0, forced.code(), forced.err());
    assertTrue(Files.readString(document).contains("\"name\": \"m\""));
  }

  @Test
  void what_it_cannot_use_is_told_with_advice() throws IOException {
    assertEquals(2, init().code());
    assertEquals(2, init("--connection", "erp").code());
    assertProblem("There is no file", init(file("absent.csv")));
    Files.write(folder.resolve("latin.csv"), "José\n".getBytes(StandardCharsets.ISO_8859_1));
    assertProblem("not UTF-8", init(file("latin.csv")));
    Files.createDirectory(folder.resolve("sub"));
    assertProblem(
        "lies outside the folder",
        init("-o", folder.resolve("sub/m.jsonld").toString(), file("patients.csv")));
    Files.writeString(folder.resolve("a:b.csv"), "a\n1\n");
    assertProblem("holds a character", init(file("a:b.csv")));
    Files.writeString(folder.resolve("c.json"), "{\"f\": {\"connector\": \"files\"}}");
    assertProblem(
        "no connection \"erp\"", init("--connections", file("c.json"), "--connection", "erp"));
    assertProblem(
        "cannot tell which tables", init("--connections", file("c.json"), "--connection", "f"));
  }

  @Test
  void files_in_folders_are_named_relative_to_the_document() throws IOException {
    Files.createDirectories(folder.resolve("in/deep"));
    Files.writeString(folder.resolve("in/deep/a.csv"), "x,y\n1,2\n");
    Files.writeString(folder.resolve("in/b.csv"), "x,y\n1,2\n");
    Spoken init = init("--name", "My data", file("in/deep/a.csv"), file("in/b.csv"));
    assertEquals(0, init.code(), init.err());
    assertTrue(init.out().contains("\"file\": \"deep/a.csv\""), init.out());
    assertTrue(init.out().contains("\"file\": \"b.csv\""), init.out());
    assertTrue(init.out().contains("\"name\": \"My_data\""), init.out());
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static Spoken init(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "init";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Spoken.by(all);
  }

  private static void assertProblem(String message, Spoken spoken) {
    assertEquals(1, spoken.code(), spoken.err());
    assertTrue(spoken.err().contains(message), spoken.err());
    assertTrue(spoken.err().contains("do: "), spoken.err());
  }
}
