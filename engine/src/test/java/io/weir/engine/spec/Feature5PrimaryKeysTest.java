package io.weir.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.oracle.Finished;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feature 5, Primary Key Management, sentence by sentence. */
class Feature5PrimaryKeysTest {
  @RegisterExtension static final Weir WEIR = new Weir();

  private static final String COLUMNS =
      "{\"name\": \"id\", \"datatype\": \"integer\"}, {\"name\": \"name\"}";

  private static Finished people(String strategy) {
    return WEIR.run(
        Weir.module(Weir.merged("people", "id", strategy, COLUMNS)),
        Map.of(
            "people-north.csv", "id,name\n1,Ann\n2,Bob\n2,Bert\n",
            "people-south.csv", "id,name\n2,Cy\n3,Dan\n"));
  }

  @Test
  void the_metadata_allows_a_particular_column_to_be_specified_as_a_primary_key() {
    assertEquals(
        "id", people("drop-all").plan().table("people").primaryKey().orElseThrow().column());
    List<String> problems =
        WEIR.problems(Weir.module(Weir.merged("people", "number", "drop-all", COLUMNS)));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains("\"number\""), problems::toString);
  }

  @Test
  void the_values_of_that_key_are_unique_among_all_the_records_processed_by_the_service() {
    for (String strategy : List.of("source-priority", "drop-all", "new-keys")) {
      List<String> keys = people(strategy).rows("people").stream().map(List::getFirst).toList();
      assertEquals(keys.stream().distinct().toList(), keys, strategy);
    }
  }

  @Test
  void if_a_primary_key_is_specified_a_strategy_for_equal_values_must_be_specified() {
    String table = Weir.merged("people", "id", "drop-all", COLUMNS);
    List<String> problems =
        WEIR.problems(Weir.module(table.replace("\"onKeyConflict\": \"drop-all\",", "")));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains("onKeyConflict"), problems::toString);
  }

  @Test
  void adding_priorities_so_that_the_record_from_the_highest_ranking_source_is_processed() {
    Finished run = people("source-priority");
    assertEquals(
        List.of(List.of("1", "Ann"), List.of("2", "Bob"), List.of("3", "Dan")), run.rows("people"));
    assertEquals(3, run.count("people", "id", Rule.KEY_CONFLICT));
    assertEquals(2, run.count("people", "id", Rule.KEY_CONFLICT_DROPPED));
  }

  @Test
  void removing_all_records_with_a_conflicting_primary_key_from_the_service() {
    Finished run = people("drop-all");
    assertEquals(List.of(List.of("1", "Ann"), List.of("3", "Dan")), run.rows("people"));
    assertEquals(3, run.count("people", "id", Rule.KEY_CONFLICT_DROPPED));
  }

  @Test
  void adding_all_records_but_generating_new_primary_keys_for_them() {
    Finished run = people("new-keys");
    assertEquals(
        List.of("Ann", "Bob", "Bert", "Cy", "Dan"),
        run.rows("people").stream().map(List::getLast).toList());
    assertEquals(
        List.of("1", "2", "3"),
        run.rows("people").stream()
            .filter(row -> List.of("Ann", "Bob", "Dan").contains(row.getLast()))
            .map(List::getFirst)
            .toList());
    assertEquals(2, run.count("people", "id", Rule.KEY_RENEWED));
  }
}
