package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.storage.embedded.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns whose names attack what they pass through, from a file to a database and back. */
class HostileNamesIT {
  private static final List<String> NAMES =
      List.of(
          "\"; drop table members; --",
          "'); drop schema public cascade; --",
          "__proto__",
          "a\"b",
          "${jndi:ldap://x}",
          "%s%n\\",
          " two  spaces ",
          "größe\u0301",
          "select");

  @TempDir private Path folder;

  @Test
  void names_that_attack_a_database_are_published_and_proved_as_names() throws Exception {
    write();
    try (PostgresServer target = PostgresServer.start(folder.resolve("target"))) {
      target.ensureDatabase("warehouse");
      try (Connection connection = target.connect("warehouse");
          Statement statement = connection.createStatement()) {
        // A secret comes from the environment, and this is a variable that is always there.
        statement.execute(
            "create role publisher login password '"
                + System.getenv("PATH").replace("'", "''")
                + "'");
        statement.execute("alter database warehouse owner to publisher");
        Files.writeString(
            folder.resolve("connections.json"),
            """
            {"warehouse": {"connector": "postgresql",
              "settings": {"host": "127.0.0.1", "port": "%d", "database": "warehouse", "user": "publisher"},
              "secrets": {"password": {"env": "PATH"}}}}
            """
                .formatted(target.port()));
        Spoken spoken =
            Spoken.by(
                "run",
                folder.resolve("names.module.jsonld").toString(),
                "--connections",
                folder.resolve("connections.json").toString(),
                "--upload");
        assertEquals(0, spoken.code(), spoken.out() + spoken.err());
        try (ResultSet row = statement.executeQuery("select * from names_v1_1_0.members")) {
          List<String> published = new ArrayList<>();
          row.next();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            published.add(row.getMetaData().getColumnName(i));
            assertEquals("v" + i, row.getString(i));
          }
          assertEquals(NAMES, published);
        }
      }
    }
  }

  private void write() throws Exception {
    ObjectNode module = new ObjectMapper().createObjectNode();
    module.put("@context", "https://w3id.org/weir/v1").put("type", "DataModule");
    module.put("id", "https://example.org/names/").put("name", "names").put("version", "1.0.0");
    ObjectNode table = module.putArray("tables").addObject().put("url", "members");
    table.putArray("collect").addObject().put("source", "file").put("file", "members.csv");
    ArrayNode columns = table.putObject("tableSchema").putArray("columns");
    NAMES.forEach(name -> columns.addObject().put("name", name));
    module.putObject("upload").put("connection", "warehouse").put("protocol", "rewrite");
    Files.writeString(folder.resolve("names.module.jsonld"), module.toPrettyString());
    String header =
        NAMES.stream()
            .map(name -> '"' + name.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(","));
    Files.writeString(folder.resolve("members.csv"), header + "\nv1,v2,v3,v4,v5,v6,v7,v8,v9\n");
  }
}
