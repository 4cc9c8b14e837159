package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.csvw.Metadata.Column;
import io.weir.engine.interchange.csvw.Metadata.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table whose columns were laid beside the first record of its file.
 *
 * @param columns those the file has fields for, in its order
 */
record Fitted(Table table, List<FittedColumn> columns) {
  private static final int LONGEST_NAME = 63;

  /**
   * @param name in a module document
   * @param key how keys of the metadata name it
   * @param field of the file's records
   */
  record FittedColumn(String name, String key, String field, Column said) {}

  /**
   * @param first the first record of the file; nothing if there is no file to look into
   */
  static Fitted of(Table table, Optional<List<String>> first, Problems problems) {
    List<Column> said =
        table.schema().columns().stream().filter(column -> !column.virtual()).toList();
    int fields = first.map(List::size).orElse(said.size());
    if (said.isEmpty() && first.isEmpty()) {
      problems.error(
          table.place(),
          "nothing says which columns " + what(table) + " has",
          "put its file into the folder, or describe the columns");
    }
    if (!said.isEmpty() && said.size() != fields) {
      problems.error(
          table.place(),
          what(table)
              + " has "
              + said.size()
              + " columns, but "
              + fields
              + " fields in its file's first record",
          "describe every field of the file, in its order");
      return new Fitted(table, List.of());
    }
    List<FittedColumn> columns = new ArrayList<>();
    for (int i = 0; i < fields; i++) {
      Optional<String> title =
          table.dialect().header()
              ? Optional.of(i).flatMap(at -> first.map(f -> f.get(at)))
              : Optional.empty();
      Column column = said.isEmpty() ? unsaid(table) : said.get(i);
      title.ifPresent(text -> compare(table, column, text, columns.size(), problems));
      columns.add(fitted(table, column, title, i));
    }
    return new Fitted(table, columns);
  }

  /** The name in a module document by how keys of the metadata name it. */
  Optional<FittedColumn> byKey(String key) {
    return columns.stream().filter(column -> column.key().equals(key)).findFirst();
  }

  /** Whether any field of the file is called otherwise than its column. */
  boolean renames() {
    return columns.stream().anyMatch(column -> !column.name().equals(column.field()));
  }

  private static Column unsaid(Table table) {
    return new Column(
        Optional.empty(), Titles.none(), Optional.empty(), false, table.inherited(), table.place());
  }

  private static FittedColumn fitted(
      Table table, Column column, Optional<String> field, int index) {
    Optional<String> title =
        field.or(() -> column.titles().first(table.language())).filter(text -> !text.isBlank());
    String name =
        column
            .name()
            .map(ColumnNames::decoded)
            .or(() -> title)
            .filter(Fitted::canBeName)
            .orElseGet(() -> ColumnNames.numbered(index));
    String key =
        column
            .name()
            .or(() ->
                column.titles().first(table.language()).or(() -> title).map(ColumnNames::encoded))
            .orElseGet(() -> ColumnNames.numbered(index));
    return new FittedColumn(
        name, key, table.dialect().header() ? field.or(() -> title).orElse(name) : name, column);
  }

  private static boolean canBeName(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** The text of the file is not told: without a header it would be somebody's data. */
  private static void compare(
      Table table, Column column, String title, int index, Problems problems) {
    boolean named = column.name().isPresent();
    boolean fits =
        (!named && column.titles().isEmpty())
            || column.name().filter(name -> ColumnNames.decoded(name).equals(title)).isPresent()
            || column.titles().contain(title, table.language());
    if (!fits) {
      problems.error(
          column.place(),
          "the file of "
              + what(table)
              + " titles its column "
              + (index + 1)
              + " in another way than "
              + Wording.quote(
                  column.titles().all().stream().findFirst().or(column::name).orElse("")),
          "write the title of the file in \"titles\", capitals and language included");
    }
  }

  static String what(Table table) {
    return "table " + Wording.quote(table.path());
  }

  /** Columns whose names in a module document are the same, told once each. */
  void refuseDuplicates(Problems problems) {
    Map<String, Integer> first = new java.util.HashMap<>();
    IntStream.range(0, columns.size())
        .filter(i -> first.putIfAbsent(columns.get(i).name(), i) != null)
        .forEach(i ->
            problems.error(
                columns.get(i).said().place(),
                "columns "
                    + (first.get(columns.get(i).name()) + 1)
                    + " and "
                    + (i + 1)
                    + " of "
                    + what(table)
                    + " have the same name",
                "give one of them another \"name\" or title"));
  }
}
