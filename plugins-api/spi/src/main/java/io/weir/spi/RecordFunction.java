package io.weir.spi;

import java.util.Iterator;
import java.util.List;

/** Records to records. Thread-safe and pure. */
public interface RecordFunction {
  /**
   * The columns of {@link MethodOutput#columns()} for a batch: as many rows, in the same order.
   *
   * @param batch of the columns of {@link PreparedMethod.OfRecords#inputs()}
   * @param first the position in the table of the batch's first record; the others follow
   * @throws MethodException if a value does not suit
   */
  List<Column> apply(RecordBatch batch, long first);

  /**
   * The records of a table of {@link MethodOutput#tables()}, in batches of some thousands at most.
   * Their order tells nothing of the order of the records they were made of.
   */
  default Iterator<RecordBatch> records(TableSchema table) {
    throw new IllegalArgumentException("no table " + table.name());
  }
}
