package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsFileTest {
  @TempDir private Path folder;

  @Test
  void secrets_come_from_the_environment() throws IOException {
    List<ConnectionsFile.Entry> entries =
        read(
            """
            {"erp": {"connector": "postgresql", "settings": {"host": "h", "port": 5432},
                     "secrets": {"password": {"env": "ERP_PASSWORD"}}},
             "files": {"connector": "files", "settings": {"root": "/data"}}}
            """);
    assertEquals(List.of("erp", "files"), entries.stream().map(it -> it.name()).toList());
    ConnectionsFile.Entry erp = entries.getFirst();
    assertEquals(Map.of("host", "h", "port", "5432"), erp.settings());
    assertEquals(Map.of("password", "s3cret"), erp.secrets());
    assertFalse(erp.toString().contains("s3cret"));
  }

  @Test
  void each_mistake_names_the_file_and_what_to_write() {
    assertProblem("{\"erp\": ", "is not JSON");
    assertProblem("[]", "is not a JSON object");
    assertProblem("{\"erp\": {}}", "connector");
    assertProblem("{\"erp\": {\"connector\": \"files\", \"setings\": {}}}", "setings");
    assertProblem(
        "{\"erp\": {\"connector\": \"files\", \"secrets\": {\"password\": \"p\"}}}", "password");
    assertProblem(
        "{\"erp\": {\"connector\": \"files\", \"secrets\": {\"password\": {\"env\": \"NO\"}}}}",
        "NO");
  }

  private void assertProblem(String text, String fragment) {
    InputProblem problem = assertThrows(InputProblem.class, () -> read(text));
    assertTrue(problem.problem().getMessage().contains(fragment), problem.getMessage());
    assertTrue(problem.problem().getMessage().contains("connections.json"));
    assertFalse(problem.problem().getAdvice().isEmpty());
  }

  private List<ConnectionsFile.Entry> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("connections.json"), text);
    return ConnectionsFile.read(file, Map.of("ERP_PASSWORD", "s3cret"));
  }
}
