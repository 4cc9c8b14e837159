package io.weir.engine.main;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What people read. Results go to standard output, progress and problems to standard error where
 * the output is for a program.
 */
public final class Terminal {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean interactive;
  private boolean lineOpen;

  /**
   * @param interactive whether somebody watches, so that a line may be drawn again and words be
   *     coloured
   */
  public Terminal(PrintStream out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  /** The one this process was started from. */
  public static Terminal of(PrintStream out) {
    boolean watched =
        System.console() != null
            && System.console().isTerminal()
            && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(out, watched);
  }

  public boolean interactive() {
    return interactive;
  }

  public void line(String text) {
    endStatus();
    out.println(text);
    out.flush();
  }

  /** A line that says what is going on; drawn again where that is possible, else left out. */
  public void status(String text) {
    if (interactive) {
      out.print(CLEAR_LINE + text);
      out.flush();
      lineOpen = true;
    }
  }

  /** A heading of a section. */
  public void heading(String text) {
    line("");
    line(bold(text));
  }

  /** Takes the status line away, before something else writes where people look. */
  void endStatus() {
    if (lineOpen) {
      out.print(CLEAR_LINE);
      lineOpen = false;
    }
  }

  public String bold(String text) {
    return styled("1", text);
  }

  public String good(String text) {
    return styled("32", text);
  }

  public String bad(String text) {
    return styled("31", text);
  }

  public String faint(String text) {
    return styled("2", text);
  }

  private String styled(String code, String text) {
    return interactive && System.getenv("NO_COLOR") == null
        ? "\u001b[" + code + "m" + text + "\u001b[0m"
        : text;
  }

  /** Columns of equal width; those whose cells are all numbers stand right. */
  public void table(List<String> head, List<List<String>> rows) {
    int columns = head.size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = head.get(column).length();
      right[column] = !rows.isEmpty();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
        right[column] &= row.get(column).matches("[-+]?[0-9,. ]*");
      }
    }
    line(faint(row(head, widths, right)));
    rows.forEach(row -> line(row(row, widths, right)));
  }

  private static String row(List<String> cells, int[] widths, boolean[] right) {
    List<String> padded = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      String space = " ".repeat(widths[column] - cells.get(column).length());
      padded.add(right[column] ? space + cells.get(column) : cells.get(column) + space);
    }
    return ("  " + String.join("  ", padded)).stripTrailing();
  }

  /** A number as people write it: 12,345. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Seconds as people write them: 1.2 s. */
  public static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
