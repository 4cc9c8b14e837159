package io.weir.engine.dataplane.decode;

/**
 * Records are the objects between the brackets of one JSON array; looks at strings and depth only.
 */
final class ArrayEnds implements RecordEnds {
  @Override
  public Found find(byte[] bytes, int to, boolean last) {
    int end = 0;
    boolean comma = false;
    for (int at = 0; at < to; at++) {
      switch (bytes[at]) {
        case ' ', '\t', '\r', '\n' -> {}
        case ',' -> comma = true;
        case '{' -> {
          at = objectEnd(bytes, at, to);
          if (at < 0) {
            return Found.open(end, "a record is never closed");
          }
          comma = false;
          end = at + 1;
          if (!last) {
            return Found.end(end);
          }
        }
        case ']' -> {
          if (comma) {
            return Found.fault(end, "a comma is followed by no record", at);
          }
          return end > 0 ? Found.end(end) : Found.over(at);
        }
        default -> {
          return Found.fault(end, "a record is not a JSON object", at);
        }
      }
    }
    return Found.open(end, "the array is never closed");
  }

  /** The closing brace of the object that begins here, or -1 when it does not end. */
  private static int objectEnd(byte[] bytes, int from, int to) {
    int depth = 0;
    for (int at = from; at < to; at++) {
      switch (bytes[at]) {
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            return at;
          }
        }
        case '"' -> {
          at = stringEnd(bytes, at + 1, to);
          if (at < 0) {
            return -1;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private static int stringEnd(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '"') {
        return at;
      }
      if (bytes[at] == '\\') {
        at++;
      }
    }
    return -1;
  }
}
