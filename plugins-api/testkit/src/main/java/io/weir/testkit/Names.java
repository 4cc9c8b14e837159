package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.MethodDescription;
import io.weir.spi.MethodParameter;
import java.util.Map;
import java.util.stream.Collectors;

/** How extensions call themselves and what they say of their parameters. */
final class Names {
  private Names() {}

  static void assertDescribed(MethodDescription method) {
    assertDescribed(
        method.name(),
        method.summary(),
        method.parameters().stream()
            .collect(Collectors.toMap(MethodParameter::name, MethodParameter::summary)));
    assertFalse(method.places().isEmpty(), "it can be declared nowhere");
    assertText("the promise", method.notes().promise());
    assertText("the limits", method.notes().limits());
    assertText("the source", method.notes().source());
    assertTrue(
        method.notes().example().contains('"' + method.name() + '"'),
        "the example does not use the method");
  }

  private static void assertText(String what, String text) {
    assertFalse(text.isBlank(), () -> what + " is not told");
  }

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
