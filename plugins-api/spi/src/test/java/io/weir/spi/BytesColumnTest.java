package io.weir.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BytesColumnTest {
  @Property(tries = 200)
  void what_is_gathered_is_what_stands_there(
      @ForAll @Size(max = 300) List<@IntRange(max = 40) Integer> numbers) {
    BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, 1);
    numbers.forEach(number -> {
      if (number == 0) {
        builder.appendEmpty();
      } else {
        builder.append(text(number));
      }
    });
    BytesColumn column = builder.build();

    assertEquals(numbers.size(), column.size());
    assertTrue(column.isDeduplicated());
    for (int row = 0; row < numbers.size(); row++) {
      assertEquals(numbers.get(row) == 0, column.isEmpty(row));
      if (numbers.get(row) != 0) {
        assertEquals(text(numbers.get(row)), column.text(row));
      }
    }
  }

  @Property(tries = 200)
  void selecting_twice_is_selecting_the_selected(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 40) Integer> numbers,
      @ForAll long seed) {
    BytesColumn column =
        BytesColumn.ofStrings(
            numbers.stream().map(n -> n == 0 ? null : text(n)).toArray(String[]::new));
    int[] first = new java.util.Random(seed).ints(50, 0, numbers.size()).toArray();
    int[] second = new java.util.Random(~seed).ints(20, 0, 50).toArray();
    int[] both = java.util.Arrays.stream(second).map(i -> first[i]).toArray();

    BytesColumn twice = column.select(first, 50).select(second, 20);
    BytesColumn once = column.select(both, 20);
    for (int row = 0; row < 20; row++) {
      assertEquals(once.isEmpty(row), twice.isEmpty(row));
      assertEquals(column.isEmpty(both[row]), once.isEmpty(row));
      if (!once.isEmpty(row)) {
        assertEquals(once.text(row), twice.text(row));
        assertEquals(column.text(both[row]), once.text(row));
      }
    }
  }

  @Test
  void values_that_hardly_repeat_get_entries_of_their_own() {
    BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, 4);
    for (int i = 0; i < 5_000; i++) {
      builder.append("value " + i);
    }
    builder.append("value 7");
    BytesColumn column = builder.build();

    assertFalse(column.isDeduplicated());
    assertEquals("value 7", column.text(5_000));
    assertEquals("value 4999", column.text(4_999));

    BytesColumn shared = column.deduplicate();
    assertTrue(shared.isDeduplicated());
    assertEquals(shared.entry(7), shared.entry(5_000));
    assertEquals(5_000, shared.entries());
  }

  @Test
  void a_plain_column_reads_its_rows_from_the_heap() {
    byte[] heap = "annbo".getBytes(StandardCharsets.UTF_8);
    BytesColumn column =
        BytesColumn.plain(ValueType.BINARY, heap, new int[] {0, 3, 5, 5}, 3, Empties.none());

    assertArrayEquals(new byte[] {'b', 'o'}, column.bytes(1));
    assertEquals("Ym8=", column.format(1));
    assertEquals("", column.text(2));
    assertEquals("ann", column.select(new int[] {2, 0}, 2).text(1));
  }

  @Test
  void longs_are_not_carried_by_bytes() {
    assertThrows(
        IllegalArgumentException.class, () -> new BytesColumn.Builder(ValueType.DATE, 1).build());
  }

  private static String text(int number) {
    return "é".repeat(number % 9) + number;
  }
}
