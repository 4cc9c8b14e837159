package io.weir.engine.dataplane.anonymize;

import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
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
  private final TupleTable table;

  /** A column as the model sees it. */
  record Seen(String name, Optional<PreparedMethod.OfLevels> levels, DistinctValues values) {}

  /**
   * @param gone by part the row numbers that are suppressed already
   * @param mostBytes what the tuples may take of the heap
   */
  ModelTuples(
      Anonymization anonymization, PrivacyModel model, List<RoaringBitmap> gone, long mostBytes) {
    this.anonymization = anonymization;
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
    gather(identifiers, values);
    quasiIdentifiers = sorted(identifiers);
    sensitive = sorted(values);
    table = encode(mostBytes);
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

  List<Seen> quasiIdentifiers() {
    return quasiIdentifiers;
  }

  List<Seen> sensitive() {
    return sensitive;
  }

  TupleTable table() {
    return table;
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
                  kept == null
                      ? new TupleTableBuilder(quasiIdentifiers.size(), sensitive.size(), mostBytes)
                      : kept;
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
        first == null
            ? new TupleTableBuilder(quasiIdentifiers.size(), sensitive.size(), mostBytes)
            : first;
    idle.forEach(all::merge);
    int[] cardinalities = sensitive.stream().mapToInt(column -> column.values().count()).toArray();
    return all.build(quasiIdentifiers.stream().map(this::levels).toList(), cardinalities);
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
    int[] codes = new int[quasiIdentifiers.size()];
    int[] values = new int[sensitive.size()];
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
              if (i < codes.length) {
                codes[i] = numbers[i][row];
              } else {
                values[i - codes.length] = numbers[i][row];
              }
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
    int count = Math.max(1, column.values().count());
    if (column.levels().isEmpty()) {
      int[] identity = new int[count];
      java.util.Arrays.setAll(identity, code -> code);
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

  /** The numbers of the quasi-identifiers' values, by column and row. */
  int[][] codes(RecordBatch collected, RecordBatch after) {
    int[][] codes = new int[quasiIdentifiers.size()][];
    for (int i = 0; i < codes.length; i++) {
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
