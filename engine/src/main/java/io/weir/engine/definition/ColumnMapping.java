package io.weir.engine.definition;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The other names a source has for a table's columns. What is said of one source can be judged only
 * once the table's columns are known.
 *
 * @param what the source, for messages
 * @param fields by column the field's name and where it stands
 * @param named where each column is named
 */
record ColumnMapping(String what, Map<String, Node.Text> fields, Map<String, Place> named) {
  private static final int LONGEST = 1_000;

  /** Reads {@code columns} of a source; none when there is no such member. */
  static ColumnMapping read(Fields source, Problems problems) {
    Map<String, Node.Text> fields = new LinkedHashMap<>();
    Map<String, Place> named = new HashMap<>();
    source
        .get("columns")
        .flatMap(node -> Fields.of(node, "\"columns\" of " + source.what(), problems))
        .ifPresent(columns -> {
          for (String column : columns.object().members().keySet()) {
            columns
                .text(column)
                .filter(field -> isShort(field, source.what(), problems))
                .ifPresent(field -> fields.put(column, field));
            named.put(column, columns.object().nameOf(column));
          }
        });
    return new ColumnMapping(source.what(), fields, named);
  }

  private static boolean isShort(Node.Text field, String what, Problems problems) {
    if (field.text().length() > LONGEST) {
      problems.error(
          field.place(),
          "a field of " + what + " has a name of more than " + LONGEST + " characters",
          "let the source deliver it under a shorter name");
      return false;
    }
    return true;
  }

  Map<String, String> plain() {
    Map<String, String> plain = new LinkedHashMap<>();
    fields.forEach((column, field) -> plain.put(column, field.text()));
    return plain;
  }

  /**
   * Tells what does not fit the table: names of no column, and fields that would fill two columns.
   *
   * @param columns the table's, all of them
   */
  void check(String table, Set<String> columns, Problems problems) {
    named.forEach((column, place) -> {
      if (!columns.contains(column)) {
        problems.error(
            place,
            Wording.quote(column) + ", named by " + what + ", is no column of " + table,
            Wording.nearest(column, columns));
      }
    });
    Map<String, String> filledBy = new HashMap<>();
    fields.forEach((column, field) -> {
      String other = filledBy.putIfAbsent(field.text(), column);
      if (other != null) {
        problems.error(
            field.place(),
            "the field "
                + Wording.quote(field.text())
                + " of "
                + what
                + " would fill the columns "
                + Wording.quote(other)
                + " and "
                + Wording.quote(column),
            "name another field for one of them");
      } else if (columns.contains(field.text()) && !named.containsKey(field.text())) {
        problems.error(
            field.place(),
            "the field "
                + Wording.quote(field.text())
                + " of "
                + what
                + " would fill the column of that name as well as "
                + Wording.quote(column),
            "name the field of the column " + Wording.quote(field.text()) + " too");
      }
    });
  }
}
