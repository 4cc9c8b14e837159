package io.weir.engine.privacy.solution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Empties;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.search.Outcome;
import io.weir.engine.privacy.search.PrivacySearch;
import io.weir.engine.privacy.search.SearchSettings;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import io.weir.engine.vocabulary.WeirException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SolutionTest {
  private static final Promise PROMISE = Promise.ofK(2, 0);
  private static final int[][] CODES = {{0, 1, 2, 3}, {0, 0, 1, 1}, {0, 0, 0, 0}};
  private static final List<LevelTable> COLUMNS =
      List.of(LevelTable.of("age", CODES, true), LevelTable.of("postcode", CODES, true));

  private static TupleTable table(int[]... tuples) {
    TupleTableBuilder builder = new TupleTableBuilder(2, 0, 1 << 20);
    for (int[] tuple : tuples) {
      builder.add(tuple, new int[0], 1);
    }
    return builder.build(COLUMNS);
  }

  private static PrivacySearch search(Promise promise, int[]... tuples) {
    return new PrivacySearch(
        table(tuples), Optional.empty(), promise, Metric.LOSS, SearchSettings.of(1));
  }

  private static final int[][] FIRST = {{0, 0}, {1, 0}, {2, 3}, {3, 3}};

  private static Solution solution() {
    return Solution.of(
        assertInstanceOf(Outcome.Found.class, search(PROMISE, FIRST).optimal()),
        PROMISE,
        Metric.LOSS);
  }

  @Test
  void a_solution_is_written_and_read_back_as_it_was() {
    Solution solution = solution();
    String text = SolutionText.write(solution);
    assertEquals(solution, SolutionText.read(text));
    assertEquals(text, SolutionText.write(SolutionText.read(text)));
  }

  @Test
  void a_solution_is_applied_to_another_version_and_checked_again() {
    List<int[]> levels = solution().levels(PROMISE, Metric.LOSS, COLUMNS);
    assertArrayEquals(new int[] {1, 0}, levels.getFirst());
    assertInstanceOf(
        Outcome.Found.class, search(PROMISE, new int[] {0, 1}, new int[] {1, 1}).applied(levels));
    assertInstanceOf(
        Outcome.NotFound.class,
        search(PROMISE, new int[] {0, 1}, new int[] {1, 2}).applied(levels));
  }

  @Test
  void a_solution_for_another_model_is_refused() {
    Solution solution = solution();
    assertThrows(
        WeirException.class, () -> solution.levels(Promise.ofK(3, 0), Metric.LOSS, COLUMNS));
    assertThrows(WeirException.class, () -> solution.levels(PROMISE, Metric.ENTROPY, COLUMNS));
    List<LevelTable> narrower = List.of(COLUMNS.get(0).between(0, 1), COLUMNS.get(1));
    assertThrows(WeirException.class, () -> solution.levels(PROMISE, Metric.LOSS, narrower));
  }

  @Test
  void text_that_is_not_exactly_a_solution_is_refused() {
    String text = SolutionText.write(solution());
    List<String> wrong =
        List.of(
            "",
            "[]",
            "null",
            text + " 1",
            text.replace("\"optimal\"", "\"best\""),
            text.replace("\"version\":1", "\"version\":2"),
            text.replace("\"version\":1", "\"version\":1,\"version\":1"),
            text.replace("\"age\":1", "\"age\":1,\"age\":1"),
            text.replace("\"age\":1", "\"age\":-1"),
            text.replace("\"age\":1", "\"age\":\"1\""),
            text.replace("\"rounds\":[{", "\"rounds\":[{},{"),
            text.replace("\"optimal\":true", "\"optimal\":1"));
    for (String one : wrong) {
      assertThrows(WeirException.class, () -> SolutionText.read(one), one);
    }
  }

  @Test
  void classes_found_by_mondrian_are_not_saved() {
    Outcome.Found found = assertInstanceOf(Outcome.Found.class, search(PROMISE, FIRST).mondrian());
    assertThrows(WeirException.class, () -> Solution.of(found, PROMISE, Metric.LOSS));
  }

  @Test
  void empties_are_refused_where_the_promise_says_so() {
    int[][] codes = {{0, 1, 2, 3}, {0, 0, 0, 0}};
    LevelTable column = LevelTable.of("age", codes, true).withEmpty(3);
    TupleTableBuilder builder = new TupleTableBuilder(1, 0, 1 << 20);
    builder.add(new int[] {0}, new int[0], 5);
    Promise promise = PROMISE.with(Empties.REFUSE);
    SearchSettings settings = SearchSettings.of(1);
    TupleTable without = builder.build(List.of(column));
    assertInstanceOf(
        Outcome.Found.class,
        new PrivacySearch(without, Optional.empty(), promise, Metric.LOSS, settings).optimal());
    builder.add(new int[] {3}, new int[0], 5);
    TupleTable with = builder.build(List.of(column));
    assertThrows(
        WeirException.class,
        () -> new PrivacySearch(with, Optional.empty(), promise, Metric.LOSS, settings));
  }

  @Test
  void a_table_without_records_keeps_every_promise() {
    for (Outcome outcome :
        List.of(search(PROMISE).optimal(), search(PROMISE).local(), search(PROMISE).mondrian())) {
      Outcome.Found found = assertInstanceOf(Outcome.Found.class, outcome);
      assertEquals(0, found.recoding().classes());
      assertEquals(0, found.suppressed());
    }
  }
}
