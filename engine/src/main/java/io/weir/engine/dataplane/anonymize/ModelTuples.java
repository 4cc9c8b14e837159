package io.weir.engine.dataplane.anonymize;

import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.privacy.search.Recoding;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import io.weir.spi.Column;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import org.roaringbitmap.RoaringBitmap;

/**
 * The records of a table as a privacy model sees them: distinct combinations of the
 * quasi-identifiers, and which sensitive values occur with each. A quasi-identifier with levels is
 * seen as collected, any other as the method of its column leaves it.
 */
final class ModelTuples {
  private final Anonymization anonymization;
  private final IntPredicate[] gone;
  private final List<SeenColumn> quasiIdentifiers;
  private final List<SeenColumn> sensitive;
  private final Optional<JoinedColumn> joined;
  private final TupleTable table;
  private final Optional<TupleTable> population;

  /**
   * @param gone by part the row numbers that are suppressed already
   * @param persons of the model's population
   * @param joined a quasi-identifier more, the last of the tuples
   * @param mostBytes what the tuples may take of the heap
   */
  ModelTuples(
      Anonymization anonymization,
      PrivacyModel model,
      List<RoaringBitmap> gone,
      Optional<PopulationTuples> persons,
      Optional<JoinedColumn> joined,
      long mostBytes) {
    this(anonymization, model, gone, persons, joined, Optional.empty(), mostBytes);
  }

  /**
   * Numbers the values as they were numbered when a solution was found: by all that the keys left,
   * suppressed or not.
   *
   * @param persons of the model's population
   * @param joined with the codes it had then; not needed for a solution by levels
   * @throws NotTheSame if there are others
   */
  static ModelTuples again(
      Anonymization anonymization,
      PrivacyModel model,
      Optional<PopulationTuples> persons,
      Optional<JoinedColumn> joined,
      KeptSolution found,
      long mostBytes) {
    List<RoaringBitmap> none =
        anonymization.records().parts().stream().map(_ -> new RoaringBitmap()).toList();
    return new ModelTuples(
        anonymization, model, none, persons, joined, Optional.of(found), mostBytes);
  }

  /** The columns have other values than those a solution was found for. */
  static final class NotTheSame extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private ModelTuples(
      Anonymization anonymization,
      PrivacyModel model,
      List<RoaringBitmap> gone,
      Optional<PopulationTuples> persons,
      Optional<JoinedColumn> joined,
      Optional<KeptSolution> before,
      long mostBytes) {
    this.anonymization = anonymization;
    this.joined = joined;
    this.gone = new IntPredicate[gone.size()];
    for (int part = 0; part < gone.size(); part++) {
      RoaringBitmap places = anonymization.records().places(part, gone.get(part));
      this.gone[part] = places::contains;
    }
    PreparedTable prepared = anonymization.table();
    List<SeenColumn> identifiers = new ArrayList<>();
    for (ColumnPlan column : prepared.plan().quasiIdentifiers()) {
      seen(prepared, column.name(), mostBytes).ifPresent(identifiers::add);
    }
    Set<String> named = new LinkedHashSet<>();
    model.diversity().forEach(each -> named.add(each.column()));
    model.closeness().forEach(each -> named.add(each.column()));
    List<SeenColumn> values = new ArrayList<>();
    named.forEach(name -> seen(prepared, name, mostBytes).ifPresent(values::add));
    if (before.filter(KeptSolution::byLevels).isEmpty()) {
      gather(identifiers, values);
      persons.ifPresent(all -> all.gather(identifiers));
    }
    quasiIdentifiers = sorted(identifiers);
    sensitive = sorted(values);
    if (before.isPresent()) {
      table = known(before.get());
      population = before.get().population().map(Recoding::table);
    } else {
      table = encode(mostBytes);
      population = persons.map(all -> all.encode(quasiIdentifiers, table.columns()));
    }
  }

  private TupleTable known(KeptSolution before) {
    List<LevelTable> columns = before.recoding().table().columns();
    boolean same = columns.size() >= quasiIdentifiers.size();
    for (int i = 0; same && i < quasiIdentifiers.size(); i++) {
      SeenColumn column = quasiIdentifiers.get(i);
      same =
          columns.get(i).name().equals(column.name())
              && (before.byLevels() || columns.get(i).domain() == column.domain());
    }
    if (!same || !before.byLevels() && columns.size() != width()) {
      throw new NotTheSame();
    }
    return before.recoding().table();
  }

  private static Optional<SeenColumn> seen(PreparedTable prepared, String name, long mostBytes) {
    PreparedTable.Column column =
        prepared.columns().stream()
            .filter(it -> it.plan().name().equals(name))
            .findFirst()
            .orElseThrow();
    return column
        .after()
        .map(_ ->
            new SeenColumn(
                prepared.plan().name(),
                name,
                column
                    .method()
                    .filter(PreparedMethod.OfLevels.class::isInstance)
                    .map(PreparedMethod.OfLevels.class::cast),
                new DistinctValues(name, mostBytes)));
  }

  private static List<SeenColumn> sorted(List<SeenColumn> columns) {
    return columns.stream().map(SeenColumn::sorted).toList();
  }

  /** The table's own. */
  List<SeenColumn> quasiIdentifiers() {
    return quasiIdentifiers;
  }

  Optional<JoinedColumn> joined() {
    return joined;
  }

  /** How many columns the tuples have. */
  private int width() {
    return quasiIdentifiers.size() + (joined.isPresent() ? 1 : 0);
  }

  List<SeenColumn> sensitive() {
    return sensitive;
  }

  TupleTable table() {
    return table;
  }

  /** The persons that the records are drawn from, of the same codes. */
  Optional<TupleTable> population() {
    return population;
  }

  /** Sees the columns of a batch of records. */
  private interface Visitor {
    /**
     * @param columns the quasi-identifiers, then the sensitive columns
     * @param place of the first record among those of the part
     */
    void batch(List<Column> columns, int place);
  }

  private void each(int part, List<SeenColumn> columns, Visitor visitor) {
    Set<String> changed = new LinkedHashSet<>();
    columns.stream().filter(it -> it.levels().isEmpty()).forEach(it -> changed.add(it.name()));
    ColumnLayer layer = anonymization.columns().only(changed);
    Set<String> inputs = new LinkedHashSet<>(layer.inputs());
    columns.forEach(column -> inputs.add(column.name()));
    long[] at = {0};
    anonymization.read(
        part,
        List.copyOf(inputs),
        (batch, first) -> {
          RecordBatch after = layer.apply(batch, first);
          List<Column> picked = new ArrayList<>();
          for (SeenColumn column : columns) {
            RecordBatch of = column.levels().isPresent() ? batch : after;
            picked.add(of.column(of.schema().indexOf(column.name()).orElseThrow()));
          }
          visitor.batch(picked, Math.toIntExact(at[0]));
          at[0] += batch.size();
        });
  }

  private void gather(List<SeenColumn> identifiers, List<SeenColumn> values) {
    List<SeenColumn> all = new ArrayList<>(identifiers);
    all.addAll(values);
    anonymization
        .workers()
        .each(
            gone.length,
            part ->
                each(
                    part,
                    all,
                    (columns, place) -> {
                      for (int i = 0; i < all.size(); i++) {
                        all.get(i).gather(columns.get(i));
                      }
                    }));
  }

  private TupleTable encode(long mostBytes) {
    ConcurrentLinkedQueue<TupleTableBuilder> idle = new ConcurrentLinkedQueue<>();
    anonymization
        .workers()
        .each(
            gone.length,
            part -> {
              TupleTableBuilder kept = idle.poll();
              TupleTableBuilder builder =
                  kept == null ? new TupleTableBuilder(width(), sensitive.size(), mostBytes) : kept;
              coded(
                  part,
                  (codes, values, place) -> {
                    if (!gone[part].test(place)) {
                      builder.add(codes, values, 1);
                    }
                  });
              idle.add(builder);
            });
    TupleTableBuilder first = idle.poll();
    TupleTableBuilder all =
        first == null ? new TupleTableBuilder(width(), sensitive.size(), mostBytes) : first;
    idle.forEach(all::merge);
    int[] cardinalities = sensitive.stream().mapToInt(column -> column.values().count()).toArray();
    List<LevelTable> columns =
        new ArrayList<>(quasiIdentifiers.stream().map(SeenColumn::levelTable).toList());
    joined.ifPresent(column -> columns.add(column.levels()));
    return all.build(columns, cardinalities);
  }

  /** Sees one record after the other. */
  interface RecordVisitor {
    /** The arrays are used again for the next record. */
    void record(int[] codes, int[] values, int place);
  }

  /** The records of a part, as numbers of values. */
  void coded(int part, RecordVisitor visitor) {
    List<SeenColumn> all = new ArrayList<>(quasiIdentifiers);
    all.addAll(sensitive);
    int own = quasiIdentifiers.size();
    int[] codes = new int[width()];
    int[] values = new int[sensitive.size()];
    long first = anonymization.records().first(part);
    each(
        part,
        all,
        (columns, place) -> {
          int[][] numbers = new int[columns.size()][];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = all.get(i).values().numbers(columns.get(i));
          }
          for (int row = 0; row < columns.getFirst().size(); row++) {
            for (int i = 0; i < numbers.length; i++) {
              if (i < own) {
                codes[i] = numbers[i][row];
              } else {
                values[i - own] = numbers[i][row];
              }
            }
            if (joined.isPresent()) {
              codes[own] = joined.get().code(first + place + row);
            }
            visitor.record(codes, values, place + row);
          }
        });
  }

  /**
   * The numbers of the quasi-identifiers' values, by column and row.
   *
   * @param place of the first record among those of the part
   */
  int[][] codes(RecordBatch collected, RecordBatch after, int part, int place) {
    int[][] codes = new int[width()][];
    joined.ifPresent(column -> {
      int[] numbers = new int[after.size()];
      long first = anonymization.records().first(part) + place;
      Arrays.setAll(numbers, row -> column.code(first + row));
      codes[codes.length - 1] = numbers;
    });
    for (int i = 0; i < quasiIdentifiers.size(); i++) {
      SeenColumn column = quasiIdentifiers.get(i);
      RecordBatch of = column.levels().isPresent() ? collected : after;
      codes[i] =
          column.values().numbers(of.column(of.schema().indexOf(column.name()).orElseThrow()));
    }
    return codes;
  }
}
