package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir run} on a person's own module, from the first mistake to the published version. */
class RunCommandIT {
  @TempDir private Path folder;
  private Path document;

  @BeforeEach
  void write() throws IOException {
    document = folder.resolve("club.module.jsonld");
    Files.writeString(document, text("1.0.0", "\"script\": \"members.sh\""));
    Files.writeString(folder.resolve("guests.csv"), "id,name\n7,Gus\n8,Gwen\n");
    Files.writeString(
        folder.resolve("members.sh"), "echo '{\"id\": \"one\", \"name\": \"Sheri Nowmer\"}'\n");
  }

  @Test
  void a_mistake_is_told_then_mended_then_the_module_is_published() throws Exception {
    Spoken unknown = Spoken.by("run", document.toString());
    assertEquals(1, unknown.code());
    assertTrue(unknown.err().contains("no connection \"warehouse\""), unknown.err());

    connections(1);
    Spoken wrong = run();
    assertEquals(1, wrong.code(), wrong.out() + wrong.err());
    assertTrue(wrong.err().contains("WEIR-5008"), wrong.err());
    assertTrue(wrong.err().contains("table member"), wrong.err());
    assertTrue(wrong.err().contains("source crm"), wrong.err());
    assertTrue(wrong.err().contains("do: "), wrong.err());
    assertFalse(wrong.err().contains("Sheri"), wrong.err());

    Files.writeString(
        folder.resolve("members.sh"), "echo '{\"id\": 1, \"name\": \"Sheri Nowmer\"}'\n");
    Spoken mended = run("--json");
    assertEquals(0, mended.code(), mended.out() + mended.err());
    JsonNode result = new ObjectMapper().readTree(mended.out());
    assertEquals("PREPARED", result.get("state").asText());
    assertEquals(1, result.at("/tables/0/prepared").asInt());
    assertEquals(2, result.at("/tables/1/prepared").asInt());

    Files.writeString(document, text("1.0.0", "\"file\": \"guests.csv\""));
    Spoken changed = run();
    assertEquals(1, changed.code());
    assertTrue(changed.err().contains("1.0.0"), changed.err());
    assertTrue(changed.err().contains("version"), changed.err());

    try (PostgresServer target = PostgresServer.start(folder.resolve("target"))) {
      publish(target);
    }
    assertFalse(Files.exists(folder.resolve(".weir/postgresql/data/postmaster.pid")));
  }

  private void publish(PostgresServer target) throws Exception {
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
    connections(target.port());
    Files.writeString(document, text("1.1.0", "\"script\": \"members.sh\""));
    Spoken published = run("--upload");
    assertEquals(0, published.code(), published.out() + published.err());
    assertTrue(published.out().contains(" of club 1.1.0"), published.out());
    assertTrue(published.out().contains("published  club 1.2.0"), published.out());
    try (Connection connection = target.connect("warehouse");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select name from club_v1_2_0.guest order by id")) {
      row.next();
      assertEquals("***", row.getString(1));
    }
  }

  private Spoken run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", document.toString()));
    arguments.addAll(List.of("--connections", folder.resolve("connections.json").toString()));
    arguments.addAll(List.of(options));
    return Spoken.by(arguments.toArray(String[]::new));
  }

  private void connections(int port) throws IOException {
    Files.writeString(
        folder.resolve("connections.json"),
        """
        {"warehouse": {"connector": "postgresql",
          "settings": {"host": "127.0.0.1", "port": "%d", "database": "warehouse", "user": "publisher"},
          "secrets": {"password": {"env": "PATH"}}}}
        """
            .formatted(port));
  }

  private static String text(String version, String members) {
    return """
    {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/club/", "type": "DataModule",
     "name": "club", "version": "%s",
     "tables": [
       {"url": "member", "collect": [{"source": "crm", %s}],
        "tableSchema": {"primaryKey": "id", "onKeyConflict": "source-priority", "columns": [
          {"name": "id", "datatype": "integer"},
          {"name": "name", "datatype": "string", "anonymize": {"method": "drop-column"}}]}},
       {"url": "guest", "collect": [{"source": "desk", "file": "guests.csv"}],
        "tableSchema": {"primaryKey": "id", "onKeyConflict": "source-priority", "columns": [
          {"name": "id", "datatype": "integer"},
          {"name": "name", "datatype": "string",
           "anonymize": {"method": "mask", "token": "***"}}]}}],
     "upload": {"connection": "warehouse", "protocol": "rewrite", "bump": "minor"}}
    """
        .formatted(version, members);
  }
}
