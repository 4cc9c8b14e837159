package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.storage.embedded.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Third-party databases from one PostgreSQL to the next through {@code weir run --upload}, with all
 * their keys: as they are, and after damage that PostgreSQL is asked to mend by plain deletes. The
 * published tables are compared with the mended ones value by value, by PostgreSQL.
 */
@Tag("conformance")
class RealDatabasesConformanceTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.conformance.data", "../../shared/data"));
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, String> TYPES =
      Map.of(
          "int2", "integer",
          "int4", "integer",
          "int8", "integer",
          "year", "integer",
          "numeric", "decimal",
          "float8", "double",
          "bool", "boolean",
          "date", "date",
          "timestamp", "datetime",
          "timestamptz", "datetime");

  @TempDir private static Path servers;
  @TempDir private Path folder;
  private static PostgresServer server;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start(servers.resolve("real"));
    server.ensureDatabase("roles");
    try (Connection connection = server.connect("roles")) {
      // A secret comes from the environment, and this is a variable that is always there.
      new RealDatabase(connection)
          .execute(
              // Sakila's dump belongs to this role.
              "create role postgres; create role weir_test login password '"
                  + System.getenv("PATH").replace("'", "''")
                  + "'");
    }
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void chinook_goes_through_with_all_its_keys() throws Exception {
    check("chinook", 11, 11, List.of(dump("chinook/Chinook_PostgreSql.sql")), "");
  }

  @Test
  void a_damaged_chinook_becomes_what_plain_deletes_make_of_it() throws Exception {
    check(
        "chinook_damaged",
        11,
        11,
        List.of(dump("chinook/Chinook_PostgreSql.sql")),
        """
        delete from artist where artist_id % 10 = 3;
        insert into album select * from album where album_id % 50 = 7;
        insert into genre values (1, 'Rock again');
        update employee set reports_to = 99 where employee_id = 6;
        """);
  }

  @Test
  void sakila_goes_through_with_all_its_keys() throws Exception {
    check("sakila", 15, 22, sakila(), "");
  }

  @Test
  void a_damaged_sakila_becomes_what_plain_deletes_make_of_it() throws Exception {
    check(
        "sakila_damaged",
        15,
        22,
        sakila(),
        """
        delete from country where country_id = 103;
        delete from inventory where inventory_id % 100 = 0;
        insert into actor select * from actor where actor_id in (1, 2, 2, 3);
        update rental set staff_id = 77 where rental_id % 1000 = 5;
        """);
  }

  private static List<String> sakila() throws Exception {
    return List.of(
        dump("sakila/postgres-sakila-schema.sql"),
        dump("sakila/postgres-sakila-insert-data-using-copy.sql"));
  }

  private static String dump(String file) throws Exception {
    return Files.readString(DATA.resolve(file)).replaceAll("(?m)^(DROP|CREATE) DATABASE .*$", "");
  }

  private void check(String name, int tableCount, int references, List<String> dumps, String damage)
      throws Exception {
    server.ensureDatabase(name);
    try (Connection connection = server.connect(name)) {
      RealDatabase database = new RealDatabase(connection);
      for (String dump : dumps) {
        database.load(dump);
      }
      database.execute("set search_path = public");
      List<RealDatabase.Table> tables = database.tables();
      assertEquals(tableCount, tables.size());
      assertEquals(references, tables.stream().mapToInt(t -> t.references().size()).sum());
      database.dropConstraints();
      if (!damage.isEmpty()) {
        database.execute(damage);
      }
      database.execute(
          "alter database %s owner to weir_test; grant select on all tables in schema public to weir_test; grant usage on schema public to weir_test"
              .formatted(name));
      Map<String, Long> before = count(database, tables);
      JsonNode result = publish(name, tables);
      Map<String, Long> deleted = database.clean(tables);
      assertEquals(damage.isEmpty(), deleted.values().stream().allMatch(count -> count == 0));
      Map<String, Long> after = count(database, tables);
      assertEquals(after, prepared(result));
      for (RealDatabase.Table table : tables) {
        assertEquals(
            before.get(table.name()) - after.get(table.name()),
            gone(result, table.name()),
            table.name());
        assertSame(database, name, table);
      }
      System.out.printf(
          "Score: Real data: %s: %d tables, %d foreign keys, %d records, %d dropped as PostgreSQL drops them: equal%n",
          name, tableCount, references, sum(before), sum(deleted));
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Map<String, Long> count(RealDatabase database, List<RealDatabase.Table> tables)
      throws Exception {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (RealDatabase.Table table : tables) {
      counts.put(table.name(), database.number("select count(*) from \"" + table.name() + '"'));
    }
    return counts;
  }

  private static Map<String, Long> prepared(JsonNode result) {
    Map<String, Long> counts = new LinkedHashMap<>();
    result
        .get("tables")
        .forEach(table -> counts.put(table.get("table").asText(), table.get("prepared").asLong()));
    return counts;
  }

  /** Records that keys took from a table, as the report says. */
  private static long gone(JsonNode result, String name) {
    long gone = 0;
    for (JsonNode table : result.get("tables")) {
      if (table.get("table").asText().equals(name)) {
        for (JsonNode source : table.get("sources")) {
          for (JsonNode rule : source.get("rules")) {
            if (rule.get("rule").asText().endsWith("_DROPPED")) {
              gone += rule.get("count").asLong();
            }
          }
        }
      }
    }
    return gone;
  }

  /** Neither table holds a record that the other does not, as often. */
  private static void assertSame(RealDatabase database, String name, RealDatabase.Table table)
      throws Exception {
    String mended =
        table.columns().entrySet().stream()
            .map(c -> text(c.getKey(), c.getValue(), false))
            .collect(Collectors.joining(", "));
    String published =
        table.columns().entrySet().stream()
            .map(c -> text(c.getKey(), c.getValue(), true))
            .collect(Collectors.joining(", "));
    String left = "select %s from public.\"%s\"".formatted(mended, table.name());
    String right = "select %s from \"%s_v1_1_0\".\"%s\"".formatted(published, name, table.name());
    for (String difference :
        List.of(left + " except all " + right, right + " except all " + left)) {
      assertEquals(0, database.number("select count(*) from (" + difference + ") d"), table.name());
    }
  }

  private static String text(String column, String type, boolean published) {
    String quoted = '"' + column + '"';
    return switch (type) {
      case "timestamp" -> published ? "(" + quoted + " at time zone 'UTC')" : quoted;
      case "bpchar" -> "rtrim(" + quoted + "::text)";
      case "numeric", "int2", "int4", "int8", "bool", "date" -> quoted;
      default -> quoted + "::text";
    };
  }

  private JsonNode publish(String name, List<RealDatabase.Table> tables) throws Exception {
    Path module = folder.resolve(name + ".module.jsonld");
    Files.writeString(module, document(name, tables).toPrettyString());
    Path connections = folder.resolve("connections.json");
    Files.writeString(
        connections,
        """
        {"database": {"connector": "postgresql",
          "settings": {"host": "127.0.0.1", "port": "%d", "database": "%s", "user": "weir_test"},
          "secrets": {"password": {"env": "PATH"}}}}
        """
            .formatted(server.port(), name));
    Spoken spoken =
        Spoken.by(
            "run",
            module.toString(),
            "--connections",
            connections.toString(),
            "--upload",
            "--json");
    assertEquals(0, spoken.code(), spoken.out() + spoken.err());
    JsonNode result = MAPPER.readTree(spoken.out());
    assertTrue(result.get("ok").asBoolean());
    return result;
  }

  private static ObjectNode document(String name, List<RealDatabase.Table> tables) {
    ObjectNode module = MAPPER.createObjectNode();
    module.put("@context", "https://w3id.org/weir/v1").put("type", "DataModule");
    module.put("id", "https://example.org/" + name + "/").put("name", name);
    module.put("version", "1.0.0");
    ArrayNode all = module.putArray("tables");
    for (RealDatabase.Table table : tables) {
      ObjectNode node = all.addObject().put("url", table.name());
      node.putArray("collect")
          .addObject()
          .put("source", "source")
          .put("connection", "database")
          .put("table", "public." + table.name());
      ObjectNode schema = node.putObject("tableSchema");
      table.key().ifPresent(key -> schema.put("primaryKey", key).put("onKeyConflict", "drop-all"));
      ArrayNode columns = schema.putArray("columns");
      table
          .columns()
          .forEach((column, type) -> {
            ObjectNode described = columns.addObject().put("name", column);
            described.put("datatype", TYPES.getOrDefault(type, "string"));
            if (!TYPES.containsKey(type)) {
              described.putArray("null");
            }
            if (table.references().containsKey(column)) {
              described.put("references", table.references().get(column).replace('.', '/'));
            }
          });
    }
    module.putObject("upload").put("connection", "database").put("protocol", "rewrite");
    return module;
  }
}
