package io.weir.engine.dataplane.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GroupingPropertyTest {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
  private static final long[] WORDS = {0, 1, -1, 1L << 63, 1L << 22, 7, 1L << 42, Long.MAX_VALUE};

  private record Tuple(long high, long low, long value) implements Comparable<Tuple> {
    @Override
    public int compareTo(Tuple other) {
      return TupleTable.compare(high, low, value, other.high, other.low, other.value);
    }
  }

  @Property(tries = 300)
  void classes_come_in_order_with_all_values_however_little_memory_there_is(
      @ForAll long seed, @ForAll @IntRange(max = 2_000) int rows) {
    Random random = new Random(seed);
    int words = 1 + random.nextInt(WORDS.length);
    boolean wide = random.nextBoolean();
    List<Tuple> tuples = new ArrayList<>();
    Map<Tuple, Long> expected = new TreeMap<>();
    for (int row = 0; row < rows; row++) {
      Tuple tuple =
          new Tuple(
              WORDS[random.nextInt(words)],
              WORDS[random.nextInt(words)],
              wide ? random.nextLong() : WORDS[random.nextInt(words)]);
      tuples.add(tuple);
      expected.merge(tuple, 1L + row % 3, Long::sum);
    }
    List<String> classes = classes(expected);
    for (long budget : List.of(1L, 5_000L, 1L << 20)) {
      try (Grouping grouping = new Grouping(TEMPORARY, budget)) {
        for (int row = 0; row < rows; row++) {
          Tuple tuple = tuples.get(row);
          grouping.add(tuple.high(), tuple.low(), tuple.value(), 1L + row % 3);
        }
        assertEquals(classes, seen(grouping));
        assertEquals(classes, seen(grouping));
      }
    }
  }

  private static List<String> classes(Map<Tuple, Long> expected) {
    List<String> seen = new ArrayList<>();
    Tuple last = null;
    long size = 0;
    for (Map.Entry<Tuple, Long> entry : expected.entrySet()) {
      Tuple tuple = entry.getKey();
      if (last != null && (last.high() != tuple.high() || last.low() != tuple.low())) {
        seen.add("end %x %x %d".formatted(last.high(), last.low(), size));
        size = 0;
      }
      seen.add("%x %d".formatted(tuple.value(), entry.getValue()));
      size += entry.getValue();
      last = tuple;
    }
    if (last != null) {
      seen.add("end %x %x %d".formatted(last.high(), last.low(), size));
    }
    return seen;
  }

  private static List<String> seen(Grouping grouping) {
    List<String> seen = new ArrayList<>();
    grouping.forEach(
        new Grouping.ClassVisitor() {
          @Override
          public void value(long value, long count) {
            seen.add("%x %d".formatted(value, count));
          }

          @Override
          public void end(long high, long low, long size) {
            seen.add("end %x %x %d".formatted(high, low, size));
          }
        });
    return seen;
  }
}
