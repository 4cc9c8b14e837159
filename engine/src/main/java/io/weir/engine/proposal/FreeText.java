package io.weir.engine.proposal;

import io.weir.spi.ValueType;

/** Whether a column's texts are written by people for people, who may name others in them. */
final class FreeText {
  /** Fewer may be words of a list. */
  private static final int FEWEST = 10;

  private static final int LONG = 200;
  private static final int WORDS = 4;

  private FreeText() {}

  static boolean is(ReadColumn column) {
    if (column.type() != ValueType.STRING || column.values().isEmpty()) {
      return false;
    }
    long words = 0;
    for (String value : column.values()) {
      if (value.length() > LONG) {
        return true;
      }
      words += value.strip().split("\\s+").length;
    }
    return column.values().size() >= FEWEST && words >= (long) WORDS * column.values().size();
  }
}
