package io.weir.engine.dataplane.decode;

/**
 * Records end at a line feed outside quotes. A quote may only open a field or close it (RFC 4180);
 * one in the middle of a plain field is a fault, for guessing there would mean guessing where
 * records end.
 */
final class CsvEnds implements RecordEnds {
  private final byte delimiter;
  private final byte quote;

  CsvEnds(byte delimiter, byte quote) {
    this.delimiter = delimiter;
    this.quote = quote;
  }

  @Override
  public Found find(byte[] bytes, int to, boolean last) {
    int end = 0;
    int plain = 0;
    while (true) {
      int open = ByteScan.find(bytes, plain, to, quote);
      int feed = feed(bytes, plain, open, last);
      if (feed >= 0) {
        end = feed + 1;
        if (!last) {
          return Found.end(end);
        }
      }
      if (open == to) {
        return Found.end(end);
      }
      if (!mayOpen(bytes, plain, open)) {
        return Found.fault(end, "a quote stands in the middle of a value that is not quoted", open);
      }
      int close = ByteScan.find(bytes, open + 1, to, quote);
      if (close == to) {
        return Found.open(end, "a quoted value is never closed");
      }
      plain = close + 1;
    }
  }

  private static int feed(byte[] bytes, int from, int to, boolean last) {
    if (last) {
      return ByteScan.findLast(bytes, from, to, (byte) '\n');
    }
    int found = ByteScan.find(bytes, from, to, (byte) '\n');
    return found == to ? -1 : found;
  }

  /**
   * A quote opens at the beginning of a field, or again where one just closed: two of them mean
   * one.
   */
  private boolean mayOpen(byte[] bytes, int plain, int open) {
    if (open == plain) {
      return true;
    }
    byte before = bytes[open - 1];
    return before == delimiter || before == '\n';
  }
}
