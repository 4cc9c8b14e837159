package io.weir.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.oracle.Finished;
import io.weir.spi.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feature 2, Data Modules Management, clause by clause. */
class Feature2DataModulesTest {
  @RegisterExtension static final Weir WEIR = new Weir();

  private static final String DOCUMENT =
      """
      {"@context": "https://w3id.org/weir/v1", "id": "https://data.example.org/clinic/",
       "type": "DataModule", "name": "clinic", "version": "2.7.1-rc.1",
       "description": "Patients of two hospitals", "keywords": ["health"],
       "license": "https://example.org/license", "creator": "The clinic",
       "tables": [{"url": "people", "titles": "Patients",
         "collect": [{"source": "hospital", "file": "a.csv"},
                     {"source": "registry", "file": "b.ndjson"}],
         "tableSchema": {"columns": [
           {"name": "name", "description": "As in the passport"},
           {"name": "born", "datatype": "date"}]}}]}
      """;

  @Test
  void data_modules_contain_metadata() {
    Plan plan = WEIR.plan(DOCUMENT);
    assertEquals("https://data.example.org/clinic/", plan.id());
    assertEquals("clinic", plan.module());
    assertEquals(
        List.of(ValueType.STRING, ValueType.DATE),
        plan.table("people").columns().stream().map(column -> column.type()).toList());
    List<String> problems =
        WEIR.problems(DOCUMENT.replace("\"datatype\": \"date\"", "\"type\": 1"));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains("\"born\""), problems::toString);
  }

  @Test
  void data_modules_contain_the_data_collection_protocol() {
    assertEquals(
        List.of("hospital", "registry"),
        WEIR.plan(DOCUMENT).table("people").sources().stream().map(SourcePlan::name).toList());
    Finished run =
        WEIR.run(
            DOCUMENT,
            Map.of(
                "a.csv", "name,born\nAnn,1987-05-21\n",
                "b.ndjson", "{\"born\": \"1990-01-01\", \"name\": \"Bob\"}\n"));
    assertEquals(
        List.of(List.of("Ann", "1987-05-21"), List.of("Bob", "1990-01-01")), run.rows("people"));
  }

  @Test
  void data_modules_contain_the_version_of_the_module() {
    assertEquals("2.7.1-rc.1", WEIR.plan(DOCUMENT).version());
    assertEquals(1, WEIR.problems(DOCUMENT.replace("\"version\": \"2.7.1-rc.1\",", "")).size());
    assertEquals(1, WEIR.problems(DOCUMENT.replace("2.7.1-rc.1", "newest")).size());
  }
}
