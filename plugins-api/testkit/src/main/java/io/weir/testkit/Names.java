package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

/** How extensions call themselves and what they say of their parameters. */
final class Names {
  private Names() {}

  static void assertDescribed(String name, String summary, Map<String, String> words) {
    assertTrue(
        name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
        () -> "a name is lower case, words joined by \"-\"; this is \"" + name + "\"");
    assertSentence(name, summary);
    words.forEach(Names::assertSentence);
  }

  private static void assertSentence(String of, String sentence) {
    assertFalse(sentence.isBlank(), () -> "\"" + of + "\" needs one sentence for its reader");
    assertTrue(sentence.length() <= 300, () -> "the sentence on \"" + of + "\" is too long");
  }
}
