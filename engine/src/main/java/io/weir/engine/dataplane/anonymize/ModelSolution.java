package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.Concatenation;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.privacy.search.Outcome;
import io.weir.engine.privacy.search.Recoding;
import io.weir.engine.privacy.table.TupleIndex;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** How a table keeps the promise of its privacy model, ready to be applied to its records. */
public final class ModelSolution {
  private static final String TOKEN = "*";

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
                tuples.coded(
                    part,
                    (codes, values, place) -> {
                      int tuple = index.find(codes);
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

  /** The methods at columns, at the levels found where those are the same for all records. */
  ColumnLayer columns() {
    if (!found.byLevels()) {
      return anonymization.columns();
    }
    Map<String, ColumnFunction> functions = new HashMap<>();
    for (int i = 0; i < tuples.quasiIdentifiers().size(); i++) {
      ModelTuples.Seen column = tuples.quasiIdentifiers().get(i);
      int level = found.rounds().getFirst()[i];
      column.levels().ifPresent(levels -> functions.put(column.name(), levels.level(level)));
    }
    return anonymization.columns().with(functions);
  }

  /** What is made of records beyond {@link #columns}. */
  Recoder recoding() {
    return found.byLevels() ? Recoder.NONE : byTuple();
  }

  /** What is made of the table that the records are drawn from; empty if the model names none. */
  Optional<FollowingPopulation> population() {
    return model.population().map(_ -> new FollowingPopulation(tuples, found));
  }

  private Recoder byTuple() {
    List<List<@Nullable String[]>> labels = new ArrayList<>();
    for (ModelTuples.Seen column : tuples.quasiIdentifiers()) {
      labels.add(tuples.labels(column));
    }
    return (collected, after, part, place) ->
        recoded(after, tuples.codes(collected, after, part, place), labels);
  }

  /**
   * @param codes by column of the tuples and row
   * @param labels by column and level, the text of each value
   */
  private RecordBatch recoded(
      RecordBatch after, int[][] codes, List<List<@Nullable String[]>> labels) {
    int[] tuple = new int[codes.length];
    int[] tupleOf = new int[after.size()];
    for (int row = 0; row < tupleOf.length; row++) {
      for (int i = 0; i < tuple.length; i++) {
        tuple[i] = codes[i][row];
      }
      tupleOf[row] = index.find(tuple);
    }
    List<Column> columns = new ArrayList<>(after.columns());
    for (int i = 0; i < labels.size(); i++) {
      ModelTuples.Seen column = tuples.quasiIdentifiers().get(i);
      int at = after.schema().indexOf(column.name()).orElseThrow();
      ColumnSchema schema = after.schema().columns().get(at);
      columns.set(
          at,
          column.levels().isPresent()
              ? labelled(codes[i], tupleOf, i, labels.get(i))
              : starred(schema, after.column(at), tupleOf));
    }
    return new RecordBatch(after.schema(), columns, after.size());
  }

  private boolean isSuppressed(int tuple) {
    return tuple < 0 || found.recoding().suppressed(tuple);
  }

  private Column labelled(int[] codes, int[] tupleOf, int column, List<@Nullable String[]> labels) {
    Recoding recoding = found.recoding();
    BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, codes.length);
    for (int row = 0; row < codes.length; row++) {
      if (isSuppressed(tupleOf[row])) {
        builder.append(TOKEN);
        continue;
      }
      String label = labels.get(recoding.level(tupleOf[row], column))[codes[row]];
      if (label == null) {
        builder.appendEmpty();
      } else {
        builder.append(label);
      }
    }
    return builder.build();
  }

  /** A column without levels keeps its values but where a record's are suppressed. */
  private Column starred(ColumnSchema schema, Column values, int[] tupleOf) {
    if (schema.type() == ValueType.STRING) {
      BytesColumn texts = (BytesColumn) values;
      BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, tupleOf.length);
      for (int row = 0; row < tupleOf.length; row++) {
        if (isSuppressed(tupleOf[row])) {
          builder.append(TOKEN);
        } else if (texts.isEmpty(row)) {
          builder.appendEmpty();
        } else {
          int entry = texts.entry(row);
          builder.append(texts.heap(), texts.start(entry), texts.end(entry) - texts.start(entry));
        }
      }
      return builder.build();
    }
    int[] picks = new int[tupleOf.length];
    for (int row = 0; row < picks.length; row++) {
      picks[row] = isSuppressed(tupleOf[row]) ? picks.length : row;
    }
    return Concatenation.ofColumns(List.of(values, Column.ofEmpties(schema.type(), 1)))
        .select(picks, picks.length);
  }
}
