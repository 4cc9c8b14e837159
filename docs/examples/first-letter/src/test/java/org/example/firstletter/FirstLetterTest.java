package org.example.firstletter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import io.weir.testkit.AnonymizationMethodContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstLetterTest extends AnonymizationMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new FirstLetter();
  }

  @Override
  protected List<Example> examples() {
    return List.of(
        Example.of(ValueType.STRING, Map.of()),
        Example.of(ValueType.STRING, Map.of("upper", true)));
  }

  @Test
  void a_text_becomes_its_first_letter() {
    MethodRequest request =
        MethodRequest.of(
            new ColumnSchema("name", ValueType.STRING), new Parameters(Map.of("upper", true)));
    ColumnAnonymizer letters = (ColumnAnonymizer) method().prepare(request);
    Column column = letters.apply(BytesColumn.ofStrings("ann", "Bob", null));
    assertEquals("A", column.format(0));
    assertEquals("B", column.format(1));
    assertEquals(true, column.isEmpty(2));
  }
}
