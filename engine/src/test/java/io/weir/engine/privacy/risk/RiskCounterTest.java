package io.weir.engine.privacy.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RiskCounterTest {
  @Test
  void risks_are_those_of_the_definitions() {
    RiskCounter counter = new RiskCounter(0.3, List.of("diagnosis"));
    counter.add(1, new int[] {1}, 4);
    counter.add(3, new int[] {1}, 5);
    counter.add(6, new int[] {2}, 6);
    counter.suppressed(2);
    RiskReport report = counter.report();
    assertEquals(10, report.records());
    assertEquals(2, report.suppressed());
    assertEquals(1, report.prosecutorHighest());
    assertEquals(0.3, report.prosecutorAverage());
    assertEquals(0.25, report.journalistHighest().orElseThrow());
    assertEquals((0.25 + 0.6 + 1) / 10, report.marketer(), 1e-12);
    assertEquals(0.1, report.unique());
    assertEquals(0.4, report.atRisk());
    assertEquals(Map.of(1, 1L, 3, 1L, 6, 1L), report.smallest());
    assertEquals(List.of(new RiskReport.Disclosure("diagnosis", 2, 4)), report.disclosures());
  }

  @Test
  void a_table_without_records_has_no_risk() {
    RiskReport report = new RiskCounter(0.2, List.of()).report();
    assertEquals(0, report.prosecutorHighest());
    assertEquals(0, report.marketer());
    assertTrue(report.journalistAverage().isEmpty());
  }

  @Property(tries = 200)
  void averages_over_classes_are_those_over_records(
      @ForAll @Size(min = 1, max = 50) List<Integer> drawn,
      @ForAll @IntRange(max = 9) int threshold) {
    int[] sizes = drawn.stream().mapToInt(size -> Math.floorMod(size, 30) + 1).toArray();
    RiskCounter counter = new RiskCounter(threshold / 10.0, List.of());
    Arrays.stream(sizes).forEach(size -> counter.add(size, new int[0]));
    RiskReport report = counter.report();
    double[] risks =
        Arrays.stream(sizes)
            .boxed()
            .flatMapToDouble(
                size -> java.util.stream.DoubleStream.generate(() -> 1.0 / size).limit(size))
            .toArray();
    assertEquals(Arrays.stream(risks).average().orElseThrow(), report.prosecutorAverage(), 1e-9);
    assertEquals(Arrays.stream(risks).max().orElseThrow(), report.prosecutorHighest());
    assertEquals(
        Arrays.stream(risks).filter(risk -> risk > threshold / 10.0).count(),
        Math.round(report.atRisk() * risks.length));
    int[] smallest = Arrays.stream(sizes).distinct().sorted().limit(10).toArray();
    assertEquals(Arrays.stream(smallest).boxed().toList(), List.copyOf(report.smallest().keySet()));
    for (int size : smallest) {
      assertEquals(
          Arrays.stream(sizes).filter(other -> other == size).count(), report.smallest().get(size));
    }
  }
}
