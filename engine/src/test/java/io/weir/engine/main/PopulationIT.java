package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.storage.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study whose model promises something of the register that its records are drawn from: levels
 * are found for both tables in one run, and what is published is counted in the target, by SQL.
 */
class PopulationIT {
  private static final int STUDY = 150;
  private static final int REGISTER = 2_000;

  private static final String MODULE =
      """
      { "@context": "https://w3id.org/weir/v1", "id": "urn:example:%1$s", "type": "DataModule",
        "name": "%1$s", "version": "1.0.0",
        "tables": [
          { "url": "register", "collect": [ { "source": "office", "file": "register.csv" } ],
            "tableSchema": { "columns": [
              { "name": "age", "datatype": "integer", "anonymize": %2$s },
              { "name": "postcode", "anonymize": %3$s },
              { "name": "sex" } ] } },
          { "url": "study", "collect": [ { "source": "his", "file": "study.csv" } ],
            "privacyModel": { "population": %4$s, "search": "%5$s", "maxSuppressed": 0.1 },
            "tableSchema": { "columns": [
              { "name": "age", "datatype": "integer", "role": "quasi-identifying", "anonymize": %2$s },
              { "name": "postcode", "role": "quasi-identifying", "anonymize": %3$s },
              { "name": "sex", "role": "quasi-identifying" },
              { "name": "diagnosis", "role": "sensitive" } ] } } ],
        "upload": { "connection": "warehouse", "protocol": "rewrite", "bump": "major" } }
      """;

  private static final String AGES =
      "{ \"method\": \"generalize\", \"hierarchy\":"
          + " { \"intervals\": { \"origin\": 0, \"widths\": [5, 10, 20, 40] } } }";
  private static final String POSTCODES =
      "{ \"method\": \"generalize\", \"hierarchy\":"
          + " { \"redact\": { \"from\": \"right\", \"levels\": 4, \"token\": \"*\" } } }";

  @TempDir private Path folder;

  @Test
  void every_class_that_is_published_fits_as_many_of_the_register_as_promised() throws Exception {
    write();
    try (PostgresServer target = PostgresServer.start(folder.resolve("target"))) {
      target.ensureDatabase("warehouse");
      connect(target);
      try (Connection connection = target.connect("warehouse");
          Statement statement = connection.createStatement()) {
        String kMap = "{ \"table\": \"register\", \"kMap\": 12 }";
        String presence = "{ \"table\": \"register\", \"kMap\": 12, \"presence\": [0, 0.25] }";
        published("one", presence, "optimal");
        count(statement, "one");
        assertEquals(0, number(statement, "select count(*) from study where age ~ '^[0-9]+$'"));
        shares(statement);
        published("two", presence, "mondrian");
        count(statement, "two");
        shares(statement);
        published("three", kMap, "local");
        count(statement, "three");
      }
    }
  }

  private void published(String name, String population, String search) throws IOException {
    Path document = folder.resolve(name + ".module.jsonld");
    Files.writeString(document, MODULE.formatted(name, AGES, POSTCODES, population, search));
    Spoken run =
        Spoken.by(
            "run",
            document.toString(),
            "--data",
            folder.resolve("data-" + name).toString(),
            "--connections",
            folder.resolve("connections.json").toString(),
            "--upload");
    assertEquals(0, run.code(), run.out() + run.err());
    assertTrue(run.out().contains("How likely a person is found"), run.out());
  }

  private static void count(Statement statement, String name) throws SQLException {
    statement.execute("set search_path to " + name + "_v2_0_0");
    assertTrue(number(statement, "select count(*) from study") >= STUDY * 0.9);
    assertEquals(REGISTER, number(statement, "select count(*) from register"));
    assertTrue(
        number(statement, "select count(*) from (select distinct age, postcode, sex from study) c")
            > 3);
    long least =
        number(
            statement,
            "select min((select count(*) from register r where r.age = s.age"
                + " and r.postcode = s.postcode and r.sex = s.sex)) from study s");
    assertTrue(least >= 12, () -> least + " of the register fit a class");
  }

  private static void shares(Statement statement) throws SQLException {
    assertEquals(
        0,
        number(
            statement,
            "select count(*) from (select age, postcode, sex, count(*) n from study"
                + " group by age, postcode, sex) s where 4 * n > (select count(*) from register r"
                + " where r.age = s.age and r.postcode = s.postcode and r.sex = s.sex)"));
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      assertTrue(row.next());
      return row.getLong(1);
    }
  }

  private void connect(PostgresServer target) throws SQLException, IOException {
    try (Connection connection = target.connect("warehouse");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create role publisher login password '"
              + System.getenv("PATH").replace("'", "''")
              + "'");
      statement.execute("alter database warehouse owner to publisher");
    }
    Files.writeString(
        folder.resolve("connections.json"),
        """
        {"warehouse": {"connector": "postgresql",
          "settings": {"host": "127.0.0.1", "port": "%d", "database": "warehouse", "user": "publisher"},
          "secrets": {"password": {"env": "PATH"}}}}
        """
            .formatted(target.port()));
  }

  private void write() throws IOException {
    Random random = new Random(20_261_123);
    List<String> register = new ArrayList<>(List.of("age,postcode,sex"));
    List<String> study = new ArrayList<>(List.of("age,postcode,sex,diagnosis"));
    for (int i = 0; i < REGISTER; i++) {
      String person =
          "%d,1%d%02d,%s"
              .formatted(
                  18 + random.nextInt(70),
                  random.nextInt(5),
                  random.nextInt(100),
                  random.nextBoolean() ? "f" : "m");
      register.add(person);
      if (i < STUDY) {
        study.add(person + "," + List.of("flu", "gout", "cold").get(random.nextInt(3)));
      }
    }
    Files.write(folder.resolve("register.csv"), register);
    Files.write(folder.resolve("study.csv"), study);
  }
}
