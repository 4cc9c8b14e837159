package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.privacy.search.Recoding;
import io.weir.engine.privacy.table.TupleIndex;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the solution of a table's model makes of its population: the columns with levels follow, so
 * that a person has the values of the class that he fits. Who fits none is published at the highest
 * levels, or, where all records have the same levels, at those.
 */
final class FollowingPopulation {
  private final ModelTuples tuples;
  private final KeptSolution found;

  FollowingPopulation(ModelTuples tuples, KeptSolution found) {
    this.tuples = tuples;
    this.found = found;
  }

  /**
   * A table with a solution of its own model, if it has one, and as the population of others.
   *
   * @param drawn the solutions of the tables whose models name it as their population
   */
  static ReadyTable ready(
      Anonymization table,
      Optional<ModelSolution> own,
      List<ModelSolution> drawn,
      Function<PartId, Optional<MaskFile>> suppression,
      int batchRows) {
    ColumnLayer layer = own.map(ModelSolution::columns).orElse(table.columns());
    Recoder recoder = own.map(ModelSolution::recoding).orElse(Recoder.NONE);
    for (ModelSolution each : drawn) {
      FollowingPopulation following = each.population().orElseThrow();
      layer = following.columns(layer);
      recoder = following.recoding(recoder);
    }
    return new ReadyTable(table, layer, recoder, suppression, batchRows);
  }

  private boolean oneLevel() {
    return found.rounds().size() == 1;
  }

  /** The methods at the population's columns, at the levels found where those are the same. */
  ColumnLayer columns(ColumnLayer own) {
    Map<String, ColumnFunction> functions = new HashMap<>();
    for (int i = 0; oneLevel() && i < tuples.quasiIdentifiers().size(); i++) {
      SeenColumn column = tuples.quasiIdentifiers().get(i);
      int level = found.rounds().getFirst()[i];
      column.levels().ifPresent(levels -> functions.put(column.name(), levels.level(level)));
    }
    return own.with(functions);
  }

  /** What is made of persons beyond {@link #columns}, after something else. */
  Recoder recoding(Recoder before) {
    if (oneLevel()) {
      return before;
    }
    Recoding recoding = found.population().orElseThrow();
    TupleIndex index = new TupleIndex(recoding.table());
    List<Optional<Labels>> labels = new ArrayList<>();
    for (SeenColumn column : tuples.quasiIdentifiers()) {
      labels.add(column.levels().map(_ -> new Labels(column.labels())));
    }
    return (collected, after, part, place) -> {
      RecordBatch others = before.apply(collected, after, part, place);
      int[][] codes = PopulationTuples.codes(tuples.quasiIdentifiers(), collected, others);
      return recoded(others, codes, recoding, index.find(codes, others.size()), labels);
    };
  }

  private RecordBatch recoded(
      RecordBatch batch,
      int[][] codes,
      Recoding recoding,
      int[] tupleOf,
      List<Optional<Labels>> labels) {
    List<Column> columns = new ArrayList<>(batch.columns());
    for (int i = 0; i < codes.length; i++) {
      if (labels.get(i).isPresent()) {
        String name = tuples.quasiIdentifiers().get(i).name();
        columns.set(
            batch.schema().indexOf(name).orElseThrow(),
            labelled(codes[i], tupleOf, i, recoding, labels.get(i).get()));
      }
    }
    return new RecordBatch(batch.schema(), columns, batch.size());
  }

  private static Column labelled(
      int[] codes, int[] tupleOf, int column, Recoding recoding, Labels labels) {
    int[] entries = new int[codes.length];
    for (int row = 0; row < entries.length; row++) {
      int tuple = tupleOf[row];
      int level =
          tuple < 0 || recoding.suppressed(tuple)
              ? labels.highest()
              : recoding.level(tuple, column);
      entries[row] = labels.entry(level, codes[row]);
    }
    return labels.column(entries);
  }
}
