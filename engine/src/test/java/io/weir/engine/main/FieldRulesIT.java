package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.storage.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules said in a script, from the first mistake to the published version that says them itself.
 */
class FieldRulesIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PLAIN =
      "{\"name\": \"id\"}, {\"name\": \"age\"}, {\"name\": \"sex\"}";
  private static final String RULED =
      """
      {"name": "id", "datatype": "integer"},
      {"name": "age", "onOutOfRange": "clamp", "onTypeViolation": "empty",
       "datatype": {"base": "integer", "minimum": 0, "maximum": 120}},
      {"name": "sex", "null": ["", "?"], "onEmpty": "replace", "default": "unknown"}
      """;
  private static final String RULES =
      """
      {"tables": {"member": {
        "primaryKey": "id", "onKeyConflict": "drop-all",
        "columns": {
          "id": {"datatype": "integer"},
          "age": {"datatype": {"base": "integer", "minimum": 0, "maximum": 120},
                  "onOutOfRange": "clamp", "onTypeViolation": "empty"},
          "sex": {"null": ["", "?"], "onEmpty": "replace", "default": "unknown"}}}}}
      """;

  @TempDir private Path folder;

  @Test
  void rules_in_a_script_do_what_rules_in_the_document_do_and_are_published_with_it()
      throws Exception {
    Path scripted = folder(folder.resolve("scripted"), "", PLAIN);
    Path written =
        folder(
            folder.resolve("written"),
            "\"primaryKey\": \"id\", \"onKeyConflict\": \"drop-all\", ",
            RULED);
    Path rules = scripted.resolveSibling("rules.json");

    Files.writeString(rules, RULES.replace("clamp", "clmap"));
    Spoken mistaken = run(scripted, "--field-rules", rules.toString());
    assertEquals(1, mistaken.code());
    assertTrue(mistaken.err().contains("\"clmap\" is no \"onOutOfRange\""), mistaken.err());
    Spoken checked = Spoken.by("check", scripted.toString(), "--field-rules", rules.toString());
    assertTrue(checked.out().contains("rules.json:6:"), checked.out());

    Files.writeString(rules, RULES);
    try (PostgresServer target = PostgresServer.start(folder.resolve("target"))) {
      prepare(target);
      connections(scripted, target.port());
      connections(written, target.port());
      JsonNode byScript =
          json(run(scripted, "--upload", "--json", "--field-rules", rules.toString()));
      JsonNode byDocument = json(run(written, "--json"));
      assertEquals(byDocument.get("tables"), byScript.get("tables"));
      assertEquals(3, byScript.at("/tables/0/prepared").asInt());
      assertEquals(
          List.of("1 120 f", "2 null unknown", "4 7 m"),
          published(
              target,
              "select id || ' ' || coalesce(age::text, 'null') || ' ' || sex"
                  + " from club_v1_1_0.member order by id"));
    }
  }

  private static Path folder(Path folder, String key, String columns) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("members.csv"), "id,age,sex\n1,130,f\n2,old,?\n3,30,f\n3,31,f\n4,7,m\n");
    Path document = folder.resolve("club.module.jsonld");
    Files.writeString(
        document,
        """
        {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/club/",
         "type": "DataModule", "name": "club", "version": "1.0.0",
         "tables": [{"url": "member", "collect": [{"source": "crm", "file": "members.csv"}],
           "tableSchema": {%s"columns": [%s]}}],
         "upload": {"connection": "warehouse", "protocol": "rewrite", "bump": "minor"}}
        """
            .formatted(key, columns));
    return document;
  }

  private static void prepare(PostgresServer target) throws Exception {
    target.ensureDatabase("warehouse");
    try (Connection connection = target.connect("warehouse");
        Statement statement = connection.createStatement()) {
      // A secret comes from the environment, and this is a variable that is always there.
      statement.execute(
          "create role publisher login password '"
              + System.getenv("PATH").replace("'", "''")
              + "'");
      statement.execute("alter database warehouse owner to publisher");
    }
  }

  private static void connections(Path document, int port) throws IOException {
    Files.writeString(
        document.resolveSibling("connections.json"),
        """
        {"warehouse": {"connector": "postgresql",
          "settings": {"host": "127.0.0.1", "port": "%d", "database": "warehouse", "user": "publisher"},
          "secrets": {"password": {"env": "PATH"}}}}
        """
            .formatted(port));
  }

  private static Spoken run(Path document, String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", document.toString()));
    Path connections = document.resolveSibling("connections.json");
    if (Files.exists(connections)) {
      arguments.addAll(List.of("--connections", connections.toString()));
    }
    arguments.addAll(List.of(options));
    return Spoken.by(arguments.toArray(String[]::new));
  }

  private static JsonNode json(Spoken spoken) throws IOException {
    assertEquals(0, spoken.code(), spoken.out() + spoken.err());
    return MAPPER.readTree(spoken.out());
  }

  private static List<String> published(PostgresServer target, String query) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = target.connect("warehouse");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
