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

/** Feature 6, Foreign Key Management, sentence by sentence. */
class Feature6ForeignKeysTest {
  @RegisterExtension static final Weir WEIR = new Weir();

  private static final String PEOPLE =
      Weir.table("people", "{\"name\": \"id\"}, {\"name\": \"ward\"}");

  private static Finished visits(String reference) {
    return WEIR.run(
        Weir.module(
            PEOPLE,
            Weir.table(
                "visits",
                "{\"name\": \"visit\"}, {\"name\": \"who\", \"references\": \"%s\"}"
                    .formatted(reference))),
        Map.of(
            "people.csv",
            "id,ward\na,x\nb,y\nb,y\n",
            "visits.csv",
            "visit,who\n1,a\n2,c\n3,\n4,x\n"));
  }

  @Test
  void the_metadata_allows_a_column_to_be_a_foreign_key_mapped_to_a_column_of_another_table() {
    assertEquals(
        "people",
        visits("people/id").plan().table("visits").foreignKeys().getFirst().targetTable());
    for (String nowhere : List.of("people/name", "patients/id", "visits/who")) {
      List<String> problems =
          WEIR.problems(
              Weir.module(
                  PEOPLE,
                  Weir.table(
                      "visits", "{\"name\": \"who\", \"references\": \"%s\"}".formatted(nowhere))));
      assertEquals(1, problems.size(), problems::toString);
      assertTrue(problems.getFirst().contains("refers to"), problems::toString);
    }
  }

  @Test
  void the_value_of_a_foreign_key_must_be_present_in_the_specified_column() {
    Finished byId = visits("people/id");
    assertEquals(List.of(List.of("1", "a"), Arrays.asList("3", null)), byId.rows("visits"));
    Finished byWard = visits("people/ward");
    assertEquals(List.of(Arrays.asList("3", null), List.of("4", "x")), byWard.rows("visits"));
  }

  @Test
  void otherwise_the_record_is_removed_from_the_service() {
    Finished run = visits("people/id");
    assertEquals(2, run.count("visits", "who", Rule.ORPHAN_DROPPED));
    assertEquals(3, run.rows("people").size());
  }

  @Test
  void a_record_that_names_a_removed_record_is_removed_too() {
    Finished run =
        WEIR.run(
            Weir.module(
                Weir.table("wards", "{\"name\": \"ward\"}"),
                Weir.table(
                    "people",
                    "{\"name\": \"id\"}, {\"name\": \"ward\", \"references\": \"wards/ward\"}"),
                Weir.table("visits", "{\"name\": \"who\", \"references\": \"people/id\"}")),
            Map.of(
                "wards.csv", "ward\nx\n",
                "people.csv", "id,ward\na,x\nb,gone\n",
                "visits.csv", "who\na\nb\n"));
    assertEquals(List.of(List.of("a")), run.rows("visits"));
    assertEquals(List.of(1L), run.orphans("people"));
    assertEquals(List.of(0L, 1L), run.orphans("visits"));
  }
}
