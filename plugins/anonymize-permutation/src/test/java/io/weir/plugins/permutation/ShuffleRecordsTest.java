package io.weir.plugins.permutation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShuffleRecordsTest extends RecordsMethodContract {
  private static final ColumnSchema ID = new ColumnSchema("id", ValueType.INTEGER);
  private static final int FACES = 4;

  @Override
  protected AnonymizationMethod method() {
    return new ShuffleRecords();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : ValueType.values()) {
      examples.add(Example.atTable(List.of(ID, new ColumnSchema("value", type)), Map.of(), 300));
    }
    return examples;
  }

  @Override
  protected List<Refused> refused() {
    return List.of(
        new Refused("method", MethodRequest.of(ID, new Parameters(Map.of()))),
        new Refused(
            "columns",
            new MethodRequest(
                new TableSchema("table", List.of(ID)),
                Optional.of("id"),
                Optional.empty(),
                Map.of(),
                new Parameters(Map.of("columns", List.of("id"))))));
  }

  /** A chi-square test at a chance of a false alarm of one in a million; seeds are fixed. */
  @Test
  void every_place_is_as_likely_for_a_record_as_any_other() {
    RecordBatch table = Tables.ofLongs(new long[] {0, 1, 2, 3});
    int[][] seen = new int[FACES][FACES];
    int runs = 2_000;
    for (int seed = 0; seed < runs; seed++) {
      List<String> after =
          Tables.run(Tables.prepare(new ShuffleRecords(), table, Map.of()), table, seed)
              .column("a");
      for (int place = 0; place < FACES; place++) {
        seen[Integer.parseInt(after.get(place).substring(1))][place]++;
      }
    }
    double expected = (double) runs / FACES;
    double chiSquare = 0;
    for (int[] places : seen) {
      for (int count : places) {
        chiSquare += (count - expected) * (count - expected) / expected;
      }
    }
    // 9 degrees of freedom.
    assertTrue(chiSquare < 44.8, "chi-square " + chiSquare);
  }
}
