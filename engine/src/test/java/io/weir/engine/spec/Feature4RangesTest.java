package io.weir.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.oracle.Finished;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feature 4, Range Validation, sentence by sentence. */
class Feature4RangesTest {
  @RegisterExtension static final Weir WEIR = new Weir();

  private static String pulse(String strategy) {
    return """
    {"name": "pulse", "datatype": {"base": "integer", "minimum": 20, "maximum": 300}%s}
    """
        .formatted(strategy);
  }

  private static Finished pulses(String strategy) {
    return WEIR.run(
        Weir.module(Weir.table("visits", "{\"name\": \"visit\"}," + pulse(strategy))),
        Map.of("visits.csv", "visit,pulse\na,19\nb,20\nc,300\nd,301\n"));
  }

  @Test
  void the_metadata_may_contain_the_allowed_value_ranges_for_each_column_provided_per_column() {
    String columns =
        """
        {"name": "day", "datatype": {"base": "date", "minimum": "2000-01-01"},
         "onOutOfRange": "drop"},
        {"name": "grade", "datatype": {"base": "string", "minimum": "A", "maximum": "F"},
         "onOutOfRange": "drop"},
        {"name": "free", "datatype": "decimal"}
        """;
    Finished run =
        WEIR.run(
            Weir.module(Weir.table("marks", columns)),
            Map.of(
                "marks.csv",
                "day,grade,free\n1999-12-31,B,1\n2000-01-01,F,-1e9\n2000-01-01,G,1\n"));
    assertEquals(List.of(List.of("2000-01-01", "F", "-1000000000")), run.rows("marks"));
  }

  @Test
  void if_a_range_is_provided_the_metadata_must_also_specify_the_strategy() {
    List<String> problems = WEIR.problems(Weir.module(Weir.table("visits", pulse(""))));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains("onOutOfRange"), problems::toString);
  }

  @Test
  void removing_the_record_from_the_service_is_supported() {
    Finished run = pulses(", \"onOutOfRange\": \"drop\"");
    assertEquals(List.of(List.of("b", "20"), List.of("c", "300")), run.rows("visits"));
    assertEquals(2, run.count("visits", "pulse", Rule.OUT_OF_RANGE_DROPPED));
  }

  @Test
  void replacing_the_violating_value_with_the_maximum_or_minimum_allowed_value_is_supported() {
    Finished run = pulses(", \"onOutOfRange\": \"clamp\"");
    assertEquals(
        List.of(List.of("a", "20"), List.of("b", "20"), List.of("c", "300"), List.of("d", "300")),
        run.rows("visits"));
    assertEquals(2, run.count("visits", "pulse", Rule.OUT_OF_RANGE_CLAMPED));
  }
}
