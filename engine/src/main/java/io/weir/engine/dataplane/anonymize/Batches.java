package io.weir.engine.dataplane.anonymize;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** Record batches with other columns. */
final class Batches {
  private Batches() {}

  /** Some columns of a batch, in the order named. */
  static RecordBatch project(RecordBatch batch, List<String> names) {
    List<ColumnSchema> schema = new ArrayList<>(names.size());
    List<Column> columns = new ArrayList<>(names.size());
    for (String name : names) {
      int index = batch.schema().indexOf(name).orElseThrow();
      schema.add(batch.schema().columns().get(index));
      columns.add(batch.column(index));
    }
    return new RecordBatch(new TableSchema(batch.schema().name(), schema), columns, batch.size());
  }

  /** About how much memory a batch takes. */
  static long bytes(RecordBatch batch) {
    // Each value takes up to eight bytes besides its text: very many columns make few records
    // large.
    long bytes = 8L * batch.size() * batch.columns().size();
    for (Column column : batch.columns()) {
      bytes += column instanceof BytesColumn texts ? texts.heap().length : 0;
    }
    return bytes;
  }
}
