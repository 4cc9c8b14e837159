package io.weir.engine.privacy.search;

import io.weir.engine.privacy.table.Histograms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the classes of a node the rows that nodes above it are checked from. */
final class RollUp {
  private RollUp() {}

  static Rows of(Rows rows, int[] levels, int words, Grouping grouping, Classes classes) {
    classes.takeSamples(rows, grouping);
    long[] packed = new long[classes.size * words];
    for (int one = 0; one < classes.size; one++) {
      System.arraycopy(rows.packed(), classes.sample[one] * words, packed, one * words, words);
    }
    List<Histograms> sensitive = new ArrayList<>();
    if (!rows.sensitive().isEmpty()) {
      classes.gather(rows, grouping);
    }
    for (Histograms histograms : rows.sensitive()) {
      sensitive.add(merged(histograms, classes));
    }
    return new Rows(
        levels,
        packed,
        Arrays.copyOf(classes.records, classes.size),
        rows.persons().length == 0 ? rows.persons() : Arrays.copyOf(classes.persons, classes.size),
        sensitive);
  }

  private static Histograms merged(Histograms histograms, Classes classes) {
    int[] offsets = new int[classes.size + 1];
    int[] values = new int[histograms.values().length];
    int[] counts = new int[values.length];
    int cardinality = Arrays.stream(histograms.values()).max().orElse(-1) + 1;
    int[] dense = new int[cardinality];
    int next = 0;
    for (int one = 0; one < classes.size; one++) {
      int from = next;
      for (int at = classes.starts[one]; at < classes.starts[one + 1]; at++) {
        int row = classes.rows[at];
        for (int entry = histograms.offsets()[row];
            entry < histograms.offsets()[row + 1];
            entry++) {
          int value = histograms.values()[entry];
          if (dense[value] == 0) {
            values[next++] = value;
          }
          dense[value] += histograms.counts()[entry];
        }
      }
      for (int at = from; at < next; at++) {
        counts[at] = dense[values[at]];
        dense[values[at]] = 0;
      }
      offsets[one + 1] = next;
    }
    return new Histograms(offsets, Arrays.copyOf(values, next), Arrays.copyOf(counts, next));
  }
}
