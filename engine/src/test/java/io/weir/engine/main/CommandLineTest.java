package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says and ends with, as far as no node is needed. */
class CommandLineTest {
  @TempDir private Path folder;

  @Test
  void help_tells_what_can_be_done() {
    Spoken help = Spoken.by("--help");
    assertEquals(0, help.code());
    for (String command :
        new String[] {
          "demo",
          "init",
          "check",
          "schema",
          "propose",
          "anonymize",
          "run",
          "serve",
          "module",
          "runs"
        }) {
      assertTrue(help.out().contains("\n  " + command), help.out());
      Spoken its = Spoken.by(command, "--help");
      assertEquals(0, its.code());
      assertTrue(its.out().contains("Exit codes:"), its.out());
      assertTrue(its.out().contains("Usage: weir " + command), its.out());
    }
  }

  @Test
  void the_version_is_told() {
    Spoken version = Spoken.by("--version");
    assertEquals(0, version.code());
    assertTrue(version.out().startsWith("weir "));
  }

  @Test
  void what_is_not_understood_ends_with_2_and_a_suggestion() {
    assertEquals(2, Spoken.by().code());
    Spoken typo = Spoken.by("serv");
    assertEquals(2, typo.code());
    assertTrue(typo.err().contains("weir serve"), typo.err());
    Spoken option = Spoken.by("check", "--jsn", "x");
    assertEquals(2, option.code());
    assertTrue(option.err().contains("--json"), option.err());
    assertEquals(2, Spoken.by("run").code());
    assertEquals(2, Spoken.by("serve", "--port", "many").code());
  }

  @Test
  void the_schema_is_printed_with_what_is_installed() throws IOException {
    Spoken schema = Spoken.by("schema");
    assertEquals(0, schema.code(), schema.err());
    JsonNode json = new ObjectMapper().readTree(schema.out());
    assertEquals("https://w3id.org/weir/v1/module.schema.json", json.get("$id").asText());
    JsonNode methods = json.at("/definitions/anonymize/properties/method/anyOf/0/enum");
    List<String> names = new ArrayList<>();
    methods.forEach(name -> names.add(name.asText()));
    assertEquals(
        List.of(
            "add-noise",
            "drop-column",
            "generalize",
            "mask",
            "microaggregate",
            "multiply-noise",
            "permute",
            "permute-groups",
            "pseudonymize",
            "randomize",
            "randomized-response",
            "rank-swap",
            "round-values",
            "shift-date",
            "suppress-cells"),
        names);
    assertTrue(
        json.at(
                "/definitions/anonymize/allOf/%d/then/properties/width/description"
                    .formatted(names.indexOf("generalize")))
            .isTextual());
    assertEquals(
        "if",
        json.at("/definitions/anonymize/allOf/0").fieldNames().next(),
        "each method has parameters of its own");
    assertEquals(
        "[\"drop-all\",\"new-keys\",\"source-priority\"]",
        json.at("/definitions/tableSchema/properties/onKeyConflict/anyOf/0/enum").toString());
    assertFalse(json.at("/definitions/source/properties").has("command"));
  }

  @Test
  void the_schema_of_field_rules_knows_what_a_script_may_say() throws IOException {
    Spoken printed = Spoken.by("schema", "--field-rules");
    assertEquals(0, printed.code(), printed.err());
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(printed.out());
    assertEquals(
        Set.of(),
        schema.validate(
            """
            {"tables": {"patients": {"primaryKey": "id", "onKeyConflict": "drop-all", "columns": {
              "age": {"datatype": {"base": "integer", "minimum": 0}, "onOutOfRange": "clamp"},
              "name": {"null": ["", "NA"], "onEmpty": "replace", "default": "unknown"}}}}}
            """,
            InputFormat.JSON));
    for (String wrong :
        List.of(
            "{}",
            "{\"tables\": {\"t\": {\"collect\": []}}}",
            "{\"tables\": {\"t\": {\"columns\": {\"c\": {\"role\": \"identifying\"}}}}}",
            "{\"tables\": {\"t\": {\"columns\": {\"c\": {\"onEmpty\": \"keep\"}}}}}")) {
      assertFalse(schema.validate(wrong, InputFormat.JSON).isEmpty(), wrong);
    }
  }

  @Test
  void a_good_document_ends_with_0() throws IOException {
    Path document = folder.resolve("good.jsonld");
    Files.writeString(document, demoDocument());
    Spoken good = Spoken.by("check", document.toString());
    assertEquals(0, good.code(), good.out() + good.err());
    assertTrue(good.out().contains("foodmart 1.0.0: 7 tables"), good.out());
  }

  @Test
  void all_problems_of_a_document_are_told_with_line_place_and_advice() throws IOException {
    Path document = folder.resolve("bad.jsonld");
    Files.writeString(
        document,
        demoDocument()
            .replace("\"onKeyConflict\": \"drop-all\"", "\"onKeyConflict\": \"drop-al\"")
            .replace("\"references\": \"store/store_id\"", "\"references\": \"stor/store_id\""));
    Spoken bad = Spoken.by("check", document.toString());
    assertEquals(1, bad.code());
    assertTrue(bad.out().contains("drop-all"), bad.out());
    assertTrue(bad.out().contains("/tables/0/tableSchema"), bad.out());
    assertTrue(bad.out().matches("(?s).*bad\\.jsonld:\\d+:\\d+: error: .*"), bad.out());

    JsonNode json =
        new ObjectMapper().readTree(Spoken.by("check", "--json", document.toString()).out());
    assertFalse(json.get("ok").asBoolean());
    assertTrue(json.get("problems").size() >= 2);
    for (JsonNode problem : json.get("problems")) {
      assertTrue(problem.get("line").asInt() > 0);
      assertFalse(problem.get("advice").asText().isEmpty());
    }
  }

  @Test
  void files_that_are_not_there_are_named() {
    for (String command : new String[] {"check", "run"}) {
      Spoken missing = Spoken.by(command, folder.resolve("nothing.jsonld").toString());
      assertEquals(1, missing.code());
      assertTrue(missing.err().contains("There is no file"), missing.err());
      assertTrue(missing.err().contains("do: "), missing.err());
    }
  }

  @Test
  void a_missing_script_is_named_before_a_node_is_started() throws IOException {
    Path document = folder.resolve("foodmart.jsonld");
    Files.writeString(document, demoDocument());
    Spoken missing = Spoken.by("run", "--json", document.toString());
    assertEquals(1, missing.code());
    assertTrue(missing.err().contains("scripts/departments.sh"), missing.err());
    assertFalse(new ObjectMapper().readTree(missing.out()).get("ok").asBoolean());
  }

  private static String demoDocument() throws IOException {
    try (var in = CommandLineTest.class.getResourceAsStream("demo/foodmart.module.jsonld")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
