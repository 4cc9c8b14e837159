package io.weir.engine.dataplane.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HiddenValuesTest {
  private static HiddenValues of(String... values) {
    HiddenValues hidden = new HiddenValues(1 << 20);
    Arrays.stream(values).forEach(hidden::add);
    return hidden;
  }

  @Test
  void words_are_found_whatever_their_case_and_what_stands_between_them() {
    HiddenValues hidden = of("Jörg van Ørsted", "+49 171 555", "O'Hara-Smith");
    for (String text :
        List.of(
            "Jörg van Ørsted",
            "seen by JÖRG VAN ØRSTED today",
            "(jo\u0308rg, van ørsted)",
            "call 49-171/555.",
            "mr o hara smith left")) {
      assertTrue(hidden.isToldBy(text), text);
    }
    for (String text :
        List.of(
            "", "Jörg", "Jörg Ørsted", "Jörg van", "van Ørsted Jörg", "Jörgvan Ørsted", "49 171")) {
      assertFalse(hidden.isToldBy(text), text);
    }
  }

  @Test
  void what_stands_in_texts_by_chance_is_passed_over() {
    for (String value : List.of("", " ", "Ann", "12345", "A1-2", "a b c d e f g h i")) {
      HiddenValues hidden = of(value);
      assertTrue(hidden.isEmpty(), value);
      assertFalse(hidden.isToldBy(value), value);
    }
    assertTrue(of("Anna").isToldBy("anna"));
    assertTrue(of("123456").isToldBy("no. 123456"));
  }

  @Test
  void values_beyond_what_memory_holds_are_left_out_and_that_is_told() {
    HiddenValues hidden = new HiddenValues(1 << 15);
    String[] names =
        IntStream.range(0, 10_000).mapToObj("name%05d"::formatted).toArray(String[]::new);
    Arrays.stream(names).forEach(hidden::add);
    assertFalse(hidden.isComplete());
    assertTrue(hidden.isToldBy("of name00000"));
    assertFalse(hidden.isToldBy("of name09999"));
    HiddenValues larger = of(names);
    assertTrue(larger.isComplete());
    assertTrue(Arrays.stream(names).allMatch(larger::isToldBy));
  }

  /** Brute force: the words of a value, one after the other, among those of a text. */
  @Property(tries = 300)
  void it_tells_what_a_search_of_all_places_tells(
      @ForAll("values") Set<List<String>> values, @ForAll("words") List<String> text) {
    HiddenValues hidden =
        of(values.stream().map(it -> String.join("-", it)).toArray(String[]::new));
    Set<List<String>> all = new HashSet<>();
    for (int from = 0; from < text.size(); from++) {
      for (int to = from + 1; to <= text.size(); to++) {
        all.add(text.subList(from, to));
      }
    }
    boolean expected = values.stream().anyMatch(all::contains);
    String told =
        text.stream().map(it -> it.toUpperCase(Locale.ROOT)).collect(Collectors.joining(" "));
    assertEquals(expected, hidden.isToldBy(told));
  }

  @Provide
  Arbitrary<Set<List<String>>> values() {
    return word().list().ofMinSize(1).ofMaxSize(4).set().ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<String>> words() {
    return word().list().ofMaxSize(12);
  }

  private static Arbitrary<String> word() {
    return Arbitraries.of("anna", "maria", "smith", "jones", "berlin");
  }
}
