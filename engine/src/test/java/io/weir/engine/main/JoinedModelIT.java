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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** k-anonymity of patients over their own columns and the postcodes of their addresses. */
class JoinedModelIT {
  private static final int K = 5;
  private static final String JOINED =
      ", \"joined\": [ { \"column\": \"addresses/postcode\", \"by\": \"addresses/patient_id\" } ]";
  private static final String MODULE =
      """
      { "@context": "https://w3id.org/weir/v1", "id": "https://example.org/%1$s/",
        "type": "DataModule", "name": "%1$s", "version": "1.0.0",
        "tables": [
          { "url": "patients",
            "collect": [ { "source": "his", "file": "patients.csv" } ],
            "privacyModel": { "k": 5, "maxSuppressed": 0.1%2$s },
            "tableSchema": { "primaryKey": "patient_id", "onKeyConflict": "source-priority",
              "columns": [
                { "name": "patient_id",
                  "anonymize": { "method": "pseudonymize", "secret": "patients" } },
                { "name": "age", "datatype": "integer", "role": "quasi-identifying",
                  "anonymize": { "method": "generalize",
                    "hierarchy": { "intervals": { "origin": 0, "widths": [5, 10, 20, 40] } } } },
                { "name": "sex", "role": "quasi-identifying" } ] } },
          { "url": "addresses",
            "collect": [ { "source": "his", "file": "addresses.csv" } ],
            "tableSchema": { "columns": [
                { "name": "patient_id", "references": "patients/patient_id" },
                { "name": "postcode", "role": "quasi-identifying",
                  "anonymize": { "method": "generalize", "level": 3,
                    "hierarchy": { "redact": { "from": "right" } } } } ] } } ],
        "upload": { "connection": "warehouse", "protocol": "rewrite" } }
      """;

  /** How many patients share all that is published of them, at least. */
  private static final String SMALLEST =
      """
      select min(n) from (select count(*) n from (
        select age, sex, (select string_agg(postcode, ',' order by postcode) from %1$s.addresses a
          where a.patient_id = p.patient_id) homes from %1$s.patients p) one
        group by age, sex, homes) classes
      """;

  @TempDir private Path folder;

  @Test
  void nobody_is_told_from_fewer_than_k_by_what_two_tables_say_together() throws Exception {
    write();
    assertEquals(0, Spoken.by("secrets", "create", "patients", "--data", data()).code());
    try (PostgresServer target = PostgresServer.start(folder.resolve("target"))) {
      open(target);
      String joined = published("joined", JOINED);
      String alone = published("alone", "");
      try (Connection connection = target.connect("warehouse");
          Statement statement = connection.createStatement()) {
        assertTrue(number(statement, SMALLEST.formatted("joined_v1_1_0")) >= K);
        assertTrue(number(statement, "select count(*) from joined_v1_1_0.patients") >= 540);
        assertEquals(
            0,
            number(
                statement,
                "select count(*) from joined_v1_1_0.addresses where patient_id not in"
                    + " (select patient_id from joined_v1_1_0.patients)"));
        assertTrue(number(statement, "select count(distinct age) from joined_v1_1_0.patients") > 1);
        assertTrue(number(statement, SMALLEST.formatted("alone_v1_1_0")) < K);
      }
      onlyItsOwnColumnsAreTold(joined);
      levelsFoundWithoutAreRefusedWith(alone);
    }
  }

  private void onlyItsOwnColumnsAreTold(String run) throws IOException {
    Spoken told = Spoken.by("runs", "solution", run, "--data", data(), "--json");
    assertEquals(0, told.code(), told.out() + told.err());
    JsonNode solution = new ObjectMapper().readTree(told.out()).at("/solutions/0");
    assertEquals(2, solution.get("columns").size(), solution::toString);
    solution.get("nodes").forEach(node -> assertEquals(2, node.get("levels").size()));
    assertFalse(told.out().contains("addresses"), told.out());
  }

  private void levelsFoundWithoutAreRefusedWith(String run) throws IOException {
    Path saved = folder.resolve("saved.json");
    Spoken kept = Spoken.by("runs", "solution", run, "--data", data(), "--save", saved.toString());
    assertEquals(0, kept.code(), kept.out() + kept.err());
    Spoken refused =
        Spoken.by(
            "run",
            "--data",
            data(),
            "--anonymization-rules",
            saved.toString(),
            module("joined", JOINED).toString());
    assertEquals(1, refused.code(), refused.out());
    assertTrue(refused.err().contains("WEIR-6006"), refused.err());
    assertTrue(refused.err().contains("addresses/postcode"), refused.err());
  }

  private String published(String name, String joined) throws IOException {
    Spoken run =
        Spoken.by(
            "run",
            "--json",
            "--data",
            data(),
            "--connections",
            folder.resolve("connections.json").toString(),
            "--upload",
            module(name, joined).toString());
    assertEquals(0, run.code(), run.out() + run.err());
    return new ObjectMapper().readTree(run.out()).get("run").asText();
  }

  private Path module(String name, String joined) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".module.jsonld"), MODULE.formatted(name, joined));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void open(PostgresServer target) throws SQLException, IOException {
    target.ensureDatabase("warehouse");
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

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      assertTrue(row.next());
      return row.getLong(1);
    }
  }

  private void write() throws IOException {
    Random random = new Random(11);
    StringBuilder patients = new StringBuilder("patient_id,age,sex\n");
    StringBuilder addresses = new StringBuilder("patient_id,postcode\n");
    for (int i = 0; i < 600; i++) {
      patients.append(
          "P%03d,%d,%s\n".formatted(i, 18 + random.nextInt(70), random.nextBoolean() ? "f" : "m"));
      for (int home = random.nextInt(3); home > 0; home--) {
        addresses.append("P%03d,%d%03d\n".formatted(i, 1 + random.nextInt(3), random.nextInt(999)));
      }
    }
    Files.writeString(folder.resolve("patients.csv"), patients);
    Files.writeString(folder.resolve("addresses.csv"), addresses);
  }
}
