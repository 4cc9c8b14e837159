package io.weir.engine.dataplane.anonymize;

import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.privacy.search.Recoding;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The records of a table as a privacy model sees them: distinct combinations of the
 * quasi-identifiers, and which sensitive values occur with each. A quasi-identifier with levels is
 * seen as collected, any other as the method of its column leaves it.
 */
final class ModelTuples {
  private final Anonymization anonymization;
  private final IntPredicate[] gone;
  private final List<Seen> quasiIdentifiers;
  private final List<Seen> sensitive;
  private final Optional<JoinedColumn> joined;
  private final TupleTable table;
  private final Optional<TupleTable> population;

  /** A column as the model sees it. */
  record Seen(String name, Optional<PreparedMethod.OfLevels> levels, DistinctValues values) {}

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
    List<Seen> identifiers = new ArrayList<>();
    for (ColumnPlan column : prepared.plan().quasiIdentifiers()) {
      seen(prepared, column.name(), mostBytes).ifPresent(identifiers::add);
    }
    Set<String> named = new LinkedHashSet<>();
    model.diversity().forEach(each -> named.add(each.column()));
    model.closeness().forEach(each -> named.add(each.column()));
    List<Seen> values = new ArrayList<>();
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
      Seen column = quasiIdentifiers.get(i);
      same =
          columns.get(i).name().equals(column.name())
              && (before.byLevels() || columns.get(i).domain() == domain(column));
    }
    if (!same || !before.byLevels() && columns.size() != width()) {
      throw new NotTheSame();
    }
    return before.recoding().table();
  }

  private static int domain(Seen column) {
    return Math.max(1, column.values().count());
  }

  private static Optional<Seen> seen(PreparedTable prepared, String name, long mostBytes) {
    PreparedTable.Column column =
        prepared.columns().stream()
            .filter(it -> it.plan().name().equals(name))
            .findFirst()
            .orElseThrow();
    return column
        .after()
        .map(_ ->
            new Seen(
                name,
                column
                    .method()
                    .filter(PreparedMethod.OfLevels.class::isInstance)
                    .map(PreparedMethod.OfLevels.class::cast),
                new DistinctValues(name, mostBytes)));
  }

  private static List<Seen> sorted(List<Seen> columns) {
    return columns.stream()
        .map(it -> new Seen(it.name(), it.levels(), it.values().sorted()))
        .toList();
  }

  /** The table's own. */
  List<Seen> quasiIdentifiers() {
    return quasiIdentifiers;
  }

  Optional<JoinedColumn> joined() {
    return joined;
  }

  /** How many columns the tuples have. */
  private int width() {
    return quasiIdentifiers.size() + (joined.isPresent() ? 1 : 0);
  }

  List<Seen> sensitive() {
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

  private void each(int part, List<Seen> columns, Visitor visitor) {
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
          for (Seen column : columns) {
            RecordBatch of = column.levels().isPresent() ? batch : after;
            picked.add(of.column(of.schema().indexOf(column.name()).orElseThrow()));
          }
          visitor.batch(picked, Math.toIntExact(at[0]));
          at[0] += batch.size();
        });
  }

  private void gather(List<Seen> identifiers, List<Seen> values) {
    List<Seen> all = new ArrayList<>(identifiers);
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
                        Seen column = all.get(i);
                        Column some = columns.get(i);
                        failures(column)
                            .during(
                                "broke off",
                                () -> {
                                  column.values().gather(some);
                                  return true;
                                });
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
        new ArrayList<>(quasiIdentifiers.stream().map(this::levels).toList());
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
    List<Seen> all = new ArrayList<>(quasiIdentifiers);
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

  private Failures failures(Seen column) {
    return new Failures(anonymization.table().plan().name(), column.name(), "privacyModel");
  }

  /** A quasi-identifier's levels; one without has a single level. */
  LevelTable levels(Seen column) {
    int count = domain(column);
    if (column.levels().isEmpty()) {
      int[] identity = new int[count];
      Arrays.setAll(identity, code -> code);
      return withEmpty(LevelTable.of(column.name(), new int[][] {identity}, true), column);
    }
    PreparedMethod.OfLevels method = column.levels().get();
    int[][] codes = new int[method.highest() + 1][];
    for (int level = 0; level < codes.length; level++) {
      codes[level] = codes(column, method.level(level), count);
    }
    return withEmpty(
        LevelTable.of(column.name(), codes, true).between(method.lowest(), method.highest()),
        column);
  }

  private static LevelTable withEmpty(LevelTable levels, Seen column) {
    return column.values().empty().isPresent()
        ? levels.withEmpty(column.values().empty().getAsInt())
        : levels;
  }

  /** At a level an empty value stays by itself. */
  private int[] codes(Seen column, ColumnFunction level, int count) {
    int[] codes = new int[count];
    DistinctValues values = column.values();
    int next = values.empty().isPresent() ? 1 : 0;
    if (values.filled() == 0) {
      return codes;
    }
    Failures failures = failures(column);
    Column after = failures.during("broke off", () -> level.apply(values.values()));
    Map<String, Integer> labels = new LinkedHashMap<>();
    int first = next;
    for (int row = 0; row < after.size(); row++) {
      String label = after.isEmpty(row) ? "" : "=" + after.format(row);
      Integer code = labels.get(label);
      if (code == null) {
        code = next++;
        labels.put(label, code);
      }
      codes[first + row] = code;
    }
    return codes;
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
      Seen column = quasiIdentifiers.get(i);
      RecordBatch of = column.levels().isPresent() ? collected : after;
      codes[i] =
          column.values().numbers(of.column(of.schema().indexOf(column.name()).orElseThrow()));
    }
    return codes;
  }

  /** By level the text of each value of a quasi-identifier; null for an empty one. */
  List<@Nullable String[]> labels(Seen column) {
    if (column.levels().isEmpty()) {
      return List.of();
    }
    PreparedMethod.OfLevels method = column.levels().get();
    DistinctValues values = column.values();
    int first = values.empty().isPresent() ? 1 : 0;
    Failures failures = failures(column);
    List<@Nullable String[]> labels = new ArrayList<>();
    for (int level = 0; level <= method.highest(); level++) {
      @Nullable String[] texts = new String[Math.max(1, values.count())];
      if (values.filled() > 0) {
        ColumnFunction function = method.level(level);
        Column after = failures.during("broke off", () -> function.apply(values.values()));
        for (int row = 0; row < after.size(); row++) {
          texts[first + row] = after.isEmpty(row) ? null : after.format(row);
        }
      }
      labels.add(texts);
    }
    return labels;
  }
}
