package io.weir.engine.run;

import io.weir.engine.dataplane.RejectedRecord;
import java.util.List;

/**
 * Some of the rejected records that a run keeps of a table.
 *
 * @param most how many the table has kept at most; 0 when it has none kept
 * @param sources the table's by name, in order of their priority
 * @param records by source and position
 * @param nextToken for the next page, or empty text on the last
 */
public record RejectedPage(
    int most, List<String> sources, List<RejectedRecord> records, String nextToken) {
  public RejectedPage {
    sources = List.copyOf(sources);
    records = List.copyOf(records);
  }
}
