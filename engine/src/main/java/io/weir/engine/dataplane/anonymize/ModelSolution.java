package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.privacy.search.Outcome;
import io.weir.engine.privacy.table.TupleIndex;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/** How a table keeps the promise of its privacy model, ready to be applied to its records. */
public final class ModelSolution {
  private final Anonymization anonymization;
  private final PrivacyModel model;
  private final ModelTuples tuples;
  private final KeptSolution found;
  private final String text;
  private final TupleIndex index;
  private final Optional<TableLattice> lattice;

  ModelSolution(
      Anonymization anonymization,
      PrivacyModel model,
      ModelTuples tuples,
      ModelSearch.Found found) {
    this.anonymization = anonymization;
    this.model = model;
    this.tuples = tuples;
    this.found =
        KeptSolution.of(
            found.outcome(),
            tuples.joined().map(JoinedColumn::sums),
            oneLevel(model, found.outcome()));
    this.text = found.text();
    this.lattice = found.lattice();
    this.index = new TupleIndex(tuples.table());
  }

  /** What an earlier execution of the run found. */
  ModelSolution(
      Anonymization anonymization,
      PrivacyModel model,
      ModelTuples tuples,
      KeptSolution found,
      String text) {
    this.anonymization = anonymization;
    this.model = model;
    this.tuples = tuples;
    this.found = found;
    this.text = text;
    this.lattice = Optional.empty();
    this.index = new TupleIndex(found.recoding().table());
  }

  /** Whether every record that is left has the same level of a column. */
  private static boolean oneLevel(PrivacyModel model, Outcome.Found found) {
    return found.rounds().size() == 1
        && (model.suppression() == PrivacyModel.Suppression.RECORD || found.suppressed() == 0);
  }

  /** What another execution needs, to be kept with the run. */
  KeptSolution kept() {
    return found;
  }

  String table() {
    return anonymization.table().plan().name();
  }

  /**
   * What the ledger keeps, so that another execution finds the same; empty where it does anyway.
   */
  public String text() {
    return text;
  }

  /** What else there was to choose; empty where an earlier execution has told it. */
  public Optional<TableLattice> lattice() {
    return lattice;
  }

  /** How many records the model was given. */
  public long records() {
    return found.records();
  }

  /** What is worth telling people, by name. */
  public Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    if (found.rounds().size() == 1) {
      List<String> levels = new ArrayList<>();
      for (int i = 0; i < tuples.quasiIdentifiers().size(); i++) {
        levels.add(tuples.quasiIdentifiers().get(i).name() + " " + found.rounds().getFirst()[i]);
      }
      facts.put("levels", String.join(", ", levels));
    }
    facts.put("classes", Integer.toString(found.classes()));
    facts.put("suppressed", found.suppressed() + " of " + found.records());
    facts.put("utility", String.format(Locale.ROOT, "%.6f", found.utility()));
    facts.put(
        "search",
        found.cut()
            ? "stopped after " + found.checked() + " nodes: the best found so far"
            : found.optimal() ? "proven optimal" : "ended");
    return facts;
  }

  /**
   * The records that are suppressed as a whole; none where only their values are.
   *
   * @return row numbers by part
   */
  public Map<PartId, RoaringBitmap> suppressed() {
    Map<PartId, RoaringBitmap> all = new HashMap<>();
    if (model.suppression() == PrivacyModel.Suppression.RECORD && found.suppressed() > 0) {
      TableRecords records = anonymization.records();
      anonymization
          .workers()
          .each(
              records.parts().size(),
              part -> {
                RoaringBitmap places = new RoaringBitmap();
                TupleIndex.Finder finder = index.finder();
                tuples.coded(
                    part,
                    (codes, values, place) -> {
                      int tuple = finder.find(codes);
                      if (tuple >= 0 && found.recoding().suppressed(tuple)) {
                        places.add(place);
                      }
                    });
                synchronized (all) {
                  all.put(records.parts().get(part).id(), records.rows(part, places));
                }
              });
    }
    return all;
  }

  /**
   * The methods at columns, at the levels found where those are the same for all records; where
   * not, the columns that {@link #recoding} makes are empty.
   */
  ColumnLayer columns() {
    Map<String, ColumnFunction> functions = new HashMap<>();
    if (!found.byLevels()) {
      for (SeenColumn column : tuples.quasiIdentifiers()) {
        // What stands there is made by the recoding, from what was collected.
        column
            .levels()
            .ifPresent(levels ->
                functions.put(
                    column.name(),
                    values -> Column.ofEmpties(levels.output().type(), values.size())));
      }
      return anonymization.columns().with(functions);
    }
    for (int i = 0; i < tuples.quasiIdentifiers().size(); i++) {
      SeenColumn column = tuples.quasiIdentifiers().get(i);
      int level = found.rounds().getFirst()[i];
      column.levels().ifPresent(levels -> functions.put(column.name(), levels.level(level)));
    }
    return anonymization.columns().with(functions);
  }

  /** What is made of records beyond {@link #columns}. */
  Recoder recoding() {
    return found.byLevels() ? Recoder.NONE : new ByTuple(tuples, index, found.recoding());
  }

  /** What is made of the table that the records are drawn from; empty if the model names none. */
  Optional<FollowingPopulation> population() {
    return model.population().map(_ -> new FollowingPopulation(tuples, found));
  }
}
