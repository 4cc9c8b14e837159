package io.weir.engine.dataplane.anonymize;

import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.PreparedTable;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The methods that stand at columns, all sealed: collected records become records of the columns
 * that are left. Thread-safe.
 */
final class ColumnLayer {
  /** What is done to one column. */
  sealed interface Work {
    record Nothing() implements Work {}

    record OfValues(ColumnFunction function) implements Work {}

    record OfRecords(List<String> inputs, RecordFunction function) implements Work {}
  }

  /** A column that is left. */
  record Left(ColumnPlan plan, ColumnSchema after, Work work, Failures failures) {}

  private final List<Left> left;
  private final List<String> inputs;
  private final TableSchema output;

  ColumnLayer(String table, List<Left> left) {
    this.left = List.copyOf(left);
    this.output = new TableSchema(table, left.stream().map(Left::after).toList());
    Set<String> read = new LinkedHashSet<>();
    for (Left column : left) {
      switch (column.work()) {
        case Work.Nothing _, Work.OfValues _ -> read.add(column.plan().name());
        case Work.OfRecords(List<String> more, _) -> read.addAll(more);
      }
    }
    this.inputs = List.copyOf(read);
  }

  /** The same with other functions for some columns. */
  ColumnLayer with(Map<String, ColumnFunction> functions) {
    return new ColumnLayer(
        output.name(),
        left.stream()
            .map(column -> {
              ColumnFunction other = functions.get(column.plan().name());
              return other == null
                  ? column
                  : new Left(
                      column.plan(), column.after(), new Work.OfValues(other), column.failures());
            })
            .toList());
  }

  /** The same for some columns alone. */
  ColumnLayer only(Collection<String> columns) {
    return new ColumnLayer(
        output.name(),
        left.stream().filter(column -> columns.contains(column.plan().name())).toList());
  }

  /** The columns to read. */
  List<String> inputs() {
    return inputs;
  }

  TableSchema output() {
    return output;
  }

  /**
   * @param batch of the columns {@link #inputs()}
   * @param first the position of its first record
   */
  RecordBatch apply(RecordBatch batch, long first) {
    List<Column> columns = new ArrayList<>(left.size());
    for (Left column : left) {
      columns.add(column.failures().during("broke off", () -> apply(column, batch, first)));
    }
    return new RecordBatch(output, columns, batch.size());
  }

  private static Column apply(Left column, RecordBatch batch, long first) {
    Column after =
        switch (column.work()) {
          case Work.Nothing _ -> own(column, batch);
          case Work.OfValues(ColumnFunction function) -> function.apply(own(column, batch));
          case Work.OfRecords(List<String> inputs, RecordFunction function) -> {
            List<Column> made = function.apply(Batches.project(batch, inputs), first);
            if (made.size() != 1) {
              throw column.failures().broken("gave " + made.size() + " columns for one");
            }
            yield made.getFirst();
          }
        };
    if (after.size() != batch.size() || after.type() != column.after().type()) {
      throw column
          .failures()
          .broken(
              "gave %d values of %s for %d of %s"
                  .formatted(after.size(), after.type(), batch.size(), column.after().type()));
    }
    return after;
  }

  private static Column own(Left column, RecordBatch batch) {
    return batch.column(batch.schema().indexOf(column.plan().name()).orElseThrow());
  }

  /** What a column's method is called, for errors. */
  static Failures failures(String table, PreparedTable.Column column) {
    return new Failures(
        table,
        column.plan().name(),
        column.plan().anonymization().map(ColumnPlan.Anonymization::method).orElse(""));
  }

  /** Whether a method sees other columns, or all records, before it changes one. */
  static boolean isOfRecords(PreparedTable.Column column) {
    return column.method().filter(PreparedMethod.OfRecords.class::isInstance).isPresent();
  }
}
