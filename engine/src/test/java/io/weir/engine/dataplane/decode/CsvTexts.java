package io.weir.engine.dataplane.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * CSV files made from a seed, full of quotes, line ends inside quotes and characters of all
 * lengths.
 */
final class CsvTexts {
  private static final List<String> PIECES =
      List.of(
          "a",
          "bc",
          "12.5",
          " ",
          "ä",
          "€",
          "😀",
          ",",
          "\"",
          "\"\"",
          "\n",
          "\r\n",
          "\r",
          "long text, really",
          "");

  private CsvTexts() {}

  static List<List<String>> records(Random random, int columns) {
    List<List<String>> records = new ArrayList<>();
    for (int left = random.nextInt(30); left > 0; left--) {
      List<String> record = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        StringBuilder value = new StringBuilder();
        for (int pieces = random.nextInt(5); pieces > 0; pieces--) {
          value.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        record.add(value.toString());
      }
      records.add(record);
    }
    return records;
  }

  static String text(Random random, List<List<String>> records) {
    StringBuilder text = new StringBuilder();
    boolean windows = random.nextBoolean();
    for (List<String> record : records) {
      for (int column = 0; column < record.size(); column++) {
        text.append(column > 0 ? "," : "").append(value(random, record.get(column), record.size()));
      }
      text.append(windows ? "\r\n" : "\n");
      if (random.nextInt(10) == 0 && record.size() > 1) {
        text.append('\n');
      }
    }
    boolean unended = !text.isEmpty() && random.nextBoolean();
    return unended && !windows ? text.substring(0, text.length() - 1) : text.toString();
  }

  private static String value(Random random, String value, int columns) {
    boolean must = value.matches("(?s).*[,\"\r\n].*") || columns == 1;
    return must || random.nextInt(4) == 0 ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
  }
}
