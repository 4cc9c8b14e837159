package io.weir.engine.dataplane.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.ValueType;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {
  @ParameterizedTest
  @CsvSource({"-INF,INF,1", "-INF,1.0,2", "0.0,INF,3", "INF,INF,4", "-INF,-INF,4"})
  void a_bound_of_doubles_may_be_infinite(String minimum, String maximum, long outside) {
    double[] values = {Double.NEGATIVE_INFINITY, -1, -0.0, 1, Double.POSITIVE_INFINITY, Double.NaN};
    Range range = new Range(Optional.of(minimum), Optional.of(maximum), OnOutOfRange.DROP);
    assertEquals(
        outside + (minimum.equals(maximum) ? 1 : 0),
        Bounds.of(ValueType.DOUBLE, range)
            .outside(new DoubleColumn(values, values.length, Empties.none())));
  }
}
