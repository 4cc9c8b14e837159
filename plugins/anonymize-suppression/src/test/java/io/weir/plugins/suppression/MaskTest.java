package io.weir.plugins.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import io.weir.testkit.AnonymizationMethodContract;
import io.weir.testkit.SampleColumns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskTest extends AnonymizationMethodContract {
  private static final BigDecimal TWO = BigDecimal.TWO;

  @Override
  protected AnonymizationMethod method() {
    return new Mask();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : ValueType.values()) {
      examples.add(Example.of(type, Map.of()));
      examples.add(Example.of(type, Map.of("to", "empty")));
    }
    examples.add(Example.of(ValueType.STRING, Map.of("keepFirst", TWO)));
    examples.add(Example.of(ValueType.STRING, Map.of("keepLast", TWO, "token", "•")));
    return examples;
  }

  @Test
  void a_token_stands_for_every_value() {
    assertEquals(List.of("*", "*", "*"), masked(Map.of(), "Ann", "", "Ann"));
    assertEquals(List.of("gone"), masked(Map.of("token", "gone"), "Ann"));
  }

  @Test
  void the_first_and_last_characters_stay_visible() {
    assertEquals(
        List.of("He**o", "Hélène".substring(0, 2) + "***e"),
        masked(Map.of("keepFirst", TWO, "keepLast", BigDecimal.ONE), "Hello", "Hélène"));
    assertEquals(
        List.of("####3456"),
        masked(Map.of("keepLast", new BigDecimal("4"), "token", "#"), "12123456"));
  }

  @Test
  void a_character_is_a_code_point() {
    assertEquals(
        List.of("😀*日"),
        masked(Map.of("keepFirst", BigDecimal.ONE, "keepLast", BigDecimal.ONE), "😀🎉日"));
    assertEquals(List.of("日**"), masked(Map.of("keepFirst", BigDecimal.ONE), "日本語"));
  }

  @Test
  void a_text_too_short_to_hide_anything_is_hidden_whole() {
    assertEquals(
        List.of("***", "*", "", "abXd".replace('X', '*')),
        masked(Map.of("keepFirst", TWO, "keepLast", BigDecimal.ONE), "abc", "a", "", "abcd"));
  }

  @Test
  void emptied_columns_keep_their_type() {
    ColumnAnonymizer anonymizer = prepared(ValueType.DATETIME, Map.of("to", "empty"));
    Column column = anonymizer.apply(SampleColumns.of(ValueType.DATETIME, 130, 1));
    assertEquals(ValueType.DATETIME, column.type());
    assertEquals(130, column.empties().count());
  }

  @Test
  void mistakes_are_named_with_a_way_out() {
    refused("token", ValueType.STRING, Map.of("token", ""));
    refused("to", ValueType.STRING, Map.of("to", "nothing"));
    refused("to", ValueType.STRING, Map.of("to", "empty", "token", "x"));
    refused("keepFirst", ValueType.STRING, Map.of("keepFirst", new BigDecimal("-1")));
    refused("keepLast", ValueType.STRING, Map.of("keepLast", new BigDecimal("1.5")));
    refused("keepLast", ValueType.STRING, Map.of("keepLast", new BigDecimal("1e9")));
    refused("keepFirst", ValueType.STRING, Map.of("keepFirst", "two"));
    assertTrue(
        refused("keepFirst", ValueType.INTEGER, Map.of("keepFirst", TWO))
            .getMessage()
            .contains("of type integer"));
  }

  private InvalidParameters refused(
      String parameter, ValueType type, Map<String, Object> parameters) {
    InvalidParameters refusal =
        assertThrows(
            InvalidParameters.class,
            () ->
                method()
                    .prepare(
                        MethodRequest.of(
                            new ColumnSchema("value", type), new Parameters(parameters))));
    assertEquals(parameter, refusal.parameter());
    return refusal;
  }

  private ColumnAnonymizer prepared(ValueType type, Map<String, Object> parameters) {
    return (ColumnAnonymizer)
        method()
            .prepare(MethodRequest.of(new ColumnSchema("value", type), new Parameters(parameters)));
  }

  private List<String> masked(Map<String, Object> parameters, String... values) {
    Column column = prepared(ValueType.STRING, parameters).apply(BytesColumn.ofStrings(values));
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      texts.add(column.format(row));
    }
    return texts;
  }
}
