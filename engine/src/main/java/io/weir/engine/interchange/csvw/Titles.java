package io.weir.engine.interchange.csvw;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A natural language property: texts by language.
 *
 * @param byLanguage in the order written
 */
record Titles(Map<String, List<String>> byLanguage) {
  Titles {
    byLanguage = new LinkedHashMap<>(byLanguage);
  }

  static Titles none() {
    return new Titles(Map.of());
  }

  boolean isEmpty() {
    return byLanguage.values().stream().allMatch(List::isEmpty);
  }

  /** Every text, in the order written. */
  List<String> all() {
    return byLanguage.values().stream().flatMap(List::stream).toList();
  }

  /** The text that names a column without a name: the first of the default language. */
  Optional<String> first(String language) {
    return byLanguage.entrySet().stream()
        .filter(entry -> LanguageTags.match(entry.getKey(), language))
        .flatMap(entry -> entry.getValue().stream())
        .findFirst();
  }

  /** Whether a text of some language is among these. */
  boolean contain(String text, String language) {
    return byLanguage.entrySet().stream()
        .anyMatch(entry ->
            LanguageTags.match(entry.getKey(), language) && entry.getValue().contains(text));
  }
}
