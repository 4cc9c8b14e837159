package io.weir.engine.dataplane.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.Strategies;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ValueType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyResolutionTest {
  private static final long[] BUDGETS = {500, 1L << 27};

  private static List<String> keys(ColumnPlan key, String strategy, String... delivered) {
    List<String> before = null;
    for (long budget : BUDGETS) {
      List<String> after = keys(budget, key, strategy, delivered);
      assertTrue(before == null || before.equals(after), "the budget changed the result");
      before = after;
    }
    return before;
  }

  private static List<String> keys(
      long budget, ColumnPlan key, String strategy, String... delivered) {
    TablePlan table =
        Records.table(
            "t",
            List.of(key),
            List.of("s"),
            Optional.of(new TablePlan.KeyPlan("id", strategy)),
            List.of());
    InMemoryParts parts = new InMemoryParts();
    List<Part> stored =
        Records.store(
            parts, table, 0, Arrays.stream(delivered).map(Arrays::asList).toList(), new Random(1));
    Plan plan = new Plan("m", "m", "1.0.0", List.of(table), Optional.empty());
    List<MaskFile> masks =
        new KeyResolution(parts, new Strategies(), "scratch", Budgets.of(budget, 2))
            .resolve(plan, Map.of("t", stored))
            .masks();
    List<String> after = new ArrayList<>();
    for (Part part : stored) {
      Optional<MaskFile> mask =
          masks.stream().filter(file -> file.part().equals(part.id())).findFirst();
      InMemoryParts.rows(parts.read(part, List.of("id"), mask))
          .forEach(row -> after.add(row.getFirst()));
    }
    return after;
  }

  private static ErrorCode failure(ColumnPlan key, String strategy, String... delivered) {
    return assertThrows(WeirException.class, () -> keys(key, strategy, delivered)).problem().code();
  }

  @Test
  void fresh_numbers_count_up_from_the_highest() {
    assertEquals(
        List.of("7", "10", "9", "11"),
        keys(Records.column("id", ValueType.INTEGER), "new-keys", "7", "7", "9", "7"));
  }

  @Test
  void fresh_numbers_stay_in_the_range_then_go_below_then_into_gaps() {
    assertEquals(
        List.of("3", "6", "2", "1", "5", "4"),
        keys(
            Records.column("id", ValueType.INTEGER, "1", "6"),
            "new-keys",
            "3",
            "3",
            "3",
            "3",
            "5",
            "3"));
  }

  @Test
  void no_fresh_number_is_left_in_a_full_range() {
    assertEquals(
        ErrorCode.KEYS_EXHAUSTED,
        failure(Records.column("id", ValueType.INTEGER, "1", "3"), "new-keys", "1", "2", "3", "3"));
  }

  @Test
  void the_greatest_integer_in_use_sends_fresh_keys_below_the_least() {
    assertEquals(
        List.of("9223372036854775807", "-3", "-4", "-5"),
        keys(
            Records.column("id", ValueType.INTEGER),
            "new-keys",
            "9223372036854775807",
            "-3",
            "-3",
            "9223372036854775807"));
  }

  @Test
  void gaps_serve_when_both_ends_of_the_integers_are_in_use() {
    assertEquals(
        List.of("-9223372036854775808", "9223372036854775807", "-9223372036854775807"),
        keys(
            Records.column("id", ValueType.INTEGER),
            "new-keys",
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775807"));
  }

  @Test
  void decimals_are_equal_as_numbers_and_get_whole_fresh_keys() {
    assertEquals(
        List.of("1.50", "3", "2.25", "4"),
        keys(Records.column("id", ValueType.DECIMAL), "new-keys", "1.50", "1.5", "2.25", "1.500"));
  }

  @Test
  void doubles_get_whole_fresh_keys_and_minus_zero_is_zero() {
    assertEquals(
        List.of("0.0", "3.0", "2.5"),
        keys(Records.column("id", ValueType.DOUBLE), "new-keys", "0.0", "-0.0", "2.5"));
  }

  @Test
  void dates_get_the_next_days() {
    assertEquals(
        List.of("2024-02-28", "2024-03-01", "2024-02-29"),
        keys(
            Records.column("id", ValueType.DATE),
            "new-keys",
            "2024-02-28",
            "2024-02-28",
            "2024-02-29"));
    assertEquals(
        List.of("9999-12-31", "9999-12-30"),
        keys(Records.column("id", ValueType.DATE), "new-keys", "9999-12-31", "9999-12-31"));
  }

  @Test
  void texts_get_the_next_free_number() {
    assertEquals(
        List.of("a", "a~3", "a~2", "a~02", "a~4", "ab"),
        keys(
            Records.column("id", ValueType.STRING),
            "new-keys",
            "a",
            "a",
            "a~2",
            "a~02",
            "a",
            "ab"));
  }

  @ParameterizedTest
  @EnumSource(names = {"INTEGER", "STRING"})
  void a_fresh_key_that_is_a_foreign_key_too_is_no_fresh_key_of_a_parent(ValueType type) {
    TablePlan parents = keyed("parents", "north", type, List.of());
    TablePlan children =
        keyed("children", "south", type, List.of(Records.foreignKey("id", "parents", "id")));
    InMemoryParts parts = new InMemoryParts();
    List<List<String>> twice = List.of(List.of("7"), List.of("7"));
    Map<String, List<Part>> stored =
        Map.of(
            "parents", Records.store(parts, parents, 0, twice, new Random(1)),
            "children", Records.store(parts, children, 0, twice, new Random(2)));
    Plan plan = new Plan("m", "m", "1.0.0", List.of(parents, children), Optional.empty());
    assertEquals(
        List.of(1L),
        new KeyResolution(parts, new Strategies(), "scratch", Budgets.of(10_000, 2))
            .resolve(plan, stored).counts().stream()
                .filter(count -> count.rule() == Rule.ORPHAN_DROPPED)
                .map(RuleCount::count)
                .toList());
  }

  private static TablePlan keyed(
      String name, String source, ValueType type, List<TablePlan.ForeignKeyPlan> foreignKeys) {
    return Records.table(
        name,
        List.of(Records.column("id", type)),
        List.of(source),
        Optional.of(new TablePlan.KeyPlan("id", "new-keys")),
        foreignKeys);
  }

  @Test
  void fresh_doubles_may_have_an_infinite_range() {
    assertEquals(
        List.of("1.0", "2.0"),
        keys(Records.column("id", ValueType.DOUBLE, "-INF", "INF"), "new-keys", "1", "1"));
  }

  @Test
  void booleans_have_no_fresh_keys() {
    assertEquals(
        ErrorCode.KEYS_EXHAUSTED,
        failure(Records.column("id", ValueType.BOOLEAN), "new-keys", "true", "true"));
  }

  @Test
  void a_record_without_a_key_is_dropped() {
    assertEquals(
        List.of("1"),
        keys(Records.column("id", ValueType.INTEGER), "source-priority", null, "1", null));
  }

  @Test
  void every_record_of_a_table_may_have_the_same_key() {
    String[] same = new String[5_000];
    Arrays.fill(same, "4");
    assertEquals(
        List.of("4"), keys(Records.column("id", ValueType.INTEGER), "source-priority", same));
    assertEquals(List.of(), keys(Records.column("id", ValueType.INTEGER), "drop-all", same));
    assertEquals(
        5_000,
        keys(1L << 27, Records.column("id", ValueType.STRING), "new-keys", same).stream()
            .distinct()
            .count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"undecided", "twice", "two-kept", "liar", "broken"})
  void a_strategy_that_breaks_its_contract_fails_the_run(String strategy) {
    assertEquals(
        ErrorCode.STRATEGY_FAILED,
        failure(Records.column("id", ValueType.INTEGER), strategy, "1", "1", "1"));
  }

  @ParameterizedTest
  @CsvSource({"0,1|7|30|24|84|505|504", "1,"})
  void foodmart_loses_all_employees_through_one_bad_root_and_none_when_it_is_repaired(
      String root, String expected) throws IOException {
    TablePlan employees =
        Records.table(
            "employee",
            List.of(
                Records.column("employee_id", ValueType.INTEGER),
                Records.column("supervisor_id", ValueType.INTEGER)),
            List.of("hr"),
            Optional.of(new TablePlan.KeyPlan("employee_id", "source-priority")),
            List.of(Records.foreignKey("supervisor_id", "employee", "employee_id")));
    List<List<String>> rows = new ArrayList<>();
    Pattern fields = Pattern.compile("\"employee_id\":(\\d+),.*\"supervisor_id\":(\\d+)");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                KeyResolutionTest.class.getResourceAsStream("/employee.json"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = fields.matcher(line);
        if (matcher.find()) {
          rows.add(
              List.of(matcher.group(1), matcher.group(2).equals("0") ? root : matcher.group(2)));
        }
      }
    }
    assertEquals(1_155, rows.size());
    InMemoryParts parts = new InMemoryParts();
    List<Part> stored = Records.store(parts, employees, 0, rows, new Random(7));
    Plan plan = new Plan("m", "m", "1.0.0", List.of(employees), Optional.empty());
    KeyResolution.Resolved resolved =
        new KeyResolution(parts, new Strategies(), "scratch", Budgets.of(10_000, 2))
            .resolve(plan, Map.of("employee", stored));
    String dropped =
        resolved.counts().stream()
            .filter(count -> count.rule() == Rule.ORPHAN_DROPPED)
            .map(RuleCount::count)
            .map(String::valueOf)
            .collect(java.util.stream.Collectors.joining("|"));
    assertEquals(expected == null ? "" : expected, dropped);
  }
}
