package io.weir.engine.privacy.table;

/**
 * How often each value of one sensitive column occurs, for each of many tuples (or classes), one
 * after the other.
 *
 * @param offsets where the entries of a tuple begin; one more than there are tuples
 * @param values codes, rising within a tuple
 * @param counts at least 1 each
 */
public record Histograms(int[] offsets, int[] values, int[] counts) {
  Histograms only(int[] tuples) {
    int[] from = new int[tuples.length + 1];
    for (int at = 0; at < tuples.length; at++) {
      from[at + 1] = from[at] + offsets[tuples[at] + 1] - offsets[tuples[at]];
    }
    int[] some = new int[from[tuples.length]];
    int[] often = new int[some.length];
    for (int at = 0; at < tuples.length; at++) {
      int entries = from[at + 1] - from[at];
      System.arraycopy(values, offsets[tuples[at]], some, from[at], entries);
      System.arraycopy(counts, offsets[tuples[at]], often, from[at], entries);
    }
    return new Histograms(from, some, often);
  }
}
