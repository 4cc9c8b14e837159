package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods said in a script, from the first mistake to the outbox. */
class AnonymizationRulesIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PLAIN =
      "{\"name\": \"id\"}, {\"name\": \"name\"}, {\"name\": \"age\", \"datatype\": \"integer\"}";
  private static final String ANONYMIZED =
      """
      {"name": "id"},
      {"name": "name", "role": "identifying", "anonymize": {"method": "drop-column"}},
      {"name": "age", "datatype": "integer", "anonymize": {"method": "generalize", "width": 10}}
      """;
  private static final String RULES =
      """
      {"tables": {"member": {
        "onPersonalData": "refuse",
        "columns": {
          "name": {"role": "identifying", "anonymize": {"method": "drop-column"}},
          "age": {"anonymize": {"method": "generalize", "width": 10}}}}}}
      """;

  @TempDir private Path folder;

  @Test
  void methods_in_a_script_do_what_methods_in_the_document_do() throws IOException {
    Path scripted = module("scripted", PLAIN);
    Path written = module("written", ANONYMIZED);
    Path rules = folder.resolve("rules.json");

    Files.writeString(rules, RULES.replace(", \"anonymize\": {\"method\": \"drop-column\"}", ""));
    Spoken refused =
        Spoken.by("check", scripted.toString(), "--anonymization-rules", rules.toString());
    assertEquals(1, refused.code());
    assertTrue(refused.out().contains("rules.json:4:"), refused.out());
    assertTrue(refused.out().contains("which the table refuses"), refused.out());

    Files.writeString(
        rules, RULES.replace("\"width\": 10", "\"hierarchy\": {\"file\": \"../age.csv\"}"));
    Spoken outside =
        Spoken.by("check", scripted.toString(), "--anonymization-rules", rules.toString());
    assertEquals(1, outside.code());
    assertTrue(
        outside.err().contains("is not named by a path inside the document's folder"),
        outside.err());

    Files.writeString(rules, RULES);
    JsonNode byScript =
        run("run", scripted.toString(), "--json", "--anonymization-rules", rules.toString());
    JsonNode byDocument = run("run", written.toString(), "--json");
    assertEquals(3, byScript.at("/tables/0/prepared").asInt());
    assertEquals(byDocument.get("tables"), byScript.get("tables"));
  }

  private Path module(String name, String columns) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        place.resolve("members.csv"), "id,name,age\n1,Quirk,30\n2,Umber,42\n3,Vesper,7\n");
    return Files.writeString(
        place.resolve("club.module.jsonld"),
        """
        {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/club/",
         "type": "DataModule", "name": "club", "version": "1.0.0",
         "tables": [{"url": "member", "collect": [{"source": "crm", "file": "members.csv"}],
           "tableSchema": {"columns": [%s]}}]}
        """
            .formatted(columns));
  }

  private static JsonNode run(String... command) throws IOException {
    Spoken spoken = Spoken.by(command);
    assertEquals(0, spoken.code(), spoken.out() + spoken.err());
    return MAPPER.readTree(spoken.out());
  }
}
