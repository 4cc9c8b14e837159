package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.ScriptText.ScriptResult;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.spi.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScriptTextTest {

  @Test
  void a_script_whose_name_ends_in_json_is_declarative() {
    assertTrue(ScriptText.isDeclarative("scripts/orders.json"));
    assertFalse(ScriptText.isDeclarative("scripts/orders.py"));
  }

  @Test
  void a_script_says_what_a_collection_entry_would() {
    assertEquals(
        accepted("erp", Map.of("query", "SELECT 1")),
        extraction(Optional.empty(), "{\"connection\": \"erp\", \"query\": \"SELECT 1\"}"));
  }

  @Test
  void the_connection_of_the_document_serves_a_script_that_names_none() {
    assertEquals(
        accepted("erp", Map.of("table", "orders")),
        extraction(Optional.of("erp"), "{\"table\": \"orders\"}"));
    assertEquals(
        accepted("erp", Map.of("table", "orders")),
        extraction(Optional.of("erp"), "{\"connection\": \"erp\", \"table\": \"orders\"}"));
  }

  @Test
  void two_different_connections_are_a_problem() {
    assertEquals(
        List.of(
            "1:16 /connection: script \"orders.json\" names another connection than the module"
                + " document does; remove one of the two"),
        problems(extraction(Optional.of("erp"), "{\"connection\": \"crm\", \"table\": \"o\"}")));
  }

  @Test
  void a_file_alone_lies_in_the_folder_of_the_module() {
    assertEquals(
        accepted("shop-folder", Map.of("file", "orders.csv")),
        extraction(Optional.empty(), "{\"file\": \"orders.csv\"}"));
  }

  @Test
  void parameters_of_installed_connectors_are_known() {
    assertEquals(
        accepted("lake", Map.of("bucket", "b")),
        extraction(Optional.of("lake"), "{\"bucket\": \"b\"}"));
  }

  @Test
  void a_declaration_runs_no_program() {
    assertEquals(
        List.of(
            "1:2 /command: script \"orders.json\" gives a \"command\", but programs are run as scripts"
                + " only; write it into a file beside the document and name that in \"script\"",
            "1:20 /script: \"script\" of script \"orders.json\" is not supported by this version;"
                + " remove it: a script cannot lead to another"),
        problems(extraction(Optional.of("p"), "{\"command\": [\"sh\"],\"script\": \"x.sh\"}")));
  }

  @Test
  void every_problem_of_a_script_is_told() {
    assertEquals(
        List.of(
            "2:1 /source: \"source\" of script \"orders.json\" is not supported by this version;"
                + " remove it: the module document names the source",
            "3:1 /delimter: \"delimter\" is not a term of script \"orders.json\"; did you mean"
                + " \"delimiter\"?",
            "4:9 /file: \"../x\" is not a path inside the folder of the document, as a file without"
                + " a connection must be; write it like folder/name, without .. and without a"
                + " leading /"),
        problems(
            extraction(
                Optional.empty(),
                "{\n\"source\": \"erp\",\n\"delimter\": \";\",\n\"file\": \"../x\"}")));
    assertEquals(1, problems(extraction(Optional.empty(), "not json")).size());
    assertEquals(1, problems(extraction(Optional.empty(), "[]")).size());
  }

  @Test
  void an_uploading_script_names_its_connection() {
    assertEquals(
        new ScriptResult.Accepted<>("warehouse"),
        ScriptText.upload("up.json", "{\"connection\": \"warehouse\"}"));
    assertEquals(
        List.of(
            "1:1 (document): script \"up.json\" has no \"connection\"; name the connection to"
                + " publish to",
            "1:2 /target: \"target\" is not a term of script \"up.json\"; known are connection"),
        problems(ScriptText.upload("up.json", "{\"target\": \"warehouse\"}")));
  }

  private static ScriptResult<Access.Connected> extraction(
      Optional<String> connection, String text) {
    return ScriptText.extraction(
        "shop",
        new Access.Script("orders.json", connection),
        text,
        Set.of("bucket", "command", "script"));
  }

  private static ScriptResult<Access.Connected> accepted(
      String connection, Map<String, Object> parameters) {
    return new ScriptResult.Accepted<>(
        new Access.Connected(connection, new Parameters(parameters)));
  }

  private static List<String> problems(ScriptResult<?> result) {
    return switch (result) {
      case ScriptResult.Rejected<?>(List<DocumentProblem> problems) ->
          problems.stream().map(DocumentProblem::toString).toList();
      case ScriptResult.Accepted<?>(Object value) -> throw new AssertionError("accepted " + value);
    };
  }
}
