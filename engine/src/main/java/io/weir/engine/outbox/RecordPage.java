package io.weir.engine.outbox;

import java.util.List;
import java.util.Optional;

/**
 * Some records of one table as they will be published.
 *
 * @param records values in the order of the columns, as canonical text; absent when empty
 * @param nextToken for the next page, or empty text on the last
 */
public record RecordPage(
    List<String> columns, List<List<Optional<String>>> records, String nextToken) {
  public RecordPage {
    columns = List.copyOf(columns);
    records = List.copyOf(records);
  }

  /** Without records: they are personal data until they are published. */
  @Override
  public String toString() {
    return "RecordPage[columns=" + columns + ", records=" + records.size() + "]";
  }
}
