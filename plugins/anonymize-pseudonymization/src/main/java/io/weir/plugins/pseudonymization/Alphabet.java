package io.weir.plugins.pseudonymization;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The characters that a format-preserving pseudonym replaces, by characters of the same. */
enum Alphabet {
  DIGITS("digits", "0123456789"),
  LOWER_LETTERS("lower-letters", "abcdefghijklmnopqrstuvwxyz"),
  UPPER_LETTERS("upper-letters", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  LETTERS("letters", LOWER_LETTERS.characters + UPPER_LETTERS.characters),
  LOWER_ALPHANUMERIC("lower-alphanumeric", DIGITS.characters + LOWER_LETTERS.characters),
  UPPER_ALPHANUMERIC("upper-alphanumeric", DIGITS.characters + UPPER_LETTERS.characters),
  ALPHANUMERIC("alphanumeric", DIGITS.characters + LETTERS.characters);

  /** Fewer values than that are tried out too easily, says the draft of SP 800-38G's revision 1. */
  static final int LEAST_VALUES = 1_000_000;

  final String word;
  final String characters;

  /** How many characters a value must have at least, so that there are enough others. */
  final int shortest;

  private final byte[] numerals = new byte[128];

  Alphabet(String word, String characters) {
    this.word = word;
    this.characters = characters;
    Arrays.fill(numerals, (byte) -1);
    for (int i = 0; i < characters.length(); i++) {
      numerals[characters.charAt(i)] = (byte) i;
    }
    int least = 1;
    for (long values = characters.length(); values < LEAST_VALUES; values *= characters.length()) {
      least++;
    }
    shortest = least;
  }

  int radix() {
    return characters.length();
  }

  /** The numeral of a byte of UTF-8, or -1 when it is none of the alphabet's characters. */
  int numeral(byte utf8) {
    return utf8 < 0 ? -1 : numerals[utf8];
  }

  byte character(int numeral) {
    return (byte) characters.charAt(numeral);
  }

  static Optional<Alphabet> of(String word) {
    return Stream.of(values()).filter(it -> it.word.equals(word)).findFirst();
  }

  static String words() {
    return Stream.of(values()).map(it -> it.word).collect(Collectors.joining(", "));
  }
}
