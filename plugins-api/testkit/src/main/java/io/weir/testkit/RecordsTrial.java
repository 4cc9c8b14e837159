package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Does to a whole table what an engine does with a method of records: cuts it into batches, hands
 * them to observers, merges these, seals, applies. In which pieces and in which order is a choice
 * that must not matter.
 */
public final class RecordsTrial {
  /** Added tables come in batches of that many records at most. */
  static final int MOST_ADDED_ROWS = 65_536;

  private RecordsTrial() {}

  /**
   * What became of a table, as text: an empty value is {@code (empty)}, any other one has a {@code
   * =} before it.
   *
   * @param columns the values of each changed or new column, in the order of positions
   * @param tables the records of each added table, in the order given out
   */
  public record Outcome(Map<String, List<String>> columns, Map<String, List<List<String>>> tables) {
    /** The values of a column that was changed or is new. */
    public List<String> column(String name) {
      return columns.get(name);
    }
  }

  /**
   * How the work is cut up.
   *
   * @param batch how many records a batch has
   * @param observers how many share the records
   * @param shuffled by which number batches, observers and merges are mixed up; empty for the order
   *     of the table
   */
  public record Cut(int batch, int observers, Optional<Long> shuffled) {
    /** One batch, one observer. */
    public static Cut whole() {
      return new Cut(Integer.MAX_VALUE, 1, Optional.empty());
    }

    public static Cut batches(int batch) {
      return new Cut(batch, 1, Optional.empty());
    }

    public static Cut shared(int batch, int observers, long shuffled) {
      return new Cut(batch, observers, Optional.of(shuffled));
    }

    private Random random() {
      return new Random(shuffled.orElse(0L));
    }

    private List<int[]> pieces(int rows) {
      List<int[]> pieces = new ArrayList<>();
      for (int from = 0; from < rows; from += Math.min(batch, rows - from)) {
        pieces.add(IntStream.range(from, from + Math.min(batch, rows - from)).toArray());
      }
      if (shuffled.isPresent()) {
        Collections.shuffle(pieces, random());
      }
      return pieces;
    }
  }

  /** The columns a method reads, of a whole table. */
  public static RecordBatch inputs(OfRecords method, RecordBatch table) {
    List<ColumnSchema> schemas = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (String name : method.inputs()) {
      int index = table.schema().indexOf(name).orElseThrow();
      schemas.add(table.schema().columns().get(index));
      columns.add(table.column(index));
    }
    return new RecordBatch(new TableSchema(table.schema().name(), schemas), columns, table.size());
  }

  /** What a method makes of a whole table. */
  public static Outcome run(OfRecords method, RecordBatch table, MethodRun run, Cut cut) {
    RecordBatch inputs = inputs(method, table);
    return outcome(method, seal(method, inputs, run, cut), inputs, cut);
  }

  /** The sealed method, after it has seen all records. */
  public static RecordFunction seal(OfRecords method, RecordBatch inputs, MethodRun run, Cut cut) {
    Optional<Observer> first = method.observer(run);
    if (first.isEmpty()) {
      return method.seal(run, Optional.empty());
    }
    List<Observer> observers = new ArrayList<>(List.of(first.get()));
    while (observers.size() < cut.observers()) {
      observers.add(method.observer(run).orElseThrow());
    }
    Random random = cut.random();
    for (int[] rows : cut.pieces(inputs.size())) {
      observers
          .get(random.nextInt(observers.size()))
          .observe(inputs.select(rows, rows.length), rows[0]);
    }
    while (observers.size() > 1) {
      Observer other = observers.remove(random.nextInt(observers.size()));
      observers.get(random.nextInt(observers.size())).merge(other);
    }
    return method.seal(run, Optional.of(observers.getFirst()));
  }

  /** What a sealed method makes of a whole table. */
  public static Outcome outcome(
      OfRecords method, RecordFunction function, RecordBatch inputs, Cut cut) {
    List<ColumnSchema> promised = method.output().columns();
    String[][] values = new String[promised.size()][inputs.size()];
    for (int[] rows : cut.pieces(inputs.size())) {
      List<Column> after = function.apply(inputs.select(rows, rows.length), rows[0]);
      assertEquals(promised.size(), after.size(), "columns");
      for (int i = 0; i < after.size(); i++) {
        Column column = after.get(i);
        assertEquals(promised.get(i).type(), column.type(), promised.get(i).name());
        assertEquals(rows.length, column.size(), promised.get(i).name());
        for (int row = 0; row < rows.length; row++) {
          values[i][rows[row]] = text(column, row);
        }
      }
    }
    Map<String, List<String>> columns = new TreeMap<>();
    for (int i = 0; i < promised.size(); i++) {
      columns.put(promised.get(i).name(), Arrays.asList(values[i]));
    }
    Map<String, List<List<String>>> tables = new TreeMap<>();
    for (TableSchema table : method.output().tables()) {
      tables.put(table.name(), records(function, table));
    }
    return new Outcome(columns, tables);
  }

  private static List<List<String>> records(RecordFunction function, TableSchema table) {
    List<List<String>> records = new ArrayList<>();
    for (Iterator<RecordBatch> batches = function.records(table); batches.hasNext(); ) {
      RecordBatch batch = batches.next();
      assertEquals(table, batch.schema());
      assertTrue(batch.size() <= MOST_ADDED_ROWS, "a batch of " + batch.size() + " records");
      for (int row = 0; row < batch.size(); row++) {
        List<String> record = new ArrayList<>();
        for (Column column : batch.columns()) {
          record.add(text(column, row));
        }
        records.add(List.copyOf(record));
      }
    }
    return records;
  }

  /** The values of a column as an {@link Outcome} writes them. */
  public static List<String> texts(Column column) {
    return IntStream.range(0, column.size()).mapToObj(row -> text(column, row)).toList();
  }

  private static String text(Column column, int row) {
    return column.isEmpty(row) ? "(empty)" : "=" + column.format(row);
  }
}
