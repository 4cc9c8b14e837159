package io.weir.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.oracle.Finished;
import io.weir.engine.vocabulary.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feature 1, Table Handling, sentence by sentence. */
class Feature1TablesTest {
  @RegisterExtension static final Weir WEIR = new Weir();

  @Test
  void the_service_should_be_able_to_work_with_tables() {
    Finished run =
        WEIR.run(
            Weir.module(
                Weir.table("people", "{\"name\": \"name\"}"),
                Weir.table("wards", "{\"name\": \"ward\"}, {\"name\": \"floor\"}")),
            Map.of("people.csv", "name\nAnn\nBob\n", "wards.csv", "ward,floor\nA,1\n"));
    assertEquals(List.of(List.of("Ann"), List.of("Bob")), run.rows("people"));
    assertEquals(List.of(List.of("A", "1")), run.rows("wards"));
  }

  @Test
  void columns_correspond_to_names_for_a_particular_class_of_values() {
    // By its name, not its place, a value is matched to a column.
    Finished run =
        WEIR.run(
            Weir.module(Weir.table("people", "{\"name\": \"name\"}, {\"name\": \"ward\"}")),
            Map.of("people.csv", "ward,name\nA,Ann\n"));
    assertEquals(List.of(List.of("Ann", "A")), run.rows("people"));
  }

  @Test
  void columns_have_a_data_type_provided() {
    String columns =
        "{\"name\": \"born\", \"datatype\": \"date\"}, {\"name\": \"height\", \"datatype\":"
            + " \"integer\"}";
    Finished run =
        WEIR.run(
            Weir.module(Weir.table("people", columns)),
            Map.of("people.csv", "born,height\n1987-05-21,+0172\n"));
    assertEquals(List.of(List.of("1987-05-21", "172")), run.rows("people"));
    Finished wrong =
        WEIR.run(
            Weir.module(Weir.table("people", columns)),
            Map.of("people.csv", "born,height\n1987-05-21,tall\n"));
    assertEquals(ErrorCode.TYPE_VIOLATION, wrong.problem().code());
    assertEquals("height", wrong.problem().where().get("column"));
  }

  @Test
  void records_are_collections_of_possibly_empty_values_matched_to_columns() {
    Finished run =
        WEIR.run(
            Weir.module(
                Weir.table(
                    "people",
                    "{\"name\": \"name\"}, {\"name\": \"age\", \"datatype\": \"integer\"}")),
            Map.of("people.csv", "name,age\nAnn,\n,7\n,\n"));
    assertEquals(
        List.of(Arrays.asList("Ann", null), Arrays.asList(null, "7"), Arrays.asList(null, null)),
        run.rows("people"));
  }

  @Test
  void a_column_is_always_mapped_to_a_table() {
    List<String> problems =
        WEIR.problems(
            Weir.module(
                Weir.table("people", "{\"name\": \"name\"}, {\"name\": \"name\"}"),
                Weir.table("wards", "")));
    assertEquals(2, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains("\"people\""), problems::toString);
    assertTrue(problems.get(1).contains("\"wards\""), problems::toString);
  }

  @Test
  void columns_with_the_same_name_in_different_tables_are_always_considered_different_columns() {
    Finished run =
        WEIR.run(
            Weir.module(
                Weir.table("people", "{\"name\": \"id\", \"onEmpty\": \"drop\"}"),
                Weir.table(
                    "wards",
                    "{\"name\": \"id\", \"datatype\": \"integer\", \"onEmpty\": \"replace\","
                        + " \"default\": 9}")),
            Map.of("people.csv", "id\nx\n\"\"\n", "wards.csv", "id\n01\n\"\"\n"));
    assertEquals(List.of(List.of("x")), run.rows("people"));
    assertEquals(List.of(List.of("1"), List.of("9")), run.rows("wards"));
    assertEquals(
        Set.of("people", "wards"),
        Set.copyOf(run.plan().tables().stream().map(table -> table.name()).toList()));
  }
}
