package io.weir.plugins.perturbation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.InvalidParameters;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract.Example;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.RecordsTrial.Cut;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Small tables to try methods on. */
final class Trials {
  private Trials() {}

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  static List<Object> numbers(String... texts) {
    return Arrays.stream(texts).<Object>map(BigDecimal::new).toList();
  }

  static LongColumn longs(ValueType type, long... values) {
    return new LongColumn(type, values, values.length, Empties.none());
  }

  static LongColumn integers(long... values) {
    return longs(ValueType.INTEGER, values);
  }

  static DoubleColumn doubles(double... values) {
    return new DoubleColumn(values, values.length, Empties.none());
  }

  static DecimalColumn decimals(String... values) {
    return DecimalColumn.of(Arrays.stream(values).map(BigDecimal::new).toArray(BigDecimal[]::new));
  }

  /** 0, 1, 2 and so on. */
  static LongColumn keys(int rows) {
    return integers(IntStream.range(0, rows).asLongStream().toArray());
  }

  /** A value, so many times. */
  static LongColumn repeated(ValueType type, long value, int rows) {
    long[] values = new long[rows];
    Arrays.fill(values, value);
    return longs(type, values);
  }

  /** A table of columns, each a name and a column in turn. */
  static RecordBatch table(Object... namesAndColumns) {
    List<ColumnSchema> schemas = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < namesAndColumns.length; i += 2) {
      Column column = (Column) namesAndColumns[i + 1];
      schemas.add(new ColumnSchema((String) namesAndColumns[i], column.type()));
      columns.add(column);
    }
    return new RecordBatch(new TableSchema("people", schemas), columns, columns.getFirst().size());
  }

  /** A use at column "value" of a table whose primary key is "id", if it has one. */
  static MethodRequest atValue(RecordBatch table, Map<String, Object> parameters) {
    return request(table, Optional.of("value"), parameters);
  }

  static MethodRequest atTable(RecordBatch table, Map<String, Object> parameters) {
    return request(table, Optional.empty(), parameters);
  }

  private static MethodRequest request(
      RecordBatch table, Optional<String> column, Map<String, Object> parameters) {
    Optional<String> key =
        table.schema().indexOf("id").isPresent() ? Optional.of("id") : Optional.empty();
    return new MethodRequest(table.schema(), column, key, Map.of(), new Parameters(parameters));
  }

  /** A use in the contract, whose result seeds change. */
  static Example example(RecordBatch table, Map<String, Object> parameters) {
    return new Example(atValue(table, parameters), table, true);
  }

  /** The columns that a method makes of a table in one go, in run 1 of module 0. */
  static List<Column> columns(
      AnonymizationMethod method, MethodRequest request, RecordBatch table) {
    return columns(method, request, table, TrialRun.of(1, table.size()));
  }

  static List<Column> columns(
      AnonymizationMethod method, MethodRequest request, RecordBatch table, MethodRun run) {
    OfRecords prepared = (OfRecords) method.prepare(request);
    RecordBatch inputs = RecordsTrial.inputs(prepared, table);
    return RecordsTrial.seal(prepared, inputs, run, Cut.whole()).apply(inputs, 0);
  }

  /** What a method makes of column "value". */
  static Column value(
      AnonymizationMethod method, RecordBatch table, Map<String, Object> parameters) {
    return columns(method, atValue(table, parameters), table).getFirst();
  }

  static InvalidParameters refused(
      String parameter, AnonymizationMethod method, MethodRequest request) {
    InvalidParameters refusal =
        assertThrows(InvalidParameters.class, () -> method.prepare(request));
    assertEquals(parameter, refusal.parameter(), refusal.getMessage());
    return refusal;
  }

  /** Streams of records as a method gets them, from a seed. */
  static Draws draws(int rows, long seed) {
    return RecordRandomness.ofPosition(TrialRun.of(seed, rows), "test")
        .draws(table("any", keys(rows)), 0);
  }
}
