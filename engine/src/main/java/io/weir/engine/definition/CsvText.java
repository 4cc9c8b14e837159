package io.weir.engine.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits CSV as the data plane does: RFC 4180, quotes at the beginning and end of a value only, a
 * line of nothing is no record unless records have one value.
 *
 * @param records without a last one that is cut off
 * @param fault what is wrong with the text, and nothing behind it was read; or nothing
 */
public record CsvText(List<List<String>> records, Optional<Fault> fault) {

  /**
   * @param line the line it stands in, counted from 1
   */
  public record Fault(String what, int line) {}

  /** How values are separated and quoted. */
  public record Dialect(char delimiter, char quote) {}

  /**
   * @param whole whether the text ends where the file does
   * @param most how many records are split at most; what lies behind them is not looked at
   */
  public static CsvText split(String text, Dialect dialect, boolean whole, int most) {
    return new Splitter(text, dialect, whole, most).split();
  }

  private static final class Splitter {
    private final String text;
    private final Dialect dialect;
    private final boolean whole;
    private final int most;
    private final List<List<String>> records = new ArrayList<>();
    private List<String> record = new ArrayList<>();
    private int at;
    private int line = 1;

    Splitter(String text, Dialect dialect, boolean whole, int most) {
      this.text = text;
      this.dialect = dialect;
      this.whole = whole;
      this.most = most;
    }

    CsvText split() {
      while (at < text.length() && records.size() < most) {
        Optional<Fault> fault = text.charAt(at) == dialect.quote() ? quoted() : plain();
        if (fault.isPresent()) {
          return new CsvText(records, fault);
        }
      }
      if (!record.isEmpty() && records.size() < most) {
        if (whole) { // the last character was a delimiter
          take("");
          endRecord();
        }
      }
      return new CsvText(records, Optional.empty());
    }

    private Optional<Fault> plain() {
      int begin = at;
      while (at < text.length()
          && text.charAt(at) != dialect.delimiter()
          && text.charAt(at) != '\n') {
        if (text.charAt(at) == dialect.quote()) {
          return fault("a quote stands in the middle of a value that is not quoted");
        }
        at++;
      }
      int end = at;
      boolean endOfLine = at == text.length() || text.charAt(at) == '\n';
      if (endOfLine && end > begin && text.charAt(end - 1) == '\r') {
        end--;
      }
      return ended(text.substring(begin, end), false);
    }

    private Optional<Fault> quoted() {
      int opened = line;
      StringBuilder value = new StringBuilder();
      at++;
      while (true) {
        int close = text.indexOf(dialect.quote(), at);
        if (close < 0) {
          at = text.length();
          return whole
              ? Optional.of(new Fault("a quoted value is never closed", opened))
              : Optional.empty();
        }
        value.append(text, at, close);
        line += (int) text.substring(at, close).chars().filter(c -> c == '\n').count();
        at = close + 1;
        if (at < text.length() && text.charAt(at) == dialect.quote()) {
          value.append(dialect.quote());
          at++;
        } else {
          break;
        }
      }
      if (at < text.length()
          && text.charAt(at) == '\r'
          && (at + 1 == text.length() || text.charAt(at + 1) == '\n')) {
        at++;
      }
      if (at < text.length() && text.charAt(at) != dialect.delimiter() && text.charAt(at) != '\n') {
        return fault("a quoted value is followed by something else than the next value");
      }
      return ended(value.toString(), true);
    }

    /** Takes a value that ends here: at a delimiter, a line's end or the text's. */
    private Optional<Fault> ended(String value, boolean quoted) {
      if (at == text.length()) {
        if (whole) {
          lineEnds(value, quoted);
        }
        record = new ArrayList<>();
        return Optional.empty();
      }
      if (text.charAt(at++) == dialect.delimiter()) {
        take(value);
      } else {
        lineEnds(value, quoted);
        line++;
      }
      return Optional.empty();
    }

    private void lineEnds(String value, boolean quoted) {
      boolean nothing = record.isEmpty() && value.isEmpty() && !quoted;
      if (nothing && (records.isEmpty() || records.getFirst().size() > 1)) {
        return;
      }
      take(value);
      endRecord();
    }

    private void take(String value) {
      record.add(value);
    }

    private void endRecord() {
      records.add(record);
      record = new ArrayList<>();
    }

    private Optional<Fault> fault(String what) {
      return Optional.of(new Fault(what, line));
    }
  }
}
