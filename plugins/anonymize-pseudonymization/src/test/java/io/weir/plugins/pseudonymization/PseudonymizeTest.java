package io.weir.plugins.pseudonymization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import io.weir.testkit.AnonymizationMethodContract;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PseudonymizeTest extends AnonymizationMethodContract {
  private static final Map<String, Object> FORMAT = Map.of("form", "format-preserving");

  @Override
  protected AnonymizationMethod method() {
    return new Pseudonymize();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type :
        Set.of(
            ValueType.STRING,
            ValueType.INTEGER,
            ValueType.DATE,
            ValueType.TIME,
            ValueType.DATETIME,
            ValueType.BINARY)) {
      examples.add(Example.of(type, Map.of("secret", "ids")));
    }
    examples.add(
        Example.of(
            ValueType.STRING,
            Map.of(
                "secret", "ids@3",
                "length", new BigDecimal("12"),
                "encoding", "hex",
                "prefix", "p-",
                "tag", true,
                "domain", "people")));
    examples.add(
        Example.of(ValueType.INTEGER, Map.of("secret", "ids", "form", "format-preserving")));
    // 1.5 and 1.50 are two texts and one value, so this sample has no zeros at the end.
    BigDecimal[] decimals = new BigDecimal[700];
    for (int i = 0; i < decimals.length; i++) {
      decimals[i] = i % 8 == 0 ? null : new BigDecimal(i * 10 + 1).movePointLeft(i % 5);
    }
    examples.add(
        new Example(
            new ColumnSchema("value", ValueType.DECIMAL),
            new Parameters(Map.of("secret", "ids")),
            DecimalColumn.of(decimals)));
    return examples;
  }

  @Test
  void what_a_use_promises_follows_from_its_length_form_and_secret() {
    assertEquals(
        Set.of(Trait.EMPTIES_STAY, Trait.DISTINCT_STAYS_DISTINCT),
        Names.prepared(ValueType.STRING, Map.of()).traits());
    assertEquals(
        Set.of(Trait.EMPTIES_STAY),
        Names.prepared(ValueType.STRING, Map.of("length", new BigDecimal(25))).traits());
    assertEquals(
        Set.of(Trait.EMPTIES_STAY, Trait.DISTINCT_STAYS_DISTINCT, Trait.STABLE_ACROSS_VERSIONS),
        Names.prepared(
                ValueType.STRING,
                Map.of("encoding", "hex", "length", new BigDecimal(32), "secret", "ids@1"))
            .traits());
    assertEquals(
        Set.of(Trait.EMPTIES_STAY),
        Names.prepared(ValueType.STRING, Map.of("encoding", "hex", "length", new BigDecimal(31)))
            .traits());
    assertEquals(
        Set.of(Trait.EMPTIES_STAY, Trait.DISTINCT_STAYS_DISTINCT, Trait.STAYS_IN_BOUNDS),
        Names.prepared(ValueType.INTEGER, FORMAT).traits());
  }

  @Test
  void it_asks_for_its_secret_as_the_document_names_it() {
    assertEquals(Set.of("ids"), Names.prepared(ValueType.STRING, Map.of()).secrets());
    assertEquals(
        Set.of("ids@12"), Names.prepared(ValueType.STRING, Map.of("secret", "ids@12")).secrets());
  }

  @Test
  void numbers_that_are_equal_have_one_name_however_they_are_written() {
    PreparedMethod.OfValues method = Names.prepared(ValueType.DECIMAL, Map.of());
    var names =
        (BytesColumn)
            method
                .open(Names.run(method))
                .apply(
                    DecimalColumn.of(
                        new BigDecimal("100"), new BigDecimal("1e2"), new BigDecimal("100.00")));
    assertEquals(names.text(0), names.text(1));
    assertEquals(names.text(0), names.text(2));
    // The same secret and domain: a text reads like the number.
    assertEquals(
        Names.of(Names.prepared(ValueType.STRING, Map.of()), "100").getFirst(), names.text(0));
  }

  @Test
  void mistakes_are_named_with_a_way_out() {
    refused("secret", ValueType.STRING, Map.of("secret", "ids@0"));
    refused("secret", ValueType.STRING, Map.of("secret", "a secret"));
    refused("secret", ValueType.STRING, Map.of("secret", ""));
    refused("form", ValueType.STRING, Map.of("form", "sha256"));
    refused("domain", ValueType.STRING, Map.of("domain", ""));
    refused("prefix", ValueType.STRING, Map.of("prefix", "x".repeat(201)));
    refused("length", ValueType.STRING, Map.of("length", new BigDecimal(7)));
    refused("length", ValueType.STRING, Map.of("length", new BigDecimal(52)));
    refused("length", ValueType.STRING, Map.of("length", new BigDecimal("20.5")));
    refused("encoding", ValueType.STRING, Map.of("encoding", "base64"));
    refused("alphabet", ValueType.STRING, Map.of("alphabet", "digits"));
    refused("alphabet", ValueType.STRING, FORMAT);
    refused("alphabet", ValueType.STRING, with("alphabet", "roman"));
    refused("minimum", ValueType.STRING, with("minimum", BigDecimal.ONE));
    refused("tag", ValueType.STRING, with("tag", true));
    refused("prefix", ValueType.INTEGER, with("prefix", "x"));
    refused("alphabet", ValueType.INTEGER, with("alphabet", "digits"));
    refused("digits", ValueType.INTEGER, with("digits", new BigDecimal(6)));
    refused("digits", ValueType.INTEGER, with("digits", new BigDecimal(19)));
    refused("maximum", ValueType.INTEGER, with("minimum", BigDecimal.ONE));
    refused("minimum", ValueType.INTEGER, with("minimum", new BigDecimal("0.5")));
    refused(
        "maximum",
        ValueType.INTEGER,
        Map.of(
            "form",
            "format-preserving",
            "minimum",
            BigDecimal.ONE,
            "maximum",
            new BigDecimal(999_999)));
    refused("form", ValueType.DATE, FORMAT);
    InvalidParameters none =
        assertThrows(
            InvalidParameters.class,
            () ->
                method()
                    .prepare(
                        MethodRequest.of(
                            new ColumnSchema("id", ValueType.STRING), Parameters.none())));
    assertEquals("secret", none.parameter());
    assertTrue(none.getMessage().contains("weir secrets create"));
  }

  @Test
  void what_was_written_for_a_name_is_not_repeated_for_it_may_be_the_secret_itself() {
    InvalidParameters refusal =
        refused("secret", ValueType.STRING, Map.of("secret", "hunter2 is the secret"));
    assertFalse(refusal.getMessage().contains("hunter2"));
  }

  private static Map<String, Object> with(String name, Object value) {
    return Map.of("form", "format-preserving", name, value);
  }

  private static InvalidParameters refused(
      String parameter, ValueType type, Map<String, Object> parameters) {
    InvalidParameters refusal =
        assertThrows(InvalidParameters.class, () -> Names.prepared(type, parameters));
    assertEquals(parameter, refusal.parameter());
    assertFalse(refusal.getMessage().isBlank());
    return refusal;
  }
}
