package io.weir.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private final Parameters parameters =
      new Parameters(
          Map.of(
              "to",
              "year",
              "width",
              BigDecimal.TEN,
              "breaks",
              List.of(BigDecimal.ONE, BigDecimal.TEN),
              "command",
              List.of("sh", "-c"),
              "keep",
              true));

  @Test
  void values_are_given_by_kind() {
    assertEquals(Optional.of("year"), parameters.text("to"));
    assertEquals(Optional.of(BigDecimal.TEN), parameters.number("width"));
    assertEquals(Optional.of(true), parameters.flag("keep"));
    assertEquals(List.of(BigDecimal.ONE, BigDecimal.TEN), parameters.numbers("breaks"));
    assertEquals(List.of("sh", "-c"), parameters.texts("command"));
    assertEquals(Optional.empty(), parameters.text("absent"));
    assertEquals(List.of(), parameters.numbers("absent"));
    assertEquals(List.of(), parameters.texts("absent"));
  }

  @Test
  void a_value_of_another_kind_is_refused_by_name() {
    assertEquals("width", refused(() -> parameters.text("width")).parameter());
    assertEquals("to", refused(() -> parameters.number("to")).parameter());
    assertEquals("command", refused(() -> parameters.numbers("command")).parameter());
    assertEquals("breaks", refused(() -> parameters.texts("breaks")).parameter());
    assertEquals("keep", refused(() -> parameters.texts("keep")).parameter());
  }

  @Test
  void an_unknown_parameter_is_named_beside_the_known_ones() {
    InvalidParameters refusal =
        refused(() -> parameters.allowOnly("to", "width", "breaks", "command"));
    assertEquals("keep", refusal.parameter());
    assertTrue(refusal.getMessage().contains("breaks, command, to, width"));
    parameters.allowOnly("to", "width", "breaks", "command", "keep");
  }

  @Test
  void printing_settings_prints_no_secret() {
    Settings settings = new Settings(Map.of("host", "db"), Map.of("password", "hunter2"));
    assertFalse(settings.toString().contains("hunter2"));
    assertEquals("hunter2", settings.require("password"));
    assertThrows(InvalidParameters.class, () -> settings.require("port"));
  }

  private static InvalidParameters refused(Runnable call) {
    return assertThrows(InvalidParameters.class, call::run);
  }
}
