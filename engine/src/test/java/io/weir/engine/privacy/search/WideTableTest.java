package io.weir.engine.privacy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Tables whose tuples fill several words, and whose combinations outgrow a long. */
class WideTableTest {
  private static final int COLUMNS = 25;
  private static final int DOMAIN = 1_000;

  @Property(tries = 20)
  void classes_of_many_columns_are_those_of_a_map(@ForAll long seed) {
    Random random = new Random(seed);
    List<LevelTable> columns = new ArrayList<>();
    int[] same = IntStream.range(0, DOMAIN).toArray();
    int[] tens = Arrays.stream(same).map(value -> value / 10).toArray();
    for (int column = 0; column < COLUMNS; column++) {
      columns.add(LevelTable.of("c" + column, new int[][] {same, tens, new int[DOMAIN]}, true));
    }
    TupleTableBuilder builder = new TupleTableBuilder(COLUMNS, 0, 1 << 24);
    List<int[]> kinds =
        IntStream.range(0, 50).mapToObj(kind -> random.ints(COLUMNS, 0, DOMAIN).toArray()).toList();
    for (int record = 0; record < 2_000; record++) {
      int[] tuple = kinds.get(random.nextInt(kinds.size())).clone();
      int changed = random.nextInt(COLUMNS);
      tuple[changed] = tuple[changed] / 10 * 10 + random.nextInt(10);
      builder.add(tuple, new int[0], 1);
    }
    TupleTable table = builder.build(columns);
    int[] levels = random.ints(COLUMNS, 0, 3).toArray();
    PrivacySearch search =
        new PrivacySearch(
            table, Optional.empty(), Promise.ofK(3, 1), Metric.LOSS, SearchSettings.of(2));
    Outcome.Found found = assertInstanceOf(Outcome.Found.class, search.applied(List.of(levels)));
    Map<List<Integer>, Integer> sizes = new HashMap<>();
    for (int tuple = 0; tuple < table.size(); tuple++) {
      sizes.merge(values(table, tuple, levels), table.count(tuple), Integer::sum);
    }
    for (int tuple = 0; tuple < table.size(); tuple++) {
      assertEquals(sizes.get(values(table, tuple, levels)) < 3, found.recoding().suppressed(tuple));
    }
    assertEquals(
        sizes.values().stream().filter(size -> size >= 3).count(), found.recoding().classes());
  }

  private static List<Integer> values(TupleTable table, int tuple, int[] levels) {
    return IntStream.range(0, levels.length)
        .mapToObj(
            column -> table.columns().get(column).code(levels[column], table.code(tuple, column)))
        .toList();
  }
}
