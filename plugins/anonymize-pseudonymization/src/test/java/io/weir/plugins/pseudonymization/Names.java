package io.weir.plugins.pseudonymization;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod.OfValues;
import io.weir.spi.Secret;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.TrialRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uses the method as an engine does. */
final class Names {
  private Names() {}

  static MethodRequest at(String table, String column, ValueType type, Map<String, Object> more) {
    Map<String, Object> parameters = new HashMap<>(Map.of("secret", "ids"));
    parameters.putAll(more);
    return new MethodRequest(
        new TableSchema(table, List.of(new ColumnSchema(column, type))),
        Optional.of(column),
        Optional.empty(),
        Map.of(),
        new Parameters(parameters));
  }

  static OfValues prepared(ValueType type, Map<String, Object> more) {
    return prepared(at("patients", "id", type, more));
  }

  static OfValues prepared(MethodRequest request) {
    return (OfValues) new Pseudonymize().prepare(request);
  }

  /** A run whose secret {@code ids} has these bytes in this version. */
  static MethodRun run(int version, byte[] secret) {
    return new TrialRun(1, 1, 1, 64L << 20, Map.of("ids", new Secret("ids", version, secret)));
  }

  /** A run with all secrets that the method asks for. */
  static MethodRun run(OfValues method) {
    TrialRun run = TrialRun.of(1, 1);
    for (String secret : method.secrets()) {
      run = run.with(secret);
    }
    return run;
  }

  static List<String> of(OfValues method, String... values) {
    return of(method, run(method), values);
  }

  static List<String> of(OfValues method, MethodRun run, String... values) {
    return formatted(method.open(run).apply(BytesColumn.ofStrings(values)));
  }

  static long[] of(OfValues method, long... values) {
    Column column = new LongColumn(ValueType.INTEGER, values, values.length, Empties.none());
    return ((LongColumn) method.open(run(method)).apply(column)).values();
  }

  private static List<String> formatted(Column column) {
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      texts.add(column.isEmpty(row) ? "(empty)" : column.format(row));
    }
    return texts;
  }
}
