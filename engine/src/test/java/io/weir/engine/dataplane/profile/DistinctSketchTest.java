package io.weir.engine.dataplane.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctSketchTest {
  private static final int K = 2048;

  private static DistinctSketch of(long from, long to) {
    DistinctSketch sketch = new DistinctSketch(K);
    for (long value = from; value < to; value++) {
      sketch.add(Hashes.of(value));
    }
    return sketch;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, K - 1, K})
  void up_to_its_size_it_counts_exactly_however_often_values_come(int values) {
    DistinctSketch sketch = of(0, values);
    sketch.add(of(0, values).smallest(), false);
    assertFalse(sketch.isEstimate());
    assertEquals(values, sketch.count());
  }

  @ParameterizedTest
  @ValueSource(ints = {K + 1, 2 * K, 10_000, 100_000, 3_000_000})
  void beyond_it_estimates_within_a_few_percent_and_says_so(int values) {
    DistinctSketch sketch = of(0, values);
    assertTrue(sketch.isEstimate());
    assertEquals(values, sketch.count(), 0.08 * values);
  }

  @Test
  void sketches_of_overlapping_values_together_are_the_sketch_of_all() {
    DistinctSketch all = of(0, 50_000);
    DistinctSketch merged = of(20_000, 50_000);
    DistinctSketch first = of(0, 30_000);
    merged.add(first.smallest(), first.isEstimate());
    assertArrayEquals(all.smallest(), merged.smallest());
    assertEquals(all.count(), merged.count());
  }

  @Test
  void a_table_of_many_columns_counts_exactly_up_to_less() {
    assertEquals(2048, TableProfiler.exactUpTo(10));
    assertEquals(2048, TableProfiler.exactUpTo(256));
    assertEquals(524, TableProfiler.exactUpTo(1_000));
    assertEquals(64, TableProfiler.exactUpTo(10_000));
  }
}
