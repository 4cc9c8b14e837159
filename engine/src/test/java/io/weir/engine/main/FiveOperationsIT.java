package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.storage.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All five operations, and pseudonyms, on one module of five tables in one run: what is published
 * is looked at in the target, by SQL.
 */
class FiveOperationsIT {
  private static final int PATIENTS = 600;
  private static final List<String> DIAGNOSES =
      List.of("flu", "cold", "asthma", "gout", "angina", "covid");

  @TempDir private Path folder;

  private final Random random = new Random(7);
  private final Map<Integer, LocalDate> visited = new HashMap<>();
  private final Map<Integer, Integer> patientOf = new HashMap<>();
  private final Map<String, Integer> results = new TreeMap<>();
  private final List<Integer> salaries = new ArrayList<>();

  @Test
  void what_is_published_keeps_every_promise_and_every_key() throws Exception {
    write();
    Path document = folder.resolve("hospital.module.jsonld");
    String data = folder.resolve(".weir").toString();
    try (PostgresServer target = PostgresServer.start(folder.resolve("target"))) {
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
      assertEquals(0, Spoken.by("secrets", "create", "patients", "--data", data).code());
      Spoken published =
          Spoken.by(
              "run",
              document.toString(),
              "--connections",
              folder.resolve("connections.json").toString(),
              "--upload");
      assertEquals(0, published.code(), published.out() + published.err());
      assertTrue(published.out().contains("How likely a person is found"), published.out());
      try (Connection connection = target.connect("warehouse");
          Statement statement = connection.createStatement()) {
        statement.execute("set search_path to hospital_v2_0_0");
        check(statement);
      }
    }
  }

  private void check(Statement statement) throws SQLException {
    long patients = number(statement, "select count(*) from patients");
    assertTrue(patients >= PATIENTS * 0.9 && patients <= PATIENTS, () -> patients + " patients");
    assertTrue(
        number(
                statement,
                "select min(n) from (select count(*) n from patients group by age, sex, postcode) c")
            >= 5);
    assertTrue(
        number(
                statement,
                "select min(n) from (select count(distinct diagnosis) n from patients"
                    + " group by age, sex, postcode) c")
            >= 2);
    assertEquals(
        0,
        number(
            statement,
            "select count(*) from information_schema.columns"
                + " where table_schema = 'hospital_v2_0_0' and column_name = 'full_name'"));
    assertEquals(
        0,
        number(
            statement,
            "select count(*) from patients where patient_id like 'P%' and"
                + " length(patient_id) = 5"));
    assertEquals(
        0,
        number(
            statement,
            "select count(*) from visits where patient_id not in (select patient_id from patients)"));
    assertEquals(
        0,
        number(
            statement,
            "select count(*) from bills where visit_id not in (select visit_id from visits)"));
    assertTrue(number(statement, "select count(*) from bills") > 0);
    movedTogether(statement);
    assertEquals(
        salaries.stream().mapToLong(Integer::longValue).sum(),
        number(statement, "select sum(salary) from doctors"));
    anatomized(statement);
  }

  /** All visits of a patient are moved by the same days, and not all patients by the same. */
  private void movedTogether(Statement statement) throws SQLException {
    Map<Integer, Long> shifts = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("select visit_id, visited from visits")) {
      while (rows.next()) {
        int visit = rows.getInt(1);
        long shift =
            rows.getObject(2, LocalDate.class).toEpochDay() - visited.get(visit).toEpochDay();
        assertTrue(Math.abs(shift) <= 30);
        Long other = shifts.putIfAbsent(patientOf.get(visit), shift);
        assertTrue(other == null || other == shift);
      }
    }
    assertNotEquals(1, shifts.values().stream().distinct().count());
  }

  private void anatomized(Statement statement) throws SQLException {
    assertEquals(PATIENTS, number(statement, "select count(*) from tests"));
    assertEquals(PATIENTS, number(statement, "select sum(count) from tests_sensitive"));
    assertEquals(
        0,
        number(
            statement,
            "select count(*) from information_schema.columns where table_schema = 'hospital_v2_0_0'"
                + " and table_name = 'tests' and column_name = 'result'"));
    assertTrue(
        number(
                statement,
                "select min(n) from (select count(distinct result) n from tests_sensitive"
                    + " group by group_id) c")
            >= 3);
    assertEquals(
        0,
        number(
            statement,
            "select count(*) from (select group_id, count(*) n from tests group by group_id) q"
                + " full join (select group_id, sum(count) n from tests_sensitive group by group_id) s"
                + " using (group_id) where q.n is distinct from s.n"));
    Map<String, Integer> published = new TreeMap<>();
    try (ResultSet rows =
        statement.executeQuery("select result, sum(count) from tests_sensitive group by result")) {
      while (rows.next()) {
        published.put(rows.getString(1), rows.getInt(2));
      }
    }
    assertEquals(results, published);
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      assertTrue(row.next());
      long number = row.getLong(1);
      assertFalse(row.next());
      return number;
    }
  }

  private void write() throws IOException {
    StringBuilder patients =
        new StringBuilder("patient_id,full_name,age,sex,postcode,diagnosis,income\n");
    StringBuilder tests = new StringBuilder("test_id,region,result\n");
    for (int i = 0; i < PATIENTS; i++) {
      String diagnosis = DIAGNOSES.get(random.nextInt(DIAGNOSES.size()));
      patients.append(
          "P%04d,Name %d,%d,%s,1%d%02d0,%s,%d\n"
              .formatted(
                  i,
                  i,
                  18 + random.nextInt(70),
                  random.nextBoolean() ? "f" : "m",
                  random.nextInt(4),
                  random.nextInt(100),
                  diagnosis,
                  1_000 + random.nextInt(8_000)));
      String result = DIAGNOSES.get(random.nextInt(DIAGNOSES.size()));
      results.merge(result, 1, Integer::sum);
      tests.append("%d,%s,%s\n".formatted(i, "nesw".charAt(random.nextInt(4)), result));
    }
    StringBuilder visits = new StringBuilder("visit_id,patient_id,visited\n");
    for (int i = 0; i < 2 * PATIENTS; i++) {
      int patient = random.nextInt(PATIENTS);
      LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(366));
      visited.put(i, day);
      patientOf.put(i, patient);
      visits.append("%d,P%04d,%s\n".formatted(i, patient, day));
    }
    StringBuilder bills = new StringBuilder("bill_id,visit_id,amount\n");
    for (int i = 0; i < PATIENTS; i++) {
      bills.append("%d,%d,%d.50\n".formatted(i, random.nextInt(2 * PATIENTS), random.nextInt(500)));
    }
    StringBuilder doctors = new StringBuilder("doctor_id,salary\n");
    for (int i = 0; i < 50; i++) {
      salaries.add(3_000 + random.nextInt(9_000));
      doctors.append("%d,%d\n".formatted(i, salaries.getLast()));
    }
    Files.writeString(folder.resolve("patients.csv"), patients);
    Files.writeString(folder.resolve("visits.csv"), visits);
    Files.writeString(folder.resolve("bills.csv"), bills);
    Files.writeString(folder.resolve("doctors.csv"), doctors);
    Files.writeString(folder.resolve("tests.csv"), tests);
    Files.writeString(folder.resolve("hospital.module.jsonld"), MODULE);
  }

  private static final String MODULE =
      """
      { "@context": "https://w3id.org/weir/v1", "id": "https://example.org/hospital/",
        "type": "DataModule", "name": "hospital", "version": "1.0.0",
        "tables": [
          { "url": "patients",
            "collect": [ { "source": "his", "file": "patients.csv" } ],
            "privacyModel": { "k": 5, "maxSuppressed": 0.1,
              "diversity": [ { "column": "diagnosis", "model": "distinct", "l": 2 } ] },
            "tableSchema": { "primaryKey": "patient_id", "onKeyConflict": "source-priority",
              "columns": [
                { "name": "patient_id",
                  "anonymize": { "method": "pseudonymize", "secret": "patients" } },
                { "name": "full_name", "role": "identifying",
                  "anonymize": { "method": "drop-column" } },
                { "name": "age", "datatype": "integer", "role": "quasi-identifying",
                  "anonymize": { "method": "generalize",
                    "hierarchy": { "intervals": { "origin": 0, "widths": [5, 10, 20, 40] } } } },
                { "name": "sex", "role": "quasi-identifying" },
                { "name": "postcode", "role": "quasi-identifying",
                  "anonymize": { "method": "generalize",
                    "hierarchy": { "redact": { "from": "right" } } } },
                { "name": "diagnosis", "role": "sensitive" },
                { "name": "income", "datatype": "integer", "role": "sensitive",
                  "anonymize": { "method": "add-noise", "distribution": "laplace", "scale": 100 } } ] } },
          { "url": "visits",
            "collect": [ { "source": "his", "file": "visits.csv" } ],
            "tableSchema": { "primaryKey": "visit_id", "onKeyConflict": "drop-all",
              "columns": [
                { "name": "visit_id", "datatype": "integer" },
                { "name": "patient_id", "references": "patients/patient_id" },
                { "name": "visited", "datatype": "date",
                  "anonymize": { "method": "shift-date", "days": 30, "per": "patient_id" } } ] } },
          { "url": "bills",
            "collect": [ { "source": "his", "file": "bills.csv" } ],
            "anonymization": [ { "method": "rank-swap", "columns": ["amount"], "percent": 5 } ],
            "tableSchema": { "primaryKey": "bill_id", "onKeyConflict": "drop-all",
              "columns": [
                { "name": "bill_id", "datatype": "integer" },
                { "name": "visit_id", "datatype": "integer", "references": "visits/visit_id" },
                { "name": "amount", "datatype": "decimal" } ] } },
          { "url": "doctors",
            "collect": [ { "source": "hr", "file": "doctors.csv" } ],
            "anonymization": [ { "method": "permute", "columns": ["salary"] } ],
            "tableSchema": { "primaryKey": "doctor_id", "onKeyConflict": "drop-all",
              "columns": [
                { "name": "doctor_id", "datatype": "integer" },
                { "name": "salary", "datatype": "integer" } ] } },
          { "url": "tests",
            "collect": [ { "source": "lab", "file": "tests.csv" } ],
            "anonymization": [ { "method": "anatomize", "sensitive": "result", "l": 3 } ],
            "tableSchema": {
              "columns": [
                { "name": "test_id", "datatype": "integer" },
                { "name": "region", "role": "quasi-identifying" },
                { "name": "result", "role": "sensitive" } ] } } ],
        "upload": { "connection": "warehouse", "protocol": "rewrite", "bump": "major" } }
      """;
}
