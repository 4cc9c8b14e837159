package io.weir.plugins.permutation;

import io.weir.plugins.notes.EqualityNotes;
import io.weir.plugins.notes.ValueNotes;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.RecordBatch;
import java.util.List;
import java.util.Optional;

/**
 * The values of the first columns of a batch, and which records are equal in the others.
 *
 * @param values of the columns that are moved
 * @param equality among what values go round; empty for all records
 * @param emptiesStay whether records of a group are empty in the same moved columns
 */
record SeenColumns(List<ValueNotes> values, Optional<EqualityNotes> equality, boolean emptiesStay)
    implements Observer {
  static SeenColumns of(
      List<ColumnSchema> moved, boolean grouped, boolean emptiesStay, MethodRun run) {
    return new SeenColumns(
        moved.stream()
            .map(it -> new ValueNotes(it.type(), run.workspace(), run.records()))
            .toList(),
        grouped || emptiesStay
            ? Optional.of(new EqualityNotes(run.runSeed(), run.workspace(), run.records()))
            : Optional.empty(),
        emptiesStay);
  }

  @Override
  public void observe(RecordBatch batch, long first) {
    List<Column> moved = batch.columns().subList(0, values.size());
    for (int i = 0; i < values.size(); i++) {
      values.get(i).note(moved.get(i), first);
    }
    List<Column> within = batch.columns().subList(values.size(), batch.columns().size());
    equality.ifPresent(
        notes -> notes.note(within, emptiesStay ? moved : List.of(), batch.size(), first));
  }

  @Override
  public void merge(Observer other) {
    SeenColumns seen = (SeenColumns) other;
    for (int i = 0; i < values.size(); i++) {
      values.get(i).merge(seen.values.get(i));
    }
    equality.ifPresent(notes -> notes.merge(seen.equality.orElseThrow()));
  }
}
