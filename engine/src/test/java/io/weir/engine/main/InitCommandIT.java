package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.storage.embedded.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code weir init} proposes is run as it is, and keeps every record. */
class InitCommandIT {
  @TempDir private Path folder;

  @Test
  void what_is_proposed_for_files_yields_all_their_records() throws Exception {
    Files.writeString(
        folder.resolve("patients.csv"),
        "patient_id;full name;birth_date;weight;note;note\n"
            + "1;Ada;1961-04-12;61.5;a;b\n2;'Ben; jr';NA;;x;y\n3;Cleo;1990-02-28;NA;;\n");
    Files.writeString(folder.resolve("plain.csv"), "2026-01-01,007,x\n2026-01-02,008,\n");
    Files.writeString(
        folder.resolve("visits.json"),
        "[{\"visit\": 1, \"patient_id\": 1, \"at\": \"2026-03-02 10:40\", \"d\": {\"a\": [1]}},\n"
            + " {\"visit\": 2, \"patient_id\": 3, \"size\": 1e3, \"d\": \"x\"}]");
    Files.writeString(folder.resolve("empty.ndjson"), "{\"a\": null}\n");
    Path document = folder.resolve("all.module.jsonld");
    Spoken init =
        Spoken.by(
            "init",
            "-o",
            document.toString(),
            folder.resolve("patients.csv").toString(),
            folder.resolve("plain.csv").toString(),
            folder.resolve("visits.json").toString(),
            folder.resolve("empty.ndjson").toString());
    assertEquals(0, init.code(), init.err());

    Spoken run = Spoken.by("run", "--json", document.toString());
    assertEquals(0, run.code(), run.out() + run.err() + Files.readString(document));
    JsonNode tables = new ObjectMapper().readTree(run.out()).get("tables");
    assertEquals(4, tables.size());
    assertEquals(3, prepared(tables, "patients"));
    assertEquals(2, prepared(tables, "plain"));
    assertEquals(2, prepared(tables, "visits"));
    assertEquals(1, prepared(tables, "empty"));
  }

  @Test
  void what_is_proposed_for_a_database_yields_all_its_records() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder.resolve("server"))) {
      server.ensureDatabase("shop");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        // A secret comes from the environment, and this is a variable that is always there.
        statement.execute(
            "create role reader login password '" + System.getenv("PATH").replace("'", "''") + "'");
        statement.execute(
            """
            create schema sales;
            create table sales.customer (id int primary key, email text, born date, photo bytea);
            create table sales."order" (
              number bigint primary key, customer int references sales.customer, paid boolean,
              amount numeric(9, 2), share double precision, at timestamptz, lines jsonb, code uuid);
            insert into sales.customer values (1, 'a@example.org', '1970-01-01', '\\x00');
            insert into sales.customer values (2);
            insert into sales."order" values
              (1, 1, true, 9.90, 0.1, now(), '[{"a": 1}]', gen_random_uuid());
            insert into sales."order" values (2);
            insert into sales."order" values (3, 2);
            grant usage on schema sales to reader;
            grant select on all tables in schema sales to reader;
            """);
      }
      Path connections = folder.resolve("connections.json");
      Files.writeString(
          connections,
          """
          {"shop-db": {"connector": "postgresql",
            "settings": {"host": "127.0.0.1", "port": "%d", "database": "shop", "user": "reader"},
            "secrets": {"password": {"env": "PATH"}}}}
          """
              .formatted(server.port()));
      Path document = folder.resolve("shop.module.jsonld");
      Spoken init =
          Spoken.by(
              "init",
              "--connections",
              connections.toString(),
              "--connection",
              "shop-db",
              "-o",
              document.toString());
      assertEquals(0, init.code(), init.err());
      assertTrue(
          init.err().contains("sales_order.customer  refers to sales_customer/id"), init.err());
      assertTrue(init.err().contains("sales_customer.email  pd:EmailAddress"), init.err());
      Spoken unknown =
          Spoken.by(
              "init",
              "--connections",
              connections.toString(),
              "--connection",
              "shop-db",
              "--table",
              "x");
      assertEquals(1, unknown.code());
      assertTrue(unknown.err().contains("sales.customer"), unknown.err());

      Spoken run =
          Spoken.by("run", "--json", "--connections", connections.toString(), document.toString());
      assertEquals(0, run.code(), run.out() + run.err() + Files.readString(document));
      JsonNode tables = new ObjectMapper().readTree(run.out()).get("tables");
      assertEquals(2, prepared(tables, "sales_customer"));
      assertEquals(3, prepared(tables, "sales_order"));
    }
  }

  private static long prepared(JsonNode tables, String table) {
    for (JsonNode found : tables) {
      if (found.get("table").asText().equals(table)) {
        return found.get("prepared").asLong();
      }
    }
    throw new AssertionError("no table " + table + " in " + tables);
  }
}
