package io.weir.engine.definition.format;

/** ASCII digits. */
final class Digits {
  private Digits() {}

  /** Whether a text is one digit or more, and nothing else. */
  static boolean are(String text) {
    return !text.isEmpty() && text.chars().allMatch(Digits::is);
  }

  static boolean is(int c) {
    return c >= '0' && c <= '9';
  }
}
