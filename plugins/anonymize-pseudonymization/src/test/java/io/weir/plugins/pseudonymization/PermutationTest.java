package io.weir.plugins.pseudonymization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The sample vectors that NIST publishes for FF1. */
class PermutationTest {
  private static final String KEY_128 = "2b7e151628aed2a6abf7158809cf4f3c";
  private static final String KEY_192 = KEY_128 + "ef4359d8d580aa4f";
  private static final String KEY_256 = KEY_192 + "7f036d6f04fc6a94";
  private static final String TWEAK_10 = "39383736353433323130";
  private static final String TWEAK_11 = "3737373770717273373737";

  @Test
  void keys_of_128_bits() {
    assertEquals("2433477484", enciphered(KEY_128, 10, "", "0123456789"));
    assertEquals("6124200773", enciphered(KEY_128, 10, TWEAK_10, "0123456789"));
    assertEquals("a9tv40mll9kdu509eum", enciphered(KEY_128, 36, TWEAK_11, "0123456789abcdefghi"));
  }

  @Test
  void keys_of_192_bits() {
    assertEquals("2830668132", enciphered(KEY_192, 10, "", "0123456789"));
    assertEquals("2496655549", enciphered(KEY_192, 10, TWEAK_10, "0123456789"));
    assertEquals("xbj3kv35jrawxv32ysr", enciphered(KEY_192, 36, TWEAK_11, "0123456789abcdefghi"));
  }

  @Test
  void keys_of_256_bits() {
    assertEquals("6657667009", enciphered(KEY_256, 10, "", "0123456789"));
    assertEquals("1001623463", enciphered(KEY_256, 10, TWEAK_10, "0123456789"));
    assertEquals("xs8a0azh2avyalyzuwd", enciphered(KEY_256, 36, TWEAK_11, "0123456789abcdefghi"));
  }

  private static String enciphered(String key, int radix, String tweak, String text) {
    byte[] numerals = new byte[text.length()];
    for (int i = 0; i < numerals.length; i++) {
      numerals[i] = (byte) Character.digit(text.charAt(i), radix);
    }
    new Permutation(HexFormat.of().parseHex(key), radix, HexFormat.of().parseHex(tweak))
        .apply(numerals, numerals.length);
    StringBuilder result = new StringBuilder();
    for (byte numeral : numerals) {
      result.append(Character.forDigit(numeral, radix));
    }
    return result.toString();
  }
}
