package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.main.client.CallFailed;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.v1.ExtractionBinding;
import io.weir.v1.HistoryEntry;
import io.weir.v1.Problem;
import io.weir.v1.Run;
import io.weir.v1.RunState;
import io.weir.v1.ScriptKind;
import io.weir.v1.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever goes wrong outside is told once and clearly, in the run and its history; the next run
 * works.
 */
class BadInputIT {
  private static final String SECRET = "Sheri Nowmer";

  @TempDir private static Path folder;
  private static Node node;
  private static Client client;
  private static Workbench workbench;

  @BeforeAll
  static void start() throws IOException {
    node = Node.start(NodeSettings.alone(folder.resolve("node")));
    client = node.client();
    workbench = new Workbench(client);
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("narrow.csv"), "id\n1\n");
    Files.writeString(files.resolve("good.csv"), "id,name\n1," + SECRET + "\n2,Bo\n");
    Files.writeString(files.resolve("quoted.csv"), "id,name\n1,\"" + SECRET + "\n");
    workbench.connection("files", "files", "", Map.of("root", files.toString()), Map.of());
    workbench.connection("database", "postgresql", "", database("weir"), password("right"));
    workbench.connection("locked", "postgresql", "", database("weir"), password("wrong"));
    workbench.connection("away", "postgresql", "", away(), password("right"));
  }

  @AfterAll
  static void end() {
    client.close();
    node.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "half    | WEIR-5005 | printf '[{\"id\":1,\"name\":\"Sheri Nowmer\"},{\"id\":2,\"na'",
        "exits   | WEIR-5003 | echo '{\"id\":1,\"name\":\"Sheri Nowmer\"}'; exit 3",
        "hangs   | WEIR-5004 | echo '{\"id\":1,\"name\":\"Sheri Nowmer\"}'; sleep 1000",
        "endless | WEIR-5006 | printf '[{\"id\":1,\"name\":\"'; yes 'Sheri Nowmer' | tr -d '\\n'",
        "typed   | WEIR-5008 | echo '{\"id\":\"Sheri Nowmer\",\"name\":\"x\"}'",
        "prose   | WEIR-5005 | echo 'Sheri Nowmer is not JSON'"
      })
  void a_script_that_misbehaves_is_told(String name, String code, String text) {
    Run run = runScript(name, text);
    assertTold(run, name, code);
    assertTheNextRunWorks();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "absent-column | WEIR-5007 | \"connection\": \"files\", \"file\": \"narrow.csv\"",
        "absent-file   | WEIR-5001 | \"connection\": \"files\", \"file\": \"nothing.csv\"",
        "open-quote    | WEIR-5005 | \"connection\": \"files\", \"file\": \"quoted.csv\"",
        "absent-table  | WEIR-5001 | \"connection\": \"database\", \"table\": \"nothing\"",
        "locked-out    | WEIR-5001 | \"connection\": \"locked\", \"table\": \"view_run\"",
        "not-there     | WEIR-5002 | \"connection\": \"away\", \"table\": \"view_run\", \"retries\": 0"
      })
  void a_source_that_misbehaves_is_told(String name, String code, String source) {
    var module = workbench.importModule(document(name, source, ""));
    Task task = workbench.task(name, module, List.of(), Optional.empty());
    Run run = workbench.start(task.getTaskId());
    assertTold(workbench.watch(run.getRunId(), ignored -> {}), name, code);
    assertTheNextRunWorks();
  }

  @Test
  void a_target_that_refuses_is_told_and_the_outbox_stays() {
    String name = "refused";
    String source = "\"connection\": \"files\", \"file\": \"good.csv\"";
    String upload = ", \"upload\": {\"connection\": \"locked\", \"protocol\": \"rewrite\"}";
    var module = workbench.importModule(document(name, source, upload));
    Task task = workbench.task(name, module, List.of(), Optional.empty());
    Run run = workbench.start(task.getTaskId());
    run = workbench.watch(run.getRunId(), ignored -> {});
    assertEquals(RunState.PREPARED, run.getState(), run.toString());
    var outbox = workbench.outbox(run.getOutboxId());
    workbench.confirm(run, outbox);
    run = workbench.watch(run.getRunId(), ignored -> {});
    assertEquals(RunState.FAILED, run.getState());
    assertEquals("WEIR-7001", run.getProblem().getCode(), run.toString());
    assertEquals("refused", run.getProblem().getWhereOrDefault("module", ""), run.toString());
    assertFalse(run.getProblem().getAdvice().isEmpty());
    assertEquals(2, workbench.records(run.getOutboxId(), "person", 10).getRecordsCount());
    assertTheNextRunWorks();
  }

  @Test
  void a_document_without_its_scripts_is_not_released_and_says_which() {
    var module = workbench.importModule(document("bare", "\"script\": \"person.sh\"", ""));
    CallFailed refused =
        assertThrows(
            CallFailed.class, () -> workbench.task("bare", module, List.of(), Optional.empty()));
    assertTrue(refused.problems().toString().contains("person.sh"), refused.problems().toString());
  }

  private static Run runScript(String name, String text) {
    String source =
        "\"script\": \"person.sh\", \"idleTimeout\": \"PT2S\", \"retries\": 1, \"retryAfter\": \"PT0.1S\"";
    var module = workbench.importModule(document(name, source, ""));
    var script = workbench.script(name + "/person.sh", ScriptKind.EXTRACTION, text + "\n");
    var binding =
        ExtractionBinding.newBuilder().setTable("person").setSource("crm").setScript(script);
    Task task = workbench.task(name, module, List.of(binding.build()), Optional.empty());
    Run run = workbench.start(task.getTaskId());
    return workbench.watch(run.getRunId(), ignored -> {});
  }

  private static void assertTold(Run run, String module, String code) {
    assertEquals(RunState.FAILED, run.getState(), run.toString());
    Problem problem = run.getProblem();
    assertEquals(code, problem.getCode(), problem.toString());
    assertEquals(module, problem.getWhereOrDefault("module", ""), problem.toString());
    assertEquals("person", problem.getWhereOrDefault("table", ""), problem.toString());
    assertEquals("crm", problem.getWhereOrDefault("source", ""), problem.toString());
    assertFalse(problem.getAdvice().isEmpty());
    HistoryEntry last = run.getHistory(run.getHistoryCount() - 1);
    assertEquals("failed", last.getWhat());
    assertEquals(code, last.getFactsOrThrow("code"));
    assertFalse(run.toString().contains(SECRET), run.toString());
  }

  private static void assertTheNextRunWorks() {
    String source = "\"connection\": \"files\", \"file\": \"good.csv\"";
    var module = workbench.importModule(document("good", source, ""));
    Task task = workbench.task("good", module, List.of(), Optional.empty());
    Run run = workbench.start(task.getTaskId());
    assertEquals(RunState.PREPARED, workbench.watch(run.getRunId(), ignored -> {}).getState());
  }

  private static String document(String name, String source, String upload) {
    return """
    {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/%s/", "type": "DataModule",
     "name": "%s", "version": "1.0.0",
     "tables": [
       {"url": "person", "collect": [{"source": "crm", %s}],
        "tableSchema": {"primaryKey": "id", "onKeyConflict": "source-priority", "columns": [
          {"name": "id", "datatype": "integer"},
          {"name": "name", "datatype": "string", "anonymize": {"method": "mask"}}]}}]%s}
    """
        .formatted(name, name, source, upload);
  }

  private static Map<String, String> database(String name) {
    var server = node.postgres().orElseThrow();
    return Map.of(
        "host",
        "127.0.0.1",
        "port",
        Integer.toString(server.port()),
        "database",
        name,
        "user",
        server.user());
  }

  private static Map<String, String> away() {
    return Map.of("host", "127.0.0.1", "port", "1", "database", "weir", "user", "weir");
  }

  private static Map<String, String> password(String which) {
    return Map.of(
        "password", which.equals("right") ? node.postgres().orElseThrow().password() : "a guess");
  }
}
