package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.Concatenation;
import io.weir.engine.privacy.search.Recoding;
import io.weir.engine.privacy.table.TupleIndex;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Gives each record's quasi-identifiers the levels of the class that its tuple belongs to, or the
 * token if the tuple is suppressed. A record's tuple is looked up once; what its values are called
 * is an entry of a dictionary. Thread-safe.
 */
final class ByTuple implements Recoder {
  private static final int SUPPRESSED = -1;

  private final ModelTuples tuples;
  private final TupleIndex index;
  private final Recoding recoding;

  /** By class and column. */
  private final int[] levels;

  /** By column; empty where it has no levels. */
  private final List<Optional<Labels>> labels = new ArrayList<>();

  ByTuple(ModelTuples tuples, TupleIndex index, Recoding recoding) {
    this.tuples = tuples;
    this.index = index;
    this.recoding = recoding;
    int columns = tuples.quasiIdentifiers().size();
    levels = new int[Math.multiplyExact(recoding.classes(), columns)];
    for (int of = 0; of < recoding.classes(); of++) {
      System.arraycopy(recoding.levels().get(of), 0, levels, of * columns, columns);
    }
    for (SeenColumn column : tuples.quasiIdentifiers()) {
      labels.add(column.levels().map(_ -> new Labels(column.labels())));
    }
  }

  @Override
  public RecordBatch apply(RecordBatch collected, RecordBatch after, int part, int place) {
    int[][] codes = tuples.codes(collected, after, part, place);
    int[] classes = classes(codes, after.size());
    boolean anySuppressed = Arrays.stream(classes).anyMatch(of -> of == SUPPRESSED);
    List<Column> columns = new ArrayList<>(after.columns());
    for (int i = 0; i < labels.size(); i++) {
      int at = after.schema().indexOf(tuples.quasiIdentifiers().get(i).name()).orElseThrow();
      if (labels.get(i).isPresent()) {
        columns.set(at, labelled(labels.get(i).get(), codes[i], classes, i));
      } else if (anySuppressed) {
        columns.set(at, starred(after.schema().columns().get(at), after.column(at), classes));
      }
    }
    return new RecordBatch(after.schema(), columns, after.size());
  }

  /** The class of each record, or that it is suppressed. */
  private int[] classes(int[][] codes, int rows) {
    int[] classes = index.find(codes, rows);
    for (int row = 0; row < rows; row++) {
      classes[row] = classes[row] < 0 ? SUPPRESSED : recoding.classOf()[classes[row]];
    }
    return classes;
  }

  private Column labelled(Labels names, int[] codes, int[] classes, int column) {
    int[] entries = new int[classes.length];
    int wide = labels.size();
    for (int row = 0; row < entries.length; row++) {
      entries[row] =
          classes[row] == SUPPRESSED
              ? Labels.TOKEN
              : names.entry(levels[classes[row] * wide + column], codes[row]);
    }
    return names.column(entries);
  }

  /** A column without levels keeps its values but where a record's are suppressed. */
  private static Column starred(ColumnSchema schema, Column values, int[] classes) {
    if (schema.type() == ValueType.STRING) {
      boolean[] suppressed = new boolean[classes.length];
      for (int row = 0; row < suppressed.length; row++) {
        suppressed[row] = classes[row] == SUPPRESSED;
      }
      return Labels.starred((BytesColumn) values, suppressed);
    }
    int[] picks = new int[classes.length];
    for (int row = 0; row < picks.length; row++) {
      picks[row] = classes[row] == SUPPRESSED ? picks.length : row;
    }
    return Concatenation.ofColumns(List.of(values, Column.ofEmpties(schema.type(), 1)))
        .select(picks, picks.length);
  }
}
