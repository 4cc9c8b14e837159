package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.UploadPlan.Bump;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {

  @ParameterizedTest
  @CsvSource({
    "1.2.3,PATCH,1.2.4",
    "1.2.3,MINOR,1.3.0",
    "1.2.3,MAJOR,2.0.0",
    "1.2.3-rc.1+build.5,PATCH,1.2.4",
    "0.0.99999999999999999999,PATCH,0.0.100000000000000000000",
  })
  void bumping_raises_one_part_and_clears_those_after_it(String from, Bump bump, String to) {
    assertEquals(to, SemanticVersion.parse(from).orElseThrow().bump(bump).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2",
        "1.2.3.4",
        "01.2.3",
        "1.2.03",
        "v1.2.3",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3+",
        "1.2.3-a..b",
        " 1.2.3",
        "1.2.3\n",
        "1.2.٣",
        "-1.2.3"
      })
  void a_text_that_is_no_version_is_refused(String text) {
    assertEquals(Optional.empty(), SemanticVersion.parse(text));
  }

  @Test
  void a_very_long_version_is_refused() {
    assertEquals(Optional.empty(), SemanticVersion.parse("1.0.0-" + "a".repeat(200)));
  }

  @Test
  void precedence_is_that_of_the_standard() {
    List<SemanticVersion> ascending =
        List.of(
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.10.0",
                "2.0.0")
            .stream()
            .map(text -> SemanticVersion.parse(text).orElseThrow())
            .toList();
    for (int i = 1; i < ascending.size(); i++) {
      assertTrue(ascending.get(i - 1).compareTo(ascending.get(i)) < 0, ascending.get(i).toString());
      assertTrue(ascending.get(i).compareTo(ascending.get(i - 1)) > 0, ascending.get(i).toString());
    }
    assertEquals(
        0,
        SemanticVersion.parse("1.0.0+a")
            .orElseThrow()
            .compareTo(SemanticVersion.parse("1.0.0+b").orElseThrow()));
  }
}
