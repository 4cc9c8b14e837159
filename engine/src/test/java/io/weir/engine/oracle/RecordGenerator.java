package io.weir.engine.oracle;

import io.weir.engine.oracle.ModuleCase.Column;
import io.weir.engine.oracle.ModuleCase.Field;
import io.weir.engine.oracle.ModuleCase.Format;
import io.weir.engine.oracle.ModuleCase.Layout;
import io.weir.engine.oracle.ModuleCase.Row;
import io.weir.engine.oracle.ModuleCase.Shape;
import io.weir.engine.oracle.ModuleCase.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes the sources of one table: records with keys that meet, and dirt. */
final class RecordGenerator {
  private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";
  private static final List<String> DELIMITERS = List.of(",", ",", ";", "|", "\t");

  private final Random random;
  private final List<Column> columns;
  private final List<Boolean> holdsKeys;
  private final int keys;
  private final boolean mayFail;

  /**
   * @param holdsKeys for each column whether it is a key, is referred to, or refers
   * @param keys how many different keys there are
   * @param mayFail whether there may be type violations that fail the run
   */
  RecordGenerator(
      Random random, List<Column> columns, List<Boolean> holdsKeys, int keys, boolean mayFail) {
    this.random = random;
    this.columns = columns;
    this.holdsKeys = holdsKeys;
    this.keys = keys;
    this.mayFail = mayFail;
  }

  Source source(String system) {
    Format format = Format.values()[random.nextInt(3)];
    List<String> extras = new ArrayList<>();
    for (int i = random.nextInt(8); i > 5; i--) {
      extras.add("extra " + i);
    }
    List<String> missing = new ArrayList<>();
    if (columns.size() > 1 && random.nextInt(8) == 0) {
      missing.add(columns.get(random.nextInt(columns.size())).name());
    }
    List<String> fields = new ArrayList<>(columns.stream().map(Column::name).toList());
    fields.removeAll(missing);
    Map<String, String> names = names(fields);
    fields.addAll(extras);
    Collections.shuffle(fields, random);
    Layout layout =
        new Layout(
            format,
            DELIMITERS.get(random.nextInt(DELIMITERS.size())).charAt(0),
            random.nextInt(4) == 0 ? '\'' : '"',
            random.nextInt(3) == 0 ? "\r\n" : "\n",
            random.nextInt(4) == 0,
            random.nextBoolean(),
            fields,
            random.nextInt(4) == 0 ? 0 : random.nextLong());
    int size =
        switch (random.nextInt(20)) {
          case 0 -> 0;
          case 1 -> 30 + random.nextInt(40);
          default -> 1 + random.nextInt(14);
        };
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < size; r++) {
      rows.add(row(layout, extras, missing, r == 0));
    }
    String extraFields =
        switch (random.nextInt(8)) {
          case 0, 1 -> "ignore";
          case 2 -> mayFail && size > 0 ? "refuse" : "ignore";
          default -> "count";
        };
    Shape shape =
        new Shape(
            names,
            missing,
            !mayFail || size == 0 || random.nextInt(3) > 0,
            extraFields,
            random.nextInt(4) > 0 ? 1 : random.nextInt(20),
            mayFail && random.nextInt(3) == 0 ? "fail" : "warn");
    return new Source(system, layout, shape, rows);
  }

  /** Other names for some columns; sometimes those of one another. */
  private Map<String, String> names(List<String> present) {
    Map<String, String> names = new LinkedHashMap<>();
    int dice = random.nextInt(8);
    for (int i = 0; i < present.size(); i++) {
      if (dice == 0 && present.size() > 1) {
        names.put(present.get(i), present.get((i + 1) % present.size()));
      } else if (dice == 1 && random.nextBoolean()) {
        names.put(present.get(i), "fïeld " + i);
      }
    }
    return names;
  }

  /**
   * @param whole whether no column of the table may be missing: a source must have each somewhere
   */
  private Row row(Layout layout, List<String> extras, List<String> missing, boolean whole) {
    boolean csv = layout.format() == Format.CSV;
    Map<String, Field> fields = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      Column column = columns.get(c);
      if (missing.contains(column.name())) {
        continue;
      }
      if (csv) {
        fields.put(column.name(), new Field.Text(csvText(column, holdsKeys.get(c))));
      } else if (whole || random.nextInt(15) > 0) {
        fields.put(column.name(), jsonField(column, holdsKeys.get(c)));
      }
    }
    for (String extra : extras) {
      String text = Type.STRING.readable(random);
      if (csv) {
        fields.put(extra, new Field.Text(text));
      } else if (random.nextBoolean()) {
        fields.put(
            extra,
            random.nextBoolean() ? new Field.Text(text) : new Field.Written("{\"a\": [\"}\", 1]}"));
      }
    }
    return new Row(fields);
  }

  private String csvText(Column column, boolean holdsKey) {
    boolean careful = isCareful(column);
    List<String> nullTexts = column.nullTexts().orElse(List.of(""));
    int dice = random.nextInt(16);
    if (dice == 0 && !nullTexts.isEmpty()) {
      return nullTexts.get(random.nextInt(nullTexts.size()));
    }
    if (dice == 1 && !careful) {
      return column.type().hasWrong() && random.nextInt(5) > 0
          ? Form.write(column.facets().format(), column.type().wrong(random))
          : "";
    }
    return good(column, holdsKey);
  }

  private Field jsonField(Column column, boolean holdsKey) {
    boolean careful = isCareful(column);
    int dice = random.nextInt(16);
    if (dice == 0) {
      return new Field.Null();
    }
    if (column.type() == Type.JSON) {
      return new Field.Written(good(column, holdsKey));
    }
    if (dice == 1 && !careful) {
      return random.nextInt(4) == 0
          ? new Field.Written(random.nextBoolean() ? "{\"x\": \"é\\n\"}" : "[1, [2]]")
          : written(column.type().hasWrong() ? column.type().wrong(random) : "?");
    }
    List<String> nullTexts = column.nullTexts().orElse(List.of(""));
    return written(
        dice == 2 && !nullTexts.isEmpty()
            ? nullTexts.get(random.nextInt(nullTexts.size()))
            : good(column, holdsKey));
  }

  /** Without quotes if it may be: a JSON number or boolean is read as it is written. */
  private Field written(String text) {
    boolean plain = text.matches(NUMBER) || text.equals("true") || text.equals("false");
    return plain && random.nextBoolean() ? new Field.Written(text) : new Field.Text(text);
  }

  private String good(Column column, boolean holdsKey) {
    if (holdsKey && random.nextInt(10) > 0) {
      boolean dangling = column.references().isPresent() && random.nextInt(8) == 0;
      int number = random.nextInt(dangling ? 10 : keys);
      String key = column.type().key(number, random.nextInt(3) == 0 ? random.nextInt(3) : 0);
      return Form.write(column.facets().format(), key);
    }
    String text = column.type().readable(random);
    for (int again = 0;
        again < 3 && !Form.fits(column.datatype(), column.facets(), text);
        again++) {
      text = column.type().readable(random);
    }
    return random.nextInt(12) == 0 ? text : Form.write(column.facets().format(), text);
  }

  /** A column whose violations fail the run gets none, but for modules that may fail. */
  private boolean isCareful(Column column) {
    return !mayFail && column.onTypeViolation().orElse("fail").equals("fail");
  }
}
