package io.weir.plugins.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import io.weir.testkit.AnonymizationMethodContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DropColumnTest extends AnonymizationMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new DropColumn();
  }

  @Override
  protected List<Example> examples() {
    return Arrays.stream(ValueType.values()).map(type -> Example.of(type, Map.of())).toList();
  }

  @Test
  void the_column_disappears() {
    assertEquals(
        Optional.empty(),
        ((ColumnAnonymizer)
                method()
                    .prepare(
                        MethodRequest.of(
                            new ColumnSchema("name", ValueType.STRING), Parameters.none())))
            .output());
  }
}
