package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every method promises that makes the values of a column coarser, level by level. */
public abstract class LevelsMethodContract {
  /**
   * A use of the method that leaves the level open.
   *
   * @param sample rows that are different values, some of which the highest level makes one
   */
  public record Example(ColumnSchema column, Parameters parameters, Column sample) {
    /** A use on 3,000 rows of {@link SampleColumns}. */
    public static Example of(ValueType type, Map<String, Object> parameters) {
      return of(parameters, SampleColumns.of(type, 3_000, parameters.size()));
    }

    public static Example of(Map<String, Object> parameters, Column sample) {
      return new Example(
          new ColumnSchema("value", sample.type()), new Parameters(parameters), sample);
    }
  }

  /** The method under test; a new instance each time. */
  protected abstract AnonymizationMethod method();

  /** Uses of the method; the more ways it has to make levels, the more uses. */
  protected abstract List<Example> examples();

  @Test
  void it_says_what_it_is() {
    Names.assertDescribed(method().describe());
    assertTrue(method().describe().places().contains(Place.COLUMN), "levels are of a column");
    assertEquals(method().describe(), method().describe());
  }

  @Test
  void it_refuses_a_parameter_it_does_not_know() {
    for (Example example : examplesThatBite()) {
      Map<String, Object> more = new HashMap<>(example.parameters.values());
      more.put("no-such-parameter", "x");
      InvalidParameters refusal =
          assertThrows(
              InvalidParameters.class,
              () -> method().prepare(MethodRequest.of(example.column, new Parameters(more))));
      assertEquals("no-such-parameter", refusal.parameter());
      assertFalse(refusal.getMessage().isBlank());
    }
  }

  @Test
  void it_has_levels_from_the_lowest_to_the_highest() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfLevels levels = prepare(example);
      assertTrue(levels.lowest() >= 0, () -> "the lowest level is " + levels.lowest());
      assertTrue(levels.lowest() <= levels.highest(), "the lowest level is above the highest");
      assertTrue(levels.highest() > 0, "there is no level but the values themselves");
    }
  }

  @Test
  void it_keeps_the_columns_name_and_gives_texts() {
    for (Example example : examplesThatBite()) {
      assertEquals(
          new ColumnSchema(example.column.name(), ValueType.STRING), prepare(example).output());
    }
  }

  @Test
  void at_level_0_every_value_is_itself_as_text() {
    for (Example example : examplesThatBite()) {
      Column sample = example.sample;
      Column result = prepare(example).level(0).apply(sample);
      for (int row = 0; row < sample.size(); row++) {
        if (!sample.isEmpty(row)) {
          String expected = sample.format(row);
          String text = result.format(row);
          boolean same =
              sample.type() == ValueType.DECIMAL
                  ? new BigDecimal(expected).compareTo(new BigDecimal(text)) == 0
                  : expected.equals(text);
          assertTrue(same, "row " + row);
        }
      }
    }
  }

  @Test
  void each_level_merges_whole_groups_of_the_level_below() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfLevels levels = prepare(example);
      List<String> below = values(apply(levels, 0, example.sample));
      for (int level = 1; level <= levels.highest(); level++) {
        List<String> above = values(apply(levels, level, example.sample));
        Map<String, String> groups = new HashMap<>();
        for (int row = 0; row < above.size(); row++) {
          String other = groups.putIfAbsent(below.get(row), above.get(row));
          assertTrue(
              other == null || other.equals(above.get(row)),
              "row " + row + " leaves its group at level " + level);
        }
        below = above;
      }
    }
  }

  @Test
  void it_gives_as_many_rows_as_it_gets() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfLevels levels = prepare(example);
      int[] rows = IntStream.range(0, example.sample.size()).toArray();
      for (int length : new int[] {0, 1, 63, 64, 65}) {
        Column input = example.sample.select(rows, Math.min(length, rows.length));
        for (int level = 0; level <= levels.highest(); level++) {
          assertEquals(input.size(), apply(levels, level, input).size());
        }
      }
    }
  }

  @Test
  void empties_stay_as_promised_at_every_level() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfLevels levels = prepare(example);
      boolean noOthers = levels.traits().contains(Trait.EMPTIES_STAY);
      for (int level = 0; level <= levels.highest(); level++) {
        Column result = apply(levels, level, example.sample);
        for (int row = 0; row < result.size(); row++) {
          boolean was = example.sample.isEmpty(row);
          assertTrue(!was || result.isEmpty(row), "row " + row);
          assertTrue(!noOthers || was == result.isEmpty(row), "row " + row);
        }
        Column nothing = SampleColumns.allEmpty(example.column.type(), 70);
        assertEquals(70, apply(levels, level, nothing).empties().count());
      }
    }
  }

  @Test
  void a_value_becomes_the_same_in_whatever_batch_it_stands() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfLevels levels = prepare(example);
      int[] rows = new Random(11).ints(500, 0, example.sample.size()).toArray();
      for (int level = 0; level <= levels.highest(); level++) {
        Column whole = apply(levels, level, example.sample);
        for (int length : new int[] {500, 3, 0}) {
          assertEquals(
              values(whole.select(rows, length)),
              values(apply(levels, level, example.sample.select(rows, length))));
        }
        assertEquals(values(whole), values(apply(prepare(example), level, example.sample)));
      }
    }
  }

  @Test
  void it_leaves_its_input_alone() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfLevels levels = prepare(example);
      List<String> before = values(example.sample);
      for (int level = 0; level <= levels.highest(); level++) {
        apply(levels, level, example.sample);
        assertEquals(before, values(example.sample));
      }
    }
  }

  @Test
  void one_use_serves_many_threads() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfLevels shared = prepare(example);
      List<List<String>> expected = allLevels(prepare(example), example.sample);
      IntStream.range(0, 8)
          .parallel()
          .forEach(i -> assertEquals(expected, allLevels(shared, example.sample)));
    }
  }

  /** The examples, once it is sure that the highest level of each merges something. */
  private List<Example> examplesThatBite() {
    List<Example> examples = examples();
    assertFalse(examples.isEmpty(), "the test names no examples");
    for (Example example : examples) {
      PreparedMethod.OfLevels levels = prepare(example);
      List<String> highest = values(apply(levels, levels.highest(), example.sample));
      assertTrue(
          new HashSet<>(highest).size() < new HashSet<>(values(example.sample)).size(),
          () -> "the highest level of a column of " + example.column.type() + " merges nothing");
    }
    return examples;
  }

  private PreparedMethod.OfLevels prepare(Example example) {
    return (PreparedMethod.OfLevels)
        method().prepare(MethodRequest.of(example.column, example.parameters));
  }

  private static List<List<String>> allLevels(PreparedMethod.OfLevels levels, Column input) {
    return IntStream.rangeClosed(0, levels.highest())
        .mapToObj(level -> values(apply(levels, level, input)))
        .toList();
  }

  private static Column apply(PreparedMethod.OfLevels levels, int level, Column input) {
    Column result = levels.level(level).apply(input);
    assertEquals(levels.output().type(), result.type());
    assertEquals(input.size(), result.size());
    return result;
  }

  private static List<String> values(Column column) {
    List<String> values = new ArrayList<>(column.size());
    for (int row = 0; row < column.size(); row++) {
      values.add(column.isEmpty(row) ? "(empty)" : "=" + column.format(row));
    }
    return values;
  }
}
