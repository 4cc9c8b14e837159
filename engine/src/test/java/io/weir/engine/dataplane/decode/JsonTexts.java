package io.weir.engine.dataplane.decode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * JSON made from a seed: all kinds of values, escapes, white space, fields missing or in any order.
 */
final class JsonTexts {
  static final List<String> NAMES = List.of("a", "json", "nämë", "x", "extra \\\"1\\\"", "");
  private static final List<String> PIECES =
      List.of(
          "a",
          "bc",
          " ",
          "ä",
          "€",
          "😀",
          "\\n",
          "\\\"",
          "\\\\",
          "\\/",
          "\\u00e4",
          "\\u20AC",
          "\\ud83d\\ude00",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "plain text without end",
          "\\t");
  private static final List<String> NUMBERS =
      List.of("0", "-0", "1", "-12", "3.50", "1e5", "-1.25E-7", "123456789012345678901234567890");

  private final Random random;
  private final boolean lines;

  JsonTexts(Random random, boolean lines) {
    this.random = random;
    this.lines = lines;
  }

  List<String> records() {
    List<String> records = new ArrayList<>();
    for (int left = random.nextInt(30); left > 0; left--) {
      records.add(object(NAMES));
    }
    return records;
  }

  String stream(List<String> records) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
    if (lines) {
      for (String record : records) {
        text.append(random.nextInt(8) == 0 ? "\n \r\n" : "").append(record);
        text.append(random.nextBoolean() ? "\n" : " \r\n");
      }
      boolean unended = !records.isEmpty() && random.nextBoolean();
      return unended ? text.substring(0, text.length() - 1) : text.toString();
    }
    text.append(space()).append('[');
    for (int i = 0; i < records.size(); i++) {
      text.append(i > 0 ? "," : "").append(space()).append(records.get(i)).append(space());
    }
    return text.append(space()).append(']').append(space()).toString();
  }

  private String object(List<String> names) {
    List<String> shuffled = new ArrayList<>(names);
    if (random.nextInt(4) == 0) {
      Collections.shuffle(shuffled, random);
    }
    StringBuilder text = new StringBuilder("{").append(space());
    String comma = "";
    for (String name : shuffled) {
      if (random.nextInt(5) > 0) {
        String escaped = name.equals("a") && random.nextBoolean() ? "\\u0061" : name;
        text.append(comma).append(space()).append('"').append(escaped).append('"');
        text.append(space()).append(':').append(space()).append(value(0)).append(space());
        comma = ",";
      }
    }
    return text.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case 1 -> List.of("true", "false", "null").get(random.nextInt(3));
      case 2, 3 -> {
        StringBuilder text = new StringBuilder("\"");
        for (int pieces = random.nextInt(5); pieces > 0; pieces--) {
          text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        yield text.append('"').toString();
      }
      case 4 -> {
        StringBuilder text = new StringBuilder("[").append(space());
        int size = random.nextInt(3);
        for (int i = 0; i < size; i++) {
          text.append(i > 0 ? "," : "").append(space()).append(value(depth + 1)).append(space());
        }
        yield text.append("]").toString();
      }
      default -> {
        StringBuilder text = new StringBuilder("{").append(space());
        int size = random.nextInt(3);
        for (int i = 0; i < size; i++) {
          text.append(i > 0 ? "," : "").append(space()).append("\"k").append(i).append('"');
          text.append(space()).append(':').append(space()).append(value(depth + 1)).append(space());
        }
        yield text.append("}").toString();
      }
    };
  }

  private String space() {
    List<String> spaces =
        lines ? List.of("", "", "", " ", "\t") : List.of("", "", " ", "\n", "\r\n  ");
    return spaces.get(random.nextInt(spaces.size()));
  }
}
