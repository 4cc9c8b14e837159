package io.weir.engine.dataplane.anonymize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Records;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodException;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DistinctValuesTest {
  private static final long PLENTY = 1 << 20;

  @Test
  void values_are_numbered_in_their_order_whatever_the_order_they_came_in() {
    Column first = numbers("10", "9", null, "10");
    Column second = numbers("-3", "9");
    for (boolean turned : new boolean[] {false, true}) {
      DistinctValues values = new DistinctValues("c", PLENTY);
      values.gather(turned ? second : first);
      values.gather(turned ? first : second);
      DistinctValues sorted = values.sorted();
      assertEquals(4, sorted.count());
      assertArrayEquals(new int[] {3, 2, 0, 3}, sorted.numbers(first));
      assertArrayEquals(new int[] {1, 2}, sorted.numbers(second));
    }
  }

  @Test
  void an_empty_value_and_a_text_of_length_zero_are_two() {
    Column texts = Records.values(new ColumnSchema("c", ValueType.STRING), "", null, "b");
    DistinctValues values = new DistinctValues("c", PLENTY);
    values.gather(texts);
    DistinctValues sorted = values.sorted();
    assertArrayEquals(new int[] {1, 0, 2}, sorted.numbers(texts));
    assertTrue(sorted.empty().isPresent());
  }

  @Property(tries = 60)
  void values_of_all_types_are_found_by_the_number_of_their_text(
      @ForAll("types") ValueType type, @ForAll long seed) {
    Random random = new Random(seed);
    DistinctValues gathered = new DistinctValues("c", PLENTY);
    List<Column> batches = new ArrayList<>();
    TreeSet<String> texts = new TreeSet<>();
    boolean empty = false;
    for (int batch = 0; batch < 3; batch++) {
      String[] some = new String[random.nextInt(40)];
      for (int row = 0; row < some.length; row++) {
        some[row] = random.nextInt(8) == 0 ? null : text(type, random);
        empty |= some[row] == null;
      }
      Column column = Records.values(new ColumnSchema("c", type), some);
      batches.add(column);
      gathered.gather(column);
      for (int row = 0; row < column.size(); row++) {
        if (!column.isEmpty(row)) {
          texts.add(column.format(row));
        }
      }
    }
    DistinctValues sorted = gathered.sorted();
    assertEquals(texts.size() + (empty ? 1 : 0), sorted.count());
    String[] numbered = new String[sorted.count()];
    for (Column column : batches) {
      int[] numbers = sorted.numbers(column);
      for (int row = 0; row < column.size(); row++) {
        if (column.isEmpty(row)) {
          assertEquals(0, numbers[row]);
        } else {
          String text = column.format(row);
          String before = numbered[numbers[row]];
          assertTrue(before == null || before.equals(text), () -> before + " and " + text);
          numbered[numbers[row]] = text;
        }
      }
    }
    assertEquals(texts.size(), Arrays.stream(numbered).filter(it -> it != null).count());
  }

  @Provide
  Arbitrary<ValueType> types() {
    return Arbitraries.of(
        ValueType.INTEGER,
        ValueType.DECIMAL,
        ValueType.DOUBLE,
        ValueType.BOOLEAN,
        ValueType.DATE,
        ValueType.STRING);
  }

  @Test
  void an_empty_value_that_was_not_gathered_has_no_number() {
    DistinctValues values = new DistinctValues("c", PLENTY);
    values.gather(numbers("1", "2"));
    assertArrayEquals(new int[] {1, -1, 0}, values.sorted().numbers(numbers("2", null, "1")));
  }

  private static String text(ValueType type, Random random) {
    int some = random.nextInt(12);
    return switch (type) {
      case INTEGER -> Integer.toString(some - 6);
      case DECIMAL ->
          List.of("1.5", "1.50", "-0", "10", "1E+1", "12345678901234567890", "0.1").get(some % 7);
      case DOUBLE -> List.of("0.0", "-0.0", "1.5", "NaN", "-3", "1e300").get(some % 6);
      case BOOLEAN -> Boolean.toString(some % 2 == 0);
      case DATE -> "2024-01-%02d".formatted(some + 1);
      case STRING, BINARY, JSON, TIME, DATETIME -> "é".repeat(some);
    };
  }

  @Test
  void more_values_than_memory_are_refused_without_telling_one() {
    DistinctValues values = new DistinctValues("income", 1_000);
    String[] many = new String[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = Integer.toString(770_000 + i);
    }
    MethodException refusal =
        assertThrows(MethodException.class, () -> values.gather(numbers(many)));
    assertTrue(refusal.getMessage().contains("income"));
    assertFalse(refusal.getMessage().contains("770"));
    assertFalse(refusal.advice().isBlank());
  }

  private static Column numbers(String... values) {
    return Records.values(new ColumnSchema("c", ValueType.INTEGER), values);
  }
}
