package io.weir.engine.outbox;

import io.weir.spi.ColumnSchema;
import java.time.Instant;
import java.util.List;

/**
 * What callers see of an outbox.
 *
 * @param revision rises with every change, from 1
 * @param tables in document order
 */
public record OutboxView(
    String id,
    String run,
    String task,
    long revision,
    OutboxState state,
    List<Table> tables,
    Instant preparedAt) {
  public OutboxView {
    tables = List.copyOf(tables);
  }

  /**
   * @param records how many will be published
   */
  public record Table(String table, List<ColumnSchema> columns, long records) {
    public Table {
      columns = List.copyOf(columns);
    }
  }
}
