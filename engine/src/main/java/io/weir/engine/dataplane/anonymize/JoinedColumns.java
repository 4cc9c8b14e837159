package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.space.Longs;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Joined;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Column;
import io.weir.spi.RecordBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * Puts together what other tables tell of the persons of a table with a privacy model that joins
 * them: of each person the multiset of their records there that are left, each by the values of its
 * joined columns as they will be published. Records whose key is empty, or names nobody, tell of
 * nobody; a person without records is like any other without. What cannot be put together because
 * its key is not published is passed over.
 *
 * <p>What was made of it is held until this is closed: four bytes a record, on the heap or in
 * temporary files.
 */
public final class JoinedColumns implements AutoCloseable {
  private static final long OWN_KEY = -1;

  private final Map<String, Anonymization> tables;
  private final Path directory;
  private final long memory;
  private final AtomicLong allowance;
  private final List<Longs> made = new ArrayList<>();

  /**
   * @param tables all tables of the plan by name, once something is asked
   * @param directory for what does not fit into memory; nothing has a name there
   * @param memory bytes of heap
   */
  public JoinedColumns(Map<String, Anonymization> tables, Path directory, long memory) {
    this.tables = tables;
    this.directory = directory;
    this.memory = memory;
    this.allowance = new AtomicLong(memory);
  }

  /** Columns of one other table that a foreign key leads to the same persons. */
  private record Other(Anonymization table, String by, List<String> columns) {}

  /**
   * The joined columns of a table's model, if any are published.
   *
   * @param gone by part of any table the row numbers that are not left
   * @throws WeirException METHOD_FAILED if the persons differ more than memory allows
   */
  Optional<JoinedColumn> of(Anonymization table, Function<PartId, RoaringBitmap> gone) {
    return of(table, gone, Optional.empty());
  }

  /**
   * The same with the codes that were given when fewer persons were gone.
   *
   * @param known the sums of that column
   * @throws NotTheSame if a person tells of something else
   */
  Optional<JoinedColumn> again(
      Anonymization table, Function<PartId, RoaringBitmap> gone, long[] known) {
    return of(table, gone, Optional.of(DistinctSums.of(known)));
  }

  /** A person tells of something that nobody told of before. */
  static final class NotTheSame extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Optional<JoinedColumn> of(
      Anonymization table, Function<PartId, RoaringBitmap> gone, Optional<DistinctSums> known) {
    List<Other> others = others(table.table());
    Optional<String> key =
        table
            .table()
            .plan()
            .primaryKey()
            .map(KeyPlan::column)
            .filter(name -> table.table().published(name).isPresent());
    if (others.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    List<RoaringBitmap> missing = places(table, gone);
    try (PersonSums sums = new PersonSums(table.records().size(), directory, allowance)) {
      put(table, key.get(), missing, sums);
      for (int i = 0; i < others.size(); i++) {
        add(others.get(i), i, places(others.get(i).table(), gone), sums);
      }
      String name = name(others);
      DistinctSums distinct = known.orElseGet(() -> distinct(table, name, missing, sums));
      return Optional.of(numbered(table, name, missing, sums, distinct));
    }
  }

  private List<Other> others(PreparedTable table) {
    Map<List<String>, Set<String>> columns = new LinkedHashMap<>();
    for (Joined joined : table.plan().privacyModel().map(PrivacyModel::joined).orElse(List.of())) {
      PreparedTable other = tables.get(joined.table()).table();
      if (other.published(joined.column()).isPresent()
          && other.published(joined.by()).isPresent()) {
        columns
            .computeIfAbsent(List.of(joined.table(), joined.by()), _ -> new LinkedHashSet<>())
            .add(joined.column());
      }
    }
    List<Other> others = new ArrayList<>();
    columns.forEach((by, names) ->
        others.add(new Other(tables.get(by.getFirst()), by.getLast(), List.copyOf(names))));
    return others;
  }

  private static List<RoaringBitmap> places(
      Anonymization table, Function<PartId, RoaringBitmap> gone) {
    List<RoaringBitmap> places = new ArrayList<>();
    TableRecords records = table.records();
    for (int part = 0; part < records.parts().size(); part++) {
      places.add(records.places(part, gone.apply(records.parts().get(part).id())));
    }
    return places;
  }

  private static void put(
      Anonymization table, String key, List<RoaringBitmap> missing, PersonSums sums) {
    each(
        table,
        List.of(key),
        (part, batch, first) -> {
          RowHashes keys = new RowHashes();
          Column column = batch.column(0);
          keys.begin(batch.size(), OWN_KEY);
          keys.add(column);
          int place = Math.toIntExact(first - table.records().first(part));
          for (int row = 0; row < batch.size(); row++) {
            if (!column.isEmpty(row) && !missing.get(part).contains(place + row)) {
              sums.put(keys.high(row), keys.low(row), first + row);
            }
          }
        });
  }

  /** Keys are compared as they were collected: their method makes the same of both. */
  private static void add(Other other, int kind, List<RoaringBitmap> missing, PersonSums sums) {
    Anonymization table = other.table();
    ColumnLayer layer = table.columns().only(other.columns());
    Set<String> inputs = new LinkedHashSet<>(layer.inputs());
    inputs.add(other.by());
    each(
        table,
        List.copyOf(inputs),
        (part, batch, first) -> {
          RowHashes keys = new RowHashes();
          Column by = batch.column(batch.schema().indexOf(other.by()).orElseThrow());
          keys.begin(batch.size(), OWN_KEY);
          keys.add(by);
          RowHashes values = new RowHashes();
          values.begin(batch.size(), kind);
          RecordBatch after = layer.apply(batch, first);
          after.columns().forEach(values::add);
          int place = Math.toIntExact(first - table.records().first(part));
          for (int row = 0; row < batch.size(); row++) {
            if (!by.isEmpty(row) && !missing.get(part).contains(place + row)) {
              sums.add(keys.high(row), keys.low(row), values.high(row), values.low(row));
            }
          }
        });
  }

  /** Sees the records of a part, as collected. */
  private interface Visitor {
    void batch(int part, RecordBatch batch, long first);
  }

  private static void each(Anonymization table, List<String> columns, Visitor visitor) {
    table
        .workers()
        .each(
            table.records().parts().size(),
            part -> table.read(part, columns, (batch, first) -> visitor.batch(part, batch, first)));
  }

  private DistinctSums distinct(
      Anonymization table, String name, List<RoaringBitmap> missing, PersonSums sums) {
    DistinctSums distinct = new DistinctSums();
    left(
        table,
        missing,
        position -> {
          distinct.add(sums.high(position), sums.low(position));
          if ((long) distinct.size() * DistinctSums.BYTES > memory) {
            throw tooMany(table.table().plan().name(), name);
          }
        });
    distinct.sort();
    return distinct;
  }

  private JoinedColumn numbered(
      Anonymization table,
      String name,
      List<RoaringBitmap> missing,
      PersonSums sums,
      DistinctSums distinct) {
    Longs codes = Longs.of(table.records().size() / 2 + 1, directory, allowance);
    made.add(codes);
    left(
        table,
        missing,
        position -> {
          long high = sums.high(position);
          long low = sums.low(position);
          if (!distinct.contains(high, low)) {
            throw new NotTheSame();
          }
          JoinedColumn.set(codes, position, distinct.place(high, low));
        });
    return new JoinedColumn(name, codes, distinct.inOrder());
  }

  /** Sees the positions of records. */
  private interface Positions {
    void position(long position);
  }

  private static void left(Anonymization table, List<RoaringBitmap> missing, Positions positions) {
    TableRecords records = table.records();
    for (int part = 0; part < records.parts().size(); part++) {
      table.workers().checkCancelled();
      long first = records.first(part);
      long size = records.first(part + 1) - first;
      for (int place = 0; place < size; place++) {
        if (!missing.get(part).contains(place)) {
          positions.position(first + place);
        }
      }
    }
  }

  private static String name(List<Other> others) {
    List<String> names = new ArrayList<>();
    for (Other other : others) {
      String table = other.table().table().plan().name();
      other.columns().forEach(column -> names.add(table + "/" + column));
    }
    return String.join(", ", names);
  }

  private static WeirException tooMany(String table, String columns) {
    return new WeirException(
        Problem.of(
                ErrorCode.METHOD_FAILED,
                "By %s the persons of table %s differ more than the search for a privacy model has memory for."
                    .formatted(columns, table),
                "Let a method of the joined column make its values coarser, or give the node more"
                    + " working memory.")
            .at("table", table));
  }

  @Override
  public void close() {
    made.forEach(Longs::close);
  }
}
