package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.Wording;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Names of columns: in metadata they are variables of URI templates, with us any short text. */
final class ColumnNames {
  private static final int FEW = 100;

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

  /** The text that a variable stands for, or the variable itself if its escapes are no UTF-8. */
  static String decoded(String name) {
    String text = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : name;
  }

  /**
   * What to do about a name that is none of a table's; the nearest is only looked for among few.
   */
  static String advice(String name, Collection<String> names) {
    return names.size() <= FEW
        ? Wording.nearestAndAll(name, names)
        : "write the name of one of its columns";
  }

  /** The name of a column that has neither name nor title. */
  static String numbered(int index) {
    return "_col." + (index + 1);
  }
}
