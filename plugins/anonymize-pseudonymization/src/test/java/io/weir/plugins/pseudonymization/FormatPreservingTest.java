package io.weir.plugins.pseudonymization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.MethodException;
import io.weir.spi.PreparedMethod.OfValues;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FormatPreservingTest {
  private static OfValues texts(String alphabet) {
    return Names.prepared(
        ValueType.STRING, Map.of("form", "format-preserving", "alphabet", alphabet));
  }

  private static OfValues integers(long minimum, long maximum) {
    return Names.prepared(
        ValueType.INTEGER,
        Map.of(
            "form", "format-preserving",
            "minimum", BigDecimal.valueOf(minimum),
            "maximum", BigDecimal.valueOf(maximum)));
  }

  @Test
  void six_digits_are_permuted_among_all_of_six_digits() {
    // The least domain there may be, in whole.
    String[] all = new String[1_000_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = "%06d".formatted(i);
    }
    BitSet met = new BitSet();
    int same = 0;
    List<String> names = Names.of(texts("digits"), all);
    for (int i = 0; i < all.length; i++) {
      assertEquals(6, names.get(i).length());
      met.set(Integer.parseInt(names.get(i)));
      same += names.get(i).equals(all[i]) ? 1 : 0;
    }
    assertEquals(1_000_000, met.cardinality());
    // A random permutation has one fixed point on average; a hundred is out of the question.
    assertTrue(same < 100, same + " values stay as they are");
  }

  @Test
  void a_range_is_permuted_among_itself() {
    // Not a power of anything, so that some numbers are enciphered more than once.
    long minimum = -300_007;
    long[] all = new long[1_000_003];
    Arrays.setAll(all, i -> minimum + i);
    long[] names = Names.of(integers(minimum, minimum + all.length - 1), all);
    BitSet met = new BitSet();
    for (long name : names) {
      met.set(Math.toIntExact(name - minimum));
    }
    assertEquals(all.length, met.cardinality());
    assertEquals(all.length, met.length());
  }

  @Property(tries = 200)
  void integers_of_any_range_stay_in_it_and_stay_different(
      @ForAll long one, @ForAll long other, @ForAll @LongRange(min = 0) long seed) {
    long minimum = Math.min(one, other);
    long maximum = Math.max(one, other);
    if (maximum - minimum >= 0 && maximum - minimum < 999_999) {
      minimum = Math.min(minimum, Long.MAX_VALUE - 1_000_000);
      maximum = minimum + 1_000_000;
    }
    Random random = new Random(seed);
    long[] values = new long[50];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          maximum == Long.MAX_VALUE && minimum == Long.MIN_VALUE
              ? random.nextLong()
              : random.nextLong(minimum, Math.max(maximum, minimum + 1));
    }
    values[0] = minimum;
    values[1] = maximum;
    long[] names = Names.of(integers(minimum, maximum), values);
    for (long name : names) {
      assertTrue(minimum <= name && name <= maximum);
    }
    assertEquals(Arrays.stream(values).distinct().count(), Arrays.stream(names).distinct().count());
  }

  @Test
  void integers_of_so_many_digits_keep_as_many() {
    OfValues method =
        Names.prepared(
            ValueType.INTEGER, Map.of("form", "format-preserving", "digits", new BigDecimal(7)));
    long[] names = Names.of(method, 1_000_000, 9_999_999, 4_711_471);
    for (long name : names) {
      assertEquals(7, Long.toString(name).length());
    }
    MethodException refusal = assertThrows(MethodException.class, () -> Names.of(method, 999_999L));
    assertTrue(refusal.getMessage().contains("column id"));
    assertFalse(refusal.getMessage().contains("999999 "));
  }

  @Test
  void characters_stay_in_the_alphabet_and_all_others_in_their_place() {
    Map<String, String> examples =
        Map.of(
            "digits", "+49 (351) 463-0 äö 😀 x",
            "lower-letters", "müller-lüdenscheidt, A. 1",
            "upper-letters", "DE-ABCDEF ü",
            "letters", "Anna-Karina O'Neill 7",
            "lower-alphanumeric", "a1b2-c3d4/E",
            "upper-alphanumeric", "W1A 1AA-X9",
            "alphanumeric", "Ab1-Cd2_Ef3.ß");
    examples.forEach((word, text) -> {
      Alphabet alphabet = Alphabet.of(word).orElseThrow();
      String name = Names.of(texts(word), text).getFirst();
      assertNotEquals(text, name);
      assertEquals(text.length(), name.length());
      for (int i = 0; i < text.length(); i++) {
        if (alphabet.characters.indexOf(text.charAt(i)) >= 0) {
          assertTrue(alphabet.characters.indexOf(name.charAt(i)) >= 0, word);
        } else {
          assertEquals(text.charAt(i), name.charAt(i), word);
        }
      }
    });
  }

  @Test
  void texts_of_any_length_and_alphabet_stay_different() {
    Random random = new Random(4);
    for (Alphabet alphabet : Alphabet.values()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < alphabet.shortest + random.nextInt(4); j++) {
          text.append(alphabet.characters.charAt(random.nextInt(alphabet.radix())));
          text.append(random.nextInt(5) == 0 ? "-" : "");
        }
        values.add(text.toString());
      }
      List<String> names = Names.of(texts(alphabet.word), values.toArray(String[]::new));
      assertEquals(new HashSet<>(values).size(), new HashSet<>(names).size());
    }
  }

  @Test
  void values_with_too_few_characters_to_hide_among_are_refused_and_not_told() {
    for (String text : List.of("12345", "", "4711-x")) {
      MethodException refusal =
          assertThrows(MethodException.class, () -> Names.of(texts("digits"), text));
      assertTrue(refusal.getMessage().contains("fewer than 6"));
      assertTrue(text.isEmpty() || !refusal.getMessage().contains(text));
      assertTrue(refusal.advice().contains("hmac"));
    }
    assertThrows(
        MethodException.class,
        () -> Names.of(texts("digits"), "1".repeat(EncipheredTexts.LONGEST + 1)));
    assertEquals(
        EncipheredTexts.LONGEST,
        Names.of(texts("digits"), "1".repeat(EncipheredTexts.LONGEST)).getFirst().length());
  }

  @Test
  void the_least_domain_is_kept_for_every_alphabet() {
    for (Alphabet alphabet : Alphabet.values()) {
      assertTrue(Math.pow(alphabet.radix(), alphabet.shortest) >= 1_000_000);
      assertTrue(Math.pow(alphabet.radix(), alphabet.shortest - 1.0) < 1_000_000);
    }
  }

  @Test
  void a_prefix_comes_before_and_domains_alphabets_and_ranges_are_unrelated() {
    String plain = Names.of(texts("digits"), "123456").getFirst();
    Map<String, Object> form = Map.of("form", "format-preserving", "alphabet", "digits");
    Map<String, Object> prefixed = new java.util.HashMap<>(form);
    prefixed.put("prefix", "№ ");
    assertEquals(
        List.of("№ " + plain), Names.of(Names.prepared(ValueType.STRING, prefixed), "123456"));
    Map<String, Object> elsewhere = new java.util.HashMap<>(form);
    elsewhere.put("domain", "elsewhere");
    assertNotEquals(
        List.of(plain), Names.of(Names.prepared(ValueType.STRING, elsewhere), "123456"));
    assertNotEquals(List.of(plain), Names.of(texts("lower-alphanumeric"), "123456"));
    assertNotEquals(
        Names.of(integers(0, 1_000_000), 5L)[0], Names.of(integers(0, 1_000_001), 5L)[0]);
  }
}
