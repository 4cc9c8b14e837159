package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.spi.ValueType;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TermsTest {

  @Test
  void every_type_has_a_term_of_its_own_name() {
    for (ValueType type : ValueType.values()) {
      assertEquals(type, Datatypes.NAMES.get(type.name().toLowerCase(Locale.ROOT)).type());
    }
  }

  @Test
  void the_nearest_term_is_found_whatever_the_case_and_the_locale() {
    String nearest = Wording.nearest("TITLES", Terms.COLUMN);
    assertEquals("did you mean \"titles\"?", nearest);
    assertEquals("did you mean \"onEmpty\"?", Wording.nearest("onEmtpy", Terms.COLUMN));
    assertEquals("known are name, url", Wording.nearest("somethingElse", Set.of("url", "name")));
  }
}
