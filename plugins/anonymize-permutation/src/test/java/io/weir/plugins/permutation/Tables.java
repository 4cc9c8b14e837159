package io.weir.plugins.permutation;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.RecordsTrial.Cut;
import io.weir.testkit.RecordsTrial.Outcome;
import io.weir.testkit.TrialRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small tables, and what methods make of them. */
final class Tables {
  private Tables() {}

  /** A table of whole numbers, with columns called a, b, c … */
  static RecordBatch ofLongs(long[]... columns) {
    List<ColumnSchema> schemas = new ArrayList<>();
    List<Column> values = new ArrayList<>();
    for (long[] column : columns) {
      schemas.add(new ColumnSchema(Character.toString('a' + schemas.size()), ValueType.INTEGER));
      values.add(new LongColumn(ValueType.INTEGER, column, column.length, Empties.none()));
    }
    return new RecordBatch(new TableSchema("t", schemas), values, columns[0].length);
  }

  static OfRecords prepare(
      AnonymizationMethod method, RecordBatch table, Map<String, Object> parameters) {
    return (OfRecords)
        method.prepare(
            new MethodRequest(
                table.schema(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                new Parameters(parameters)));
  }

  static Outcome run(OfRecords method, RecordBatch table, long seed) {
    return RecordsTrial.run(method, table, TrialRun.of(seed, table.size()), Cut.batches(1_000));
  }
}
