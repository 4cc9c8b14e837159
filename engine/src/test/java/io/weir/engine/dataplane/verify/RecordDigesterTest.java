package io.weir.engine.dataplane.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.weir.engine.dataplane.Records;
import io.weir.spi.BytesColumn;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecordDigesterTest {
  private static final TableSchema SCHEMA =
      new TableSchema(
          "t",
          List.of(
              new ColumnSchema("a", ValueType.STRING),
              new ColumnSchema("b", ValueType.INTEGER),
              new ColumnSchema("c", ValueType.DECIMAL),
              new ColumnSchema("d", ValueType.DOUBLE),
              new ColumnSchema("e", ValueType.BOOLEAN)));

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static TableDigest digest(TableSchema schema, List<String>... rows) {
    RecordDigester digester = new RecordDigester();
    digester.add(Records.batch(schema, Arrays.asList(rows)));
    return digester.digest();
  }

  private static TableDigest one(ValueType type, String value) {
    return digest(new TableSchema("t", List.of(new ColumnSchema("x", type))), Arrays.asList(value));
  }

  @Property(tries = 200)
  void the_order_of_records_and_their_batches_do_not_matter(@ForAll long seed) {
    Random random = new Random(seed);
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < random.nextInt(40); row++) {
      rows.add(
          Arrays.asList(
              random.nextInt(4) == 0 ? null : "t" + random.nextInt(5),
              Integer.toString(random.nextInt(5)),
              random.nextInt(9) + ".5",
              Double.toString(random.nextInt(3)),
              Boolean.toString(random.nextBoolean())));
    }
    TableDigest whole = new RecordDigester().digest();
    RecordDigester digester = new RecordDigester();
    digester.add(Records.batch(SCHEMA, rows));
    whole = whole.plus(digester.digest());
    Collections.shuffle(rows, random);
    int cut = random.nextInt(rows.size() + 1);
    RecordDigester again = new RecordDigester();
    again.add(Records.batch(SCHEMA, rows.subList(cut, rows.size())));
    again.add(Records.batch(SCHEMA, rows.subList(0, cut)));
    assertEquals(whole, again.digest());
    if (!rows.isEmpty()) {
      rows.set(0, Arrays.asList("changed", "1", "2", "3", "true"));
      RecordDigester other = new RecordDigester();
      other.add(Records.batch(SCHEMA, rows));
      assertNotEquals(whole, other.digest());
    }
  }

  @Test
  void values_count_by_what_they_are_not_by_how_they_are_written() {
    assertEquals(one(ValueType.DECIMAL, "1.50"), one(ValueType.DECIMAL, "1.5"));
    assertEquals(one(ValueType.DECIMAL, "100"), one(ValueType.DECIMAL, "1E+2"));
    assertEquals(one(ValueType.DOUBLE, "-0.0"), one(ValueType.DOUBLE, "0.0"));
    assertEquals(
        one(ValueType.DECIMAL, "123456789012345678901234567890.0"),
        one(ValueType.DECIMAL, "123456789012345678901234567890"));
  }

  @Test
  void empty_zero_and_empty_text_differ_and_so_do_types() {
    assertNotEquals(one(ValueType.STRING, null), one(ValueType.STRING, ""));
    assertNotEquals(one(ValueType.INTEGER, null), one(ValueType.INTEGER, "0"));
    assertNotEquals(one(ValueType.INTEGER, "1"), one(ValueType.DECIMAL, "1"));
  }

  @Test
  void swapped_values_of_two_columns_differ() {
    TableSchema two =
        new TableSchema(
            "t",
            List.of(
                new ColumnSchema("x", ValueType.STRING), new ColumnSchema("y", ValueType.STRING)));
    assertNotEquals(digest(two, List.of("1", "2")), digest(two, List.of("2", "1")));
  }

  @Test
  void repeated_records_count_each_time() {
    TableSchema schema = new TableSchema("t", List.of(new ColumnSchema("x", ValueType.STRING)));
    assertNotEquals(
        digest(schema, List.of("a"), List.of("a"), List.of("b")),
        digest(schema, List.of("a"), List.of("b"), List.of("b")));
  }

  @Test
  void json_counts_by_what_it_says() {
    assertEquals(json("{\"a\": 1.0, \"b\": [true, null]}"), json("{\"b\":[true,null],\"a\":1}"));
    assertNotEquals(json("{\"a\": 1}"), json("{\"a\": \"1\"}"));
    assertNotEquals(json("[1,2]"), json("[2,1]"));
  }

  private static TableDigest json(String text) {
    BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.JSON, 1);
    builder.append(text);
    TableSchema schema = new TableSchema("t", List.of(new ColumnSchema("x", ValueType.JSON)));
    RecordDigester digester = new RecordDigester();
    digester.add(new RecordBatch(schema, List.of(builder.build()), 1));
    return digester.digest();
  }
}
