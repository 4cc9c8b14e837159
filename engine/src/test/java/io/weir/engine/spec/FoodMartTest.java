package io.weir.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.oracle.Finished;
import io.weir.engine.oracle.InProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Foreign keys on third-party data: employees who are led by employees, and what they were paid.
 */
class FoodMartTest {
  @TempDir private Path folder;

  private Finished run(String supervisor) throws IOException {
    for (String name : List.of("employee", "salary")) {
      try (InputStream in = FoodMartTest.class.getResourceAsStream("/" + name + ".json")) {
        Files.copy(in, folder.resolve(name + ".ndjson"));
      }
    }
    String document =
        Weir.module(
            """
            {"url": "salary", "collect": [{"source": "hr", "file": "salary.ndjson"}],
             "tableSchema": {"columns": [
               {"name": "employee_id", "datatype": "integer", "references": "employee/employee_id"},
               {"name": "pay_date", "datatype": "datetime"},
               {"name": "salary_paid", "datatype": "decimal"}]}}
            """,
            """
            {"url": "employee", "collect": [{"source": "hr", "file": "employee.ndjson"}],
             "tableSchema": {"primaryKey": "employee_id", "onKeyConflict": "source-priority",
              "columns": [
               {"name": "employee_id", "datatype": "integer"},
               {"name": "supervisor_id", "datatype": "integer",
                "references": "employee/employee_id"%s}]}}
            """
                .formatted(supervisor));
    try (InProcess weir = new InProcess()) {
      return weir.run(document, folder, Limits.standard());
    }
  }

  @Test
  void one_bad_root_takes_all_employees_along_and_then_all_salaries() throws IOException {
    Finished run = run("");
    assertEquals(List.of(1L, 7L, 30L, 24L, 84L, 505L, 504L), run.orphans("employee"));
    assertEquals(List.of(), run.rows("employee"));
    assertEquals(0, run.orphans("salary").getFirst());
    assertEquals(8, run.orphans("salary").size());
    assertEquals(21_252, run.count("salary", "employee_id", Rule.ORPHAN_DROPPED));
    assertEquals(List.of(), run.rows("salary"));
  }

  @Test
  void nothing_goes_once_the_root_is_led_by_nobody() throws IOException {
    Finished run = run(", \"null\": \"0\"");
    assertEquals(List.of(), run.orphans("employee"));
    assertEquals(List.of(), run.orphans("salary"));
    assertEquals(1_155, run.rows("employee").size());
    assertEquals(21_252, run.rows("salary").size());
  }
}
