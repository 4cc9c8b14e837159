package io.weir.engine.dataplane.anonymize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Labels as entries of a dictionary, beside the texts they stand for. */
class LabelsTest {
  private static final String[][] LEVELS = {
    {null, "a", "b", "c", "*"}, {null, "a-b", "a-b", "c", "*"}, {"*", "*", "*", "*", "*"}
  };

  @Property(tries = 100)
  void each_row_has_the_text_of_its_value_at_its_level(@ForAll long seed) {
    Random random = new Random(seed);
    Labels labels = new Labels(List.of(LEVELS));
    List<String> expected = new ArrayList<>();
    int[] rows = new int[random.nextInt(200)];
    for (int row = 0; row < rows.length; row++) {
      if (random.nextInt(5) == 0) {
        rows[row] = Labels.TOKEN;
        expected.add("*");
      } else {
        int level = random.nextInt(LEVELS.length);
        int code = random.nextInt(LEVELS[level].length);
        rows[row] = labels.entry(level, code);
        expected.add(LEVELS[level][code]);
      }
    }
    Column column = labels.column(rows);
    assertEquals(expected, texts(column));
    BytesColumn texts = (BytesColumn) column;
    assertTrue(texts.isDeduplicated());
    assertEquals(expected.stream().filter(it -> it != null).distinct().count(), texts.entries());
  }

  @Property(tries = 100)
  void a_text_that_is_not_suppressed_stays_and_an_empty_one_stays_empty(@ForAll long seed) {
    Random random = new Random(seed);
    String[] values = new String[random.nextInt(50)];
    boolean[] suppressed = new boolean[values.length];
    List<String> expected = new ArrayList<>();
    boolean withStar = random.nextBoolean();
    for (int row = 0; row < values.length; row++) {
      int kind = random.nextInt(6);
      values[row] = kind == 0 ? null : kind == 1 && withStar ? "*" : "é" + kind;
      suppressed[row] = random.nextBoolean();
      expected.add(suppressed[row] ? "*" : values[row]);
    }
    BytesColumn column = BytesColumn.ofStrings(values);
    assertEquals(expected, texts(Labels.starred(column, suppressed)));
    int[] turned = new int[values.length];
    boolean[] turnedToo = new boolean[values.length];
    for (int row = 0; row < turned.length; row++) {
      turned[row] = turned.length - 1 - row;
      turnedToo[row] = suppressed[turned[row]];
    }
    assertEquals(
        expected.reversed(),
        texts(Labels.starred(column.select(turned, turned.length), turnedToo)));
  }

  @Test
  void no_rows_make_a_column_without_entries() {
    assertArrayEquals(new Object[0], texts(new Labels(List.of()).column(new int[0])).toArray());
  }

  private static List<String> texts(Column column) {
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      texts.add(column.isEmpty(row) ? null : column.format(row));
    }
    return texts;
  }
}
