package io.weir.engine.dataplane.decode;

/** Names that a source gave, fit for messages. */
final class QuotedName {
  private static final int LONGEST = 60;

  private QuotedName() {}

  /** The name in double quotes, cut when long, without anything that cannot be seen. */
  static String of(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    name.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.SURROGATE,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                quoted.append('\ufffd');
            default -> quoted.appendCodePoint(c == '"' ? '\'' : c);
          }
        });
    return quoted.append(name.codePointCount(0, name.length()) > LONGEST ? "…\"" : "\"").toString();
  }
}
