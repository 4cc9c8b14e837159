package io.weir.benchmarks;

import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Nine quasi-identifiers of the shape of the census sample "adult": read from ARX's files, or drawn
 * from marginals like theirs, in thousandths, column by column. Drawn columns do not depend on each
 * other, so there are more distinct tuples than in a census.
 */
final class AdultLike {
  private static final String[] COLUMNS = {
    "sex",
    "age",
    "race",
    "marital-status",
    "education",
    "native-country",
    "workclass",
    "occupation",
    "salary-class"
  };
  private static final int[] SIZES = {2, 100, 5, 7, 16, 40, 8, 14, 2};
  private static final int[][] MARGINALS = {
    {675, 325},
    {},
    {859, 93, 30, 9, 9},
    {466, 322, 140, 31, 27, 12, 2},
    {325, 221, 167, 54, 43, 36, 33, 27, 21, 18, 18, 15, 12, 5, 4, 1},
    {},
    {739, 83, 68, 42, 36, 31, 1, 0},
    {134, 134, 132, 123, 119, 106, 65, 52, 45, 33, 30, 21, 5, 1},
    {751, 249}
  };

  /** How many values go into one of the next level, level by level; the last level is one value. */
  private static final int[][] WIDTHS = {{}, {5, 10, 20}, {}, {3}, {2, 6}, {8}, {3}, {4}, {}};

  private static final long MOST_BYTES = 1L << 30;

  private AdultLike() {}

  static List<LevelTable> hierarchies() {
    List<LevelTable> columns = new ArrayList<>();
    for (int column = 0; column < COLUMNS.length; column++) {
      int[] widths = WIDTHS[column];
      int[][] codes = new int[widths.length + 2][SIZES[column]];
      for (int value = 0; value < SIZES[column]; value++) {
        codes[0][value] = value;
        for (int level = 0; level < widths.length; level++) {
          codes[level + 1][value] = value / widths[level];
        }
      }
      columns.add(LevelTable.of(COLUMNS[column], codes, true));
    }
    return columns;
  }

  /** Codes of so many records, one after the other. */
  static byte[] drawn(int records) {
    SplittableRandom random = new SplittableRandom(42);
    byte[] codes = new byte[records * COLUMNS.length];
    for (int at = 0; at < codes.length; at++) {
      codes[at] = (byte) draw(random, at % COLUMNS.length);
    }
    return codes;
  }

  private static int draw(SplittableRandom random, int column) {
    int thousandth = random.nextInt(1_000);
    if (column == 1) {
      return 16 + (random.nextInt(45) + random.nextInt(30));
    }
    if (column == 5) {
      return thousandth < 912 ? 0 : 1 + Math.min(random.nextInt(39), random.nextInt(39));
    }
    int value = 0;
    for (int left = thousandth; left >= MARGINALS[column][value]; value++) {
      left -= MARGINALS[column][value];
    }
    return value;
  }

  /** Encodes records; their number is that of codes by columns. */
  static TupleTable encoded(byte[] codes, List<LevelTable> columns) {
    TupleTableBuilder builder = new TupleTableBuilder(COLUMNS.length, 0, MOST_BYTES);
    int[] tuple = new int[COLUMNS.length];
    int[] none = new int[0];
    for (int at = 0; at < codes.length; at += tuple.length) {
      for (int column = 0; column < tuple.length; column++) {
        tuple[column] = codes[at + column];
      }
      builder.add(tuple, none, 1);
    }
    return builder.build(columns);
  }

  /**
   * Writes records that are drawn, and their hierarchies, as ARX's files of "adult" are written.
   */
  static void write(Path folder, int records) throws IOException {
    Files.createDirectories(folder);
    byte[] codes = drawn(records);
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("adult.csv"))) {
      out.write(String.join(";", COLUMNS));
      for (int at = 0; at < codes.length; at++) {
        out.write(at % COLUMNS.length == 0 ? '\n' : ';');
        out.write(Integer.toString(codes[at]));
      }
      out.write('\n');
    }
    for (int column = 0; column < COLUMNS.length; column++) {
      List<String> lines = new ArrayList<>();
      for (int value = 0; value < SIZES[column]; value++) {
        StringBuilder line = new StringBuilder().append(value);
        for (int width : WIDTHS[column]) {
          line.append(';').append(width).append(':').append(value / width);
        }
        lines.add(line.append(";*").toString());
      }
      Files.write(folder.resolve("adult_hierarchy_" + COLUMNS[column] + ".csv"), lines);
    }
  }

  /** ARX's hierarchies, and dictionaries of their values. */
  static List<LevelTable> read(Path folder, List<Map<String, Integer>> dictionaries)
      throws IOException {
    List<LevelTable> columns = new ArrayList<>();
    for (String column : COLUMNS) {
      List<String[]> rows =
          Files.readAllLines(folder.resolve("adult_hierarchy_" + column + ".csv")).stream()
              .map(line -> line.split(";"))
              .toList();
      int[][] codes = new int[rows.getFirst().length][rows.size()];
      for (int level = 0; level < codes.length; level++) {
        Map<String, Integer> dictionary = new HashMap<>();
        for (int value = 0; value < rows.size(); value++) {
          String text = rows.get(value)[level];
          dictionary.putIfAbsent(text, dictionary.size());
          codes[level][value] = dictionary.get(text);
        }
        if (level == 0) {
          dictionaries.add(dictionary);
        }
      }
      columns.add(LevelTable.of(column, codes, true));
    }
    return columns;
  }

  /** Codes of ARX's records. */
  static byte[] records(Path folder, List<Map<String, Integer>> dictionaries) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("adult.csv"));
    byte[] codes = new byte[(lines.size() - 1) * COLUMNS.length];
    int at = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(";");
      for (int column = 0; column < values.length; column++) {
        codes[at++] = dictionaries.get(column).get(values[column]).byteValue();
      }
    }
    return codes;
  }
}
