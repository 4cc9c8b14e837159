package io.weir.plugins.generalization;

import io.weir.spi.InvalidParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The format in which ARX keeps hierarchies: no header, one line for each value, the value first
 * and then its group at each level, separated by semicolons. A cell in double quotes may hold
 * anything, a quote doubled. Lines of nothing are passed over.
 */
final class HierarchyCsv {
  private final String text;
  private final List<List<String>> rows = new ArrayList<>();
  private List<String> cells = new ArrayList<>();
  private int at;

  private HierarchyCsv(String text) {
    this.text = text;
  }

  /**
   * @throws InvalidParameters naming the line at fault
   */
  static List<List<String>> read(String text) {
    HierarchyCsv csv = new HierarchyCsv(text);
    csv.at = text.startsWith("\uFEFF") ? 1 : 0;
    while (csv.at < text.length()) {
      csv.row();
    }
    return csv.rows;
  }

  private void row() {
    int begin = at;
    while (true) {
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      cells.add(quoted ? quotedCell() : bareCell());
      if (at == text.length() || text.charAt(at) != ';') {
        break;
      }
      at++;
    }
    boolean nothing = cells.size() == 1 && cells.getFirst().isEmpty() && text.charAt(begin) != '"';
    lineEnd();
    if (!nothing) {
      if (rows.size() == ListedRows.MOST_ROWS) {
        throw ListedRows.tooManyRows();
      }
      rows.add(cells);
    }
    cells = new ArrayList<>();
  }

  private String bareCell() {
    int begin = at;
    while (at < text.length() && ";\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(begin, at);
  }

  private String quotedCell() {
    StringBuilder cell = new StringBuilder();
    at++;
    while (true) {
      int quote = text.indexOf('"', at);
      if (quote < 0) {
        throw wrong("opens a quote that nothing closes; close it, or double the quote");
      }
      cell.append(text, at, quote);
      at = quote + 1;
      if (at == text.length() || text.charAt(at) != '"') {
        break;
      }
      cell.append('"');
      at++;
    }
    if (at < text.length() && ";\r\n".indexOf(text.charAt(at)) < 0) {
      throw wrong("goes on after a closing quote; put the whole cell in quotes");
    }
    return cell.toString();
  }

  private void lineEnd() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
  }

  private InvalidParameters wrong(String what) {
    return ListedRows.invalid("row " + (rows.size() + 1) + " of the hierarchy " + what);
  }
}
