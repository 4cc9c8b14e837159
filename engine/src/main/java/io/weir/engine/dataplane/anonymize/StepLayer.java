package io.weir.engine.dataplane.anonymize;

import io.weir.engine.definition.PreparedTable;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodOutput;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import java.util.ArrayList;
import java.util.List;

/** A method that stands at the table, sealed. Thread-safe. */
final class StepLayer {
  private final PreparedTable.Step step;
  private final List<String> inputs;
  private final MethodOutput output;
  private final RecordFunction function;
  private final Failures failures;

  StepLayer(
      PreparedTable.Step step,
      List<String> inputs,
      MethodOutput output,
      RecordFunction function,
      Failures failures) {
    this.step = step;
    this.inputs = inputs;
    this.output = output;
    this.function = function;
    this.failures = failures;
  }

  PreparedTable.Step step() {
    return step;
  }

  RecordFunction function() {
    return function;
  }

  MethodOutput output() {
    return output;
  }

  Failures failures() {
    return failures;
  }

  /**
   * @param batch of the columns of the table as the layers before left it
   * @param first the position of its first record among those that are left
   */
  RecordBatch apply(RecordBatch batch, long first) {
    List<Column> made =
        failures.during("broke off", () -> function.apply(Batches.project(batch, inputs), first));
    if (made.size() != output.columns().size()) {
      throw failures.broken(
          "gave %d columns for %d".formatted(made.size(), output.columns().size()));
    }
    List<Column> columns = new ArrayList<>(step.after().columns().size());
    for (ColumnSchema column : step.after().columns()) {
      int changed = indexOf(column.name());
      Column after =
          changed < 0
              ? batch.column(batch.schema().indexOf(column.name()).orElseThrow())
              : made.get(changed);
      if (after.size() != batch.size() || after.type() != column.type()) {
        throw failures.broken(
            "gave %d values of %s for %d of %s"
                .formatted(after.size(), after.type(), batch.size(), column.type()));
      }
      columns.add(after);
    }
    return new RecordBatch(step.after(), columns, batch.size());
  }

  private int indexOf(String name) {
    for (int i = 0; i < output.columns().size(); i++) {
      if (output.columns().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
