package io.weir.engine.dataplane.anonymize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.engine.privacy.search.Recoding;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleIndex;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SolutionFormatTest {
  private static final long MEMORY = 64L << 20;
  private static final List<Integer> DOMAINS = List.of(1, 2, 256, 257, 65_536, 65_537);

  private static KeptSolution solution(SplittableRandom random, int columns, boolean byLevels) {
    List<LevelTable> tables = new ArrayList<>();
    int[] domains = new int[columns];
    for (int column = 0; column < columns; column++) {
      domains[column] = DOMAINS.get(random.nextInt(DOMAINS.size()));
      int[] identity = new int[domains[column]];
      Arrays.setAll(identity, code -> code);
      tables.add(LevelTable.of("c" + column, new int[][] {identity}, true));
    }
    TupleTableBuilder builder = new TupleTableBuilder(columns, 0, MEMORY);
    for (int record = random.nextInt(60); record > 0; record--) {
      builder.add(Arrays.stream(domains).map(random::nextInt).toArray(), new int[0], 1);
    }
    TupleTable table = builder.build(tables);
    List<int[]> levels = new ArrayList<>();
    for (int at = random.nextInt(1, 5); at > 0; at--) {
      levels.add(random.ints(columns, 0, 4).toArray());
    }
    int[] classOf = random.ints(table.size(), -1, levels.size()).toArray();
    return new KeptSolution(
        byLevels ? List.of(levels.getFirst()) : levels,
        table.records(),
        3,
        levels.size(),
        random.nextDouble(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(1_000),
        byLevels,
        new Recoding(table, classOf, levels),
        random.nextBoolean() ? Optional.of(new Recoding(table, classOf, levels)) : Optional.empty(),
        random.nextBoolean()
            ? Optional.of(random.longs(2L * random.nextInt(5)).toArray())
            : Optional.empty());
  }

  private static byte[] written(KeptSolution solution) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SolutionFormat.write(solution, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static KeptSolution read(byte[] bytes) throws IOException {
    return SolutionFormat.read(new DataInputStream(new ByteArrayInputStream(bytes)), MEMORY);
  }

  @Property(tries = 200)
  void what_becomes_of_each_tuple_is_read_as_it_was_written(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int columns, @ForAll boolean byLevels)
      throws IOException {
    KeptSolution solution = solution(new SplittableRandom(seed), columns, byLevels);
    byte[] bytes = written(solution);
    KeptSolution again = read(bytes);
    assertArrayEquals(bytes, written(again));
    assertEquals(solution.population().isPresent(), again.population().isPresent());
    assertArrayEquals(solution.joined().orElse(new long[0]), again.joined().orElse(new long[0]));
    assertEquals(solution.records(), again.records());
    assertEquals(solution.utility(), again.utility());
    assertEquals(solution.rounds().size(), again.rounds().size());
    if (byLevels) {
      assertArrayEquals(solution.rounds().getFirst(), again.rounds().getFirst());
      return;
    }
    TupleTable table = solution.recoding().table();
    TupleIndex index = new TupleIndex(again.recoding().table());
    for (int tuple = 0; tuple < table.size(); tuple++) {
      int[] codes = new int[columns];
      for (int column = 0; column < columns; column++) {
        codes[column] = table.code(tuple, column);
      }
      int found = index.finder().find(codes);
      assertEquals(solution.recoding().suppressed(tuple), again.recoding().suppressed(found));
      for (int column = 0; column < columns && !solution.recoding().suppressed(tuple); column++) {
        assertEquals(
            solution.recoding().level(tuple, column), again.recoding().level(found, column));
      }
    }
  }

  @Property(tries = 30)
  void a_solution_that_ends_early_or_is_of_another_version_is_refused(@ForAll long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = written(solution(random, 2, random.nextBoolean()));
    assertThrows(
        EOFException.class, () -> read(Arrays.copyOf(bytes, random.nextInt(bytes.length))));
    byte[] other = bytes.clone();
    other[11]++;
    assertThrows(SolutionFormat.UnknownFormat.class, () -> read(other));
  }
}
