package io.weir.engine.dataplane;

import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.Parameters;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Builds plans, batches and parts from texts. */
public final class Records {
  private Records() {}

  public static ColumnPlan column(String name, ValueType type) {
    return new ColumnPlan(
        name,
        type,
        Set.of(""),
        new ColumnPlan.OnEmpty.Pass(),
        Optional.empty(),
        ColumnPlan.OnTypeViolation.FAIL,
        Optional.empty());
  }

  public static ColumnPlan column(String name, ValueType type, String minimum, String maximum) {
    return new ColumnPlan(
        name,
        type,
        Set.of(""),
        new ColumnPlan.OnEmpty.Pass(),
        Optional.of(
            new ColumnPlan.Range(
                Optional.ofNullable(minimum),
                Optional.ofNullable(maximum),
                ColumnPlan.OnOutOfRange.DROP)),
        ColumnPlan.OnTypeViolation.FAIL,
        Optional.empty());
  }

  /** A table whose sources have the given names, the first of the highest priority. */
  public static TablePlan table(
      String name,
      List<ColumnPlan> columns,
      List<String> sources,
      Optional<TablePlan.KeyPlan> primaryKey,
      List<TablePlan.ForeignKeyPlan> foreignKeys) {
    List<SourcePlan> plans = new ArrayList<>();
    for (int priority = 0; priority < sources.size(); priority++) {
      plans.add(
          new SourcePlan(
              sources.get(priority),
              priority,
              new SourcePlan.Access.Connected("c", Parameters.none()),
              Duration.ofSeconds(60)));
    }
    return new TablePlan(name, columns, plans, primaryKey, foreignKeys);
  }

  public static TablePlan.ForeignKeyPlan foreignKey(String column, String table, String target) {
    return new TablePlan.ForeignKeyPlan(column, table, target, TablePlan.ChildPolicy.CASCADE);
  }

  /** Rows of canonical texts (null is empty) as one batch. */
  public static RecordBatch batch(TableSchema schema, List<List<String>> rows) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      int index = i;
      columns.add(
          values(
              schema.columns().get(i),
              rows.stream().map(row -> row.get(index)).toList().toArray(new String[0])));
    }
    return new RecordBatch(schema, columns, rows.size());
  }

  /** A column of canonical texts; null is empty. */
  public static Column values(ColumnSchema column, String... texts) {
    BitSet empty = new BitSet();
    for (int row = 0; row < texts.length; row++) {
      empty.set(row, texts[row] == null);
    }
    return switch (column.type()) {
      case STRING -> BytesColumn.ofStrings(texts);
      case DECIMAL ->
          DecimalColumn.of(
              java.util.Arrays.stream(texts)
                  .map(text -> text == null ? null : new BigDecimal(text))
                  .toArray(BigDecimal[]::new));
      case DOUBLE -> {
        double[] doubles = new double[texts.length];
        for (int row = 0; row < texts.length; row++) {
          doubles[row] = texts[row] == null ? 0 : Double.parseDouble(texts[row]);
        }
        yield new DoubleColumn(doubles, texts.length, Empties.of(empty));
      }
      case INTEGER, DATE -> {
        long[] longs = new long[texts.length];
        for (int row = 0; row < texts.length; row++) {
          longs[row] =
              texts[row] == null
                  ? 0
                  : column.type() == ValueType.DATE
                      ? java.time.LocalDate.parse(texts[row]).toEpochDay()
                      : Long.parseLong(texts[row]);
        }
        yield new LongColumn(column.type(), longs, texts.length, Empties.of(empty));
      }
      case BOOLEAN -> {
        byte[] bytes = new byte[texts.length];
        for (int row = 0; row < texts.length; row++) {
          bytes[row] = (byte) ("true".equals(texts[row]) ? 1 : 0);
        }
        yield new io.weir.spi.BooleanColumn(bytes, texts.length, Empties.of(empty));
      }
      case TIME, DATETIME, BINARY, JSON -> throw new IllegalArgumentException("not used in tests");
    };
  }

  /** Stores what one source delivered, split into parts and batches as the random numbers fall. */
  public static List<Part> store(
      InMemoryParts parts, TablePlan table, int source, List<List<String>> rows, Random random) {
    List<Part> stored = new ArrayList<>();
    int from = 0;
    while (from < rows.size() || stored.isEmpty()) {
      int to = from + random.nextInt(rows.size() - from + 1);
      List<RecordBatch> batches = new ArrayList<>();
      int start = from;
      while (start < to) {
        int end = start + 1 + random.nextInt(to - start);
        batches.add(batch(table.schema(), rows.subList(start, end)));
        start = end;
      }
      PartId id = new PartId("run", Stage.EXTRACT, table.name(), source, stored.size());
      stored.add(parts.store(id, table.schema(), batches));
      from = to;
    }
    return stored;
  }
}
