package io.weir.engine.dataplane.anonymize;

import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.privacy.model.PopulationPromise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import io.weir.spi.Column;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.roaringbitmap.RoaringBitmap;

/**
 * The persons that a table's records are drawn from, as the model of that table sees them: its
 * quasi-identifiers are columns of theirs, and their values have the same numbers. A column with
 * levels is seen as collected, any other as the method of the population's column leaves it.
 */
final class PopulationTuples {
  private final Anonymization population;
  private final List<RoaringBitmap> gone;
  private final long mostBytes;

  /**
   * @param population the table of the persons
   * @param gone by part the row numbers that are suppressed already
   * @param mostBytes what the tuples may take of the heap
   */
  PopulationTuples(Anonymization population, List<RoaringBitmap> gone, long mostBytes) {
    this.population = population;
    this.gone = List.copyOf(gone);
    this.mostBytes = mostBytes;
  }

  /** What a model promises of its population, as the search has it. */
  static PopulationPromise promise(PrivacyModel.Population population) {
    return new PopulationPromise(
        population.kMap(),
        population
            .presence()
            .map(bounds -> new PopulationPromise.Presence(bounds.least(), bounds.greatest())));
  }

  /** Sees the columns of a batch of records. */
  private interface Visitor {
    void batch(List<Column> columns, int place);
  }

  private void each(int part, List<SeenColumn> columns, Visitor visitor) {
    ColumnLayer layer = population.columns();
    boolean raw = columns.stream().allMatch(column -> column.levels().isPresent());
    Set<String> inputs = new LinkedHashSet<>(raw ? List.of() : layer.inputs());
    columns.forEach(column -> inputs.add(column.name()));
    long start = population.records().first(part);
    population.read(
        part,
        List.copyOf(inputs),
        (batch, first) -> {
          RecordBatch after = raw ? batch : layer.apply(batch, first);
          visitor.batch(pick(columns, batch, after), Math.toIntExact(first - start));
        });
  }

  private static List<Column> pick(
      List<SeenColumn> columns, RecordBatch collected, RecordBatch after) {
    List<Column> picked = new ArrayList<>();
    for (SeenColumn column : columns) {
      RecordBatch of = column.levels().isPresent() ? collected : after;
      picked.add(of.column(of.schema().indexOf(column.name()).orElseThrow()));
    }
    return picked;
  }

  /** Adds the persons' values to those of the table's quasi-identifiers. */
  void gather(List<SeenColumn> quasiIdentifiers) {
    population
        .workers()
        .each(
            gone.size(),
            part ->
                each(
                    part,
                    quasiIdentifiers,
                    (columns, place) -> {
                      for (int i = 0; i < columns.size(); i++) {
                        gather(quasiIdentifiers.get(i), columns.get(i));
                      }
                    }));
  }

  private void gather(SeenColumn column, Column values) {
    new Failures(population.table().plan().name(), column.name(), "privacyModel")
        .during(
            "broke off",
            () -> {
              column.values().gather(values);
              return true;
            });
  }

  /**
   * The distinct combinations of values among the persons who are left.
   *
   * @param quasiIdentifiers with all values numbered
   * @param levels of these
   */
  TupleTable encode(List<SeenColumn> quasiIdentifiers, List<LevelTable> levels) {
    ConcurrentLinkedQueue<TupleTableBuilder> idle = new ConcurrentLinkedQueue<>();
    population
        .workers()
        .each(
            gone.size(),
            part -> {
              TupleTableBuilder kept = idle.poll();
              TupleTableBuilder builder = kept == null ? builder(levels) : kept;
              add(part, quasiIdentifiers, builder);
              idle.add(builder);
            });
    TupleTableBuilder first = idle.poll();
    TupleTableBuilder all = first == null ? builder(levels) : first;
    idle.forEach(all::merge);
    return all.build(levels);
  }

  private TupleTableBuilder builder(List<LevelTable> levels) {
    return new TupleTableBuilder(levels.size(), 0, mostBytes);
  }

  private void add(int part, List<SeenColumn> quasiIdentifiers, TupleTableBuilder builder) {
    RoaringBitmap absent = population.records().places(part, gone.get(part));
    int[] codes = new int[quasiIdentifiers.size()];
    int[] values = new int[0];
    each(
        part,
        quasiIdentifiers,
        (columns, place) -> {
          int[][] numbers = numbers(quasiIdentifiers, columns);
          for (int row = 0; row < columns.getFirst().size(); row++) {
            if (!absent.contains(place + row)) {
              for (int i = 0; i < codes.length; i++) {
                codes[i] = numbers[i][row];
              }
              builder.add(codes, values, 1);
            }
          }
        });
  }

  private static int[][] numbers(List<SeenColumn> quasiIdentifiers, List<Column> columns) {
    int[][] numbers = new int[columns.size()][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = quasiIdentifiers.get(i).values().numbers(columns.get(i));
    }
    return numbers;
  }

  /** The numbers of persons' values, by column and row. */
  static int[][] codes(
      List<SeenColumn> quasiIdentifiers, RecordBatch collected, RecordBatch after) {
    return numbers(quasiIdentifiers, pick(quasiIdentifiers, collected, after));
  }
}
