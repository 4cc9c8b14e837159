package io.weir.engine.interchange.csvw;

import java.nio.charset.StandardCharsets;

/** Names of columns where metadata gives none. */
final class ColumnNames {
  private ColumnNames() {}

  /** A title as a variable of URI templates: what is no letter, digit or underscore is encoded. */
  static String encoded(String title) {
    StringBuilder name = new StringBuilder();
    for (byte b : title.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || (b == '_' && !name.isEmpty());
      if (plain) {
        name.append((char) b);
      } else {
        name.append('%')
            .append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)))
            .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
      }
    }
    return name.toString();
  }

  /** The name of a column that has neither name nor title. */
  static String numbered(int index) {
    return "_col." + (index + 1);
  }
}
