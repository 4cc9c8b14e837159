package io.weir.engine.vocabulary;

import java.util.Map;

/**
 * Something that went wrong, told so that a person can mend it. Never holds a value of the data or
 * a secret.
 *
 * @param message what happened to which thing, one sentence
 * @param advice what to do next, one sentence
 * @param where the thing's coordinates by name: {@code module}, {@code table}, {@code source},
 *     {@code column}, {@code record}, {@code field} …
 */
public record Problem(ErrorCode code, String message, String advice, Map<String, String> where) {
  public Problem {
    where = Map.copyOf(where);
  }

  public static Problem of(ErrorCode code, String message, String advice) {
    return new Problem(code, message, advice, Map.of());
  }

  /** The same problem with one more coordinate; an existing one stays. */
  public Problem at(String name, String value) {
    if (where.containsKey(name)) {
      return this;
    }
    Map<String, String> more = new java.util.HashMap<>(where);
    more.put(name, value);
    return new Problem(code, message, advice, more);
  }
}
