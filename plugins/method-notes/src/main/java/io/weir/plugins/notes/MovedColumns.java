package io.weir.plugins.notes;

import io.weir.spi.Column;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import io.weir.spi.Workspace.LongArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns with the values of other records. Thread-safe once all is noted.
 *
 * @param values of each column, of all records
 * @param sources for each column, by position: from which position its value comes
 */
public record MovedColumns(List<ValueNotes> values, List<LongArray> sources)
    implements RecordFunction {
  @Override
  public List<Column> apply(RecordBatch batch, long first) {
    List<Column> moved = new ArrayList<>(values.size());
    long[] positions = new long[batch.size()];
    for (int column = 0; column < values.size(); column++) {
      LongArray source = sources.get(column);
      for (int row = 0; row < positions.length; row++) {
        positions[row] = source.get(first + row);
      }
      moved.add(values.get(column).at(positions, positions.length));
    }
    return moved;
  }
}
