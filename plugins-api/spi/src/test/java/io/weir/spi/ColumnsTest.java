package io.weir.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Property(tries = 200)
  void decimals_come_back_exactly(
      @ForAll @Size(max = 60) List<BigInteger> unscaled,
      @ForAll @IntRange(min = -9, max = 400) int scale) {
    BigDecimal[] values =
        unscaled.stream().map(digits -> new BigDecimal(digits, scale)).toArray(BigDecimal[]::new);
    DecimalColumn column = DecimalColumn.of(values);
    for (int row = 0; row < values.length; row++) {
      assertEquals(values[row], column.value(row));
      assertEquals(values[row].toPlainString(), column.format(row));
    }
  }

  @Test
  void a_large_decimal_survives_selection_beside_small_ones() {
    BigDecimal large = new BigDecimal("123456789012345678901234567890.5");
    DecimalColumn column = DecimalColumn.of(BigDecimal.ONE, null, large);
    DecimalColumn picked = column.select(new int[] {2, 1, 0, 2}, 4);

    assertEquals(large, picked.value(0));
    assertFalse(picked.isSmall(3));
    assertTrue(picked.isEmpty(1));
    assertEquals(BigDecimal.ONE, picked.value(2));
  }

  @Test
  void dates_and_times_are_shown_in_utc() {
    assertEquals("1969-12-31", LongColumn.format(ValueType.DATE, -1));
    assertEquals("23:59:59.999999", LongColumn.format(ValueType.TIME, 86_399_999_999L));
    assertEquals("1969-12-31T23:59:59.999999Z", LongColumn.format(ValueType.DATETIME, -1));
    assertEquals("-5", LongColumn.format(ValueType.INTEGER, -5));
  }

  @Property(tries = 200)
  void the_mask_of_empty_rows_follows_the_selection(
      @ForAll("seeds") BitSetSeed seed,
      @ForAll @Size(max = 150) List<@IntRange(max = 199) Integer> rows) {
    BitSet bits = seed.bits();
    Empties empties = Empties.of(bits);
    int[] picked = rows.stream().mapToInt(Integer::intValue).toArray();
    Empties selected = empties.select(picked, picked.length);

    int count = 0;
    for (int i = 0; i < picked.length; i++) {
      assertEquals(bits.get(picked[i]), selected.get(i));
      count += bits.get(picked[i]) ? 1 : 0;
    }
    assertEquals(count, selected.count());
    assertFalse(selected.get(10_000));
  }

  @Test
  void a_batch_refuses_columns_that_are_not_its_tables() {
    TableSchema schema =
        new TableSchema("people", List.of(new ColumnSchema("name", ValueType.STRING)));
    assertThrows(IllegalArgumentException.class, () -> new RecordBatch(schema, List.of(), 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new RecordBatch(
                schema,
                List.of(new LongColumn(ValueType.DATE, new long[1], 1, Empties.none())),
                1));
    RecordBatch batch = new RecordBatch(schema, List.of(BytesColumn.ofStrings("a", null)), 2);
    assertEquals(1, batch.select(new int[] {1, 1}, 1).column(0).empties().count());
  }

  @Test
  void a_schema_refuses_two_columns_of_one_name() {
    ColumnSchema name = new ColumnSchema("name", ValueType.STRING);
    assertThrows(IllegalArgumentException.class, () -> new TableSchema("t", List.of(name, name)));
  }

  /** Which of 200 rows are empty, drawn from a seed. */
  record BitSetSeed(long seed, int percent) {
    BitSet bits() {
      BitSet bits = new BitSet();
      java.util.Random random = new java.util.Random(seed);
      for (int i = 0; i < 200; i++) {
        bits.set(i, random.nextInt(100) < percent);
      }
      return bits;
    }
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<BitSetSeed> seeds() {
    return net.jqwik.api.Combinators.combine(
            net.jqwik.api.Arbitraries.longs(), net.jqwik.api.Arbitraries.of(0, 3, 50, 100))
        .as(BitSetSeed::new);
  }
}
