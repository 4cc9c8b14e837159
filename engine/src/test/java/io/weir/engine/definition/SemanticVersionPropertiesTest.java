package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.UploadPlan.Bump;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SemanticVersionPropertiesTest {

  @Property
  void a_bumped_version_is_higher_and_is_a_release(
      @ForAll("versions") String text, @ForAll Bump bump) {
    SemanticVersion version = SemanticVersion.parse(text).orElseThrow();
    SemanticVersion next = version.bump(bump);
    assertTrue(next.compareTo(version) > 0);
    assertTrue(next.preRelease().isEmpty() && next.build().isEmpty());
    assertEquals(Optional.of(next), SemanticVersion.parse(next.toString()));
  }

  @Property
  void a_version_is_written_as_it_was_read(@ForAll("versions") String text) {
    assertEquals(text, SemanticVersion.parse(text).orElseThrow().toString());
  }

  @Provide
  Arbitrary<String> versions() {
    Arbitrary<String> number = Arbitraries.longs().greaterOrEqual(0).map(String::valueOf);
    Arbitrary<String> identifier =
        Arbitraries.strings().withChars("abcXYZ-").ofMinLength(1).ofMaxLength(8);
    return Combinators.combine(
            number,
            number,
            number,
            identifier.map(i -> "-" + i + ".0").injectNull(0.5),
            identifier.map(i -> "+" + i + ".007").injectNull(0.5))
        .as((major, minor, patch, pre, build) ->
            major
                + "."
                + minor
                + "."
                + patch
                + (pre == null ? "" : pre)
                + (build == null ? "" : build));
  }
}
