package io.weir.plugins.notes;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.RecordBatch;
import java.util.List;
import java.util.Optional;

/**
 * Notes the values of a batch's first columns, and which records are equal in what.
 *
 * @param values of the first columns
 * @param equality by the columns {@code equal}, and by whether those of {@code empties} are empty
 * @param equal numbers of columns of the batch
 * @param empties numbers of columns of the batch
 */
public record NotedColumns(
    List<ValueNotes> values,
    Optional<EqualityNotes> equality,
    List<Integer> equal,
    List<Integer> empties)
    implements Observer {
  /** Notes for all records of a run; equality is noted if some columns count for it. */
  public static NotedColumns of(
      List<ColumnSchema> values, List<Integer> equal, List<Integer> empties, MethodRun run) {
    return new NotedColumns(
        values.stream()
            .map(it -> new ValueNotes(it.type(), run.workspace(), run.records()))
            .toList(),
        equal.isEmpty() && empties.isEmpty()
            ? Optional.empty()
            : Optional.of(new EqualityNotes(run.runSeed(), run.workspace(), run.records())),
        equal,
        empties);
  }

  @Override
  public void observe(RecordBatch batch, long first) {
    for (int i = 0; i < values.size(); i++) {
      values.get(i).note(batch.column(i), first);
    }
    equality.ifPresent(
        notes -> notes.note(columns(batch, equal), columns(batch, empties), batch.size(), first));
  }

  private static List<Column> columns(RecordBatch batch, List<Integer> numbers) {
    return numbers.stream().map(batch::column).toList();
  }

  @Override
  public void merge(Observer other) {
    NotedColumns noted = (NotedColumns) other;
    for (int i = 0; i < values.size(); i++) {
      values.get(i).merge(noted.values.get(i));
    }
    equality.ifPresent(notes -> notes.merge(noted.equality.orElseThrow()));
  }
}
