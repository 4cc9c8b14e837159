package io.weir.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.spi.PrivacyCost.Recurrence;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PrivacyCostTest {
  @Test
  void costs_add_up_and_recur_with_each_version_unless_neither_does() {
    PrivacyCost stays = cost("0.5", "0", Recurrence.EACH_NEW_VALUE);
    PrivacyCost recurs = cost("1.25", "0.001", Recurrence.EACH_VERSION);
    assertEquals(cost("1.75", "0.001", Recurrence.EACH_VERSION), stays.plus(recurs));
    assertEquals(cost("1.0", "0", Recurrence.EACH_NEW_VALUE), stays.plus(stays));
  }

  @Test
  void what_promises_nothing_is_no_cost() {
    assertThrows(IllegalArgumentException.class, () -> cost("0", "0", Recurrence.EACH_VERSION));
    assertThrows(IllegalArgumentException.class, () -> cost("1", "1", Recurrence.EACH_VERSION));
    PrivacyCost half = cost("1", "0.5", Recurrence.EACH_VERSION);
    assertThrows(IllegalArgumentException.class, () -> half.plus(half));
  }

  private static PrivacyCost cost(String epsilon, String delta, Recurrence recurrence) {
    return new PrivacyCost(new BigDecimal(epsilon), new BigDecimal(delta), recurrence);
  }
}
