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
