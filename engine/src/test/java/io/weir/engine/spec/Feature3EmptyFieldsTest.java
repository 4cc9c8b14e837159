package io.weir.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.oracle.Finished;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feature 3, Empty Field Processing, clause by clause. */
class Feature3EmptyFieldsTest {
  @RegisterExtension static final Weir WEIR = new Weir();

  private static Finished people(String sex) {
    return WEIR.run(
        Weir.module(Weir.table("people", "{\"name\": \"name\"}, {\"name\": \"sex\"" + sex + "}")),
        Map.of("people.csv", "name,sex\nAnn,f\nBob,\nCy,?\n"));
  }

  @Test
  void the_metadata_contains_the_names_of_tables_and_columns_that_will_be_taken() {
    Finished run =
        WEIR.run(
            Weir.module(Weir.table("people", "{\"name\": \"name\"}")),
            Map.of("people.csv", "name,secret\nAnn,x\n", "others.csv", "name\nEve\n"));
    assertEquals(List.of(List.of("Ann")), run.rows("people"));
    assertEquals(1, run.count("people", "", Rule.EXTRA_FIELD_IGNORED));
    assertEquals(List.of("people"), run.plan().tables().stream().map(it -> it.name()).toList());
  }

  @Test
  void the_strategy_for_empty_fields_is_provided_in_the_column_description() {
    Finished run =
        WEIR.run(
            Weir.module(
                Weir.table(
                    "people", "{\"name\": \"name\", \"onEmpty\": \"drop\"}, {\"name\": \"sex\"}")),
            Map.of("people.csv", "name,sex\n,f\nBob,\n"));
    assertEquals(List.of(Arrays.asList("Bob", null)), run.rows("people"));
    List<String> problems =
        WEIR.problems(
            Weir.module(Weir.table("people", "{\"name\": \"name\", \"onEmpty\": \"guess\"}")));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains("onEmpty"), problems::toString);
  }

  @Test
  void ignoring_the_empty_value_and_passing_it_into_the_service_unchanged() {
    Finished run = people(", \"onEmpty\": \"pass\"");
    assertEquals(
        List.of(List.of("Ann", "f"), Arrays.asList("Bob", null), List.of("Cy", "?")),
        run.rows("people"));
    assertEquals(1, run.count("people", "sex", Rule.EMPTY_PASSED));
  }

  @Test
  void replacing_empty_values_in_a_particular_column_with_a_provided_value() {
    Finished run =
        people(", \"null\": [\"\", \"?\"], \"onEmpty\": \"replace\", \"default\": \"unknown\"");
    assertEquals(
        List.of(List.of("Ann", "f"), List.of("Bob", "unknown"), List.of("Cy", "unknown")),
        run.rows("people"));
    assertEquals(2, run.count("people", "sex", Rule.EMPTY_REPLACED));
  }

  @Test
  void not_passing_a_record_with_an_empty_value_in_a_given_column_into_the_service() {
    Finished run = people(", \"onEmpty\": \"drop\"");
    assertEquals(List.of(List.of("Ann", "f"), List.of("Cy", "?")), run.rows("people"));
    assertEquals(1, run.count("people", "sex", Rule.EMPTY_DROPPED));
  }
}
