package io.weir.engine.main;

import io.weir.v1.ColumnProfile;
import io.weir.v1.ColumnReport;
import io.weir.v1.HistogramBin;
import io.weir.v1.KeptState;
import io.weir.v1.RunReport;
import io.weir.v1.TableReport;
import java.util.ArrayList;
import java.util.List;

/** What the columns of a run's tables look like, before and after, for people. */
final class ProfilePrinter {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  /** A time to the minute. */
  private static final int WIDEST_BOUND = 16;

  private ProfilePrinter() {}

  static void print(Terminal terminal, RunReport report) {
    for (TableReport table : report.getTablesList()) {
      if (table.getColumnsCount() > 0) {
        terminal.line(
            "  %s: %s records before, %s after"
                .formatted(
                    table.getTable(),
                    Terminal.number(table.getTotals().getExtracted()),
                    Terminal.number(table.getTotals().getPrepared())));
        print(terminal, table);
      } else if (table.getProfileState() == KeptState.DAMAGED) {
        terminal.line("  " + table.getTable() + ": the file of the profile is damaged");
      }
    }
  }

  private static void print(Terminal terminal, TableReport table) {
    List<List<String>> rows = new ArrayList<>();
    for (ColumnReport column : table.getColumnsList()) {
      String name = column.getColumn();
      if (same(column)) {
        rows.add(row(name, "same", column.getAfter()));
        continue;
      }
      if (column.hasBefore()) {
        rows.add(row(name, "before", column.getBefore()));
        name = "";
      }
      rows.add(
          column.hasAfter()
              ? row(name, "after", column.getAfter())
              : List.of(name, "gone", "", "", "", "", ""));
    }
    terminal.table(List.of("column", "", "type", "empty", "distinct", "range", "histogram"), rows);
  }

  private static boolean same(ColumnReport column) {
    return column.hasBefore() && column.hasAfter() && column.getBefore().equals(column.getAfter());
  }

  private static List<String> row(String name, String when, ColumnProfile profile) {
    return List.of(
        name,
        when,
        profile.getType(),
        Terminal.number(profile.getEmpty()),
        (profile.getDistinctEstimated() ? "~" : "") + Terminal.number(profile.getDistinct()),
        range(profile),
        histogram(profile.getHistogramList()));
  }

  private static String range(ColumnProfile profile) {
    if (profile.getWithheld()) {
      return "withheld";
    }
    if (!profile.hasMinimum()) {
      return "";
    }
    String range =
        profile.getMinimum().equals(profile.getMaximum())
            ? cut(profile.getMinimum())
            : cut(profile.getMinimum()) + " … " + cut(profile.getMaximum());
    return profile.getLengths() ? "length " + range : range;
  }

  private static String cut(String bound) {
    return bound.length() <= WIDEST_BOUND ? bound : bound.substring(0, WIDEST_BOUND);
  }

  /** A bar for each bin, as high as its share of the fullest; an empty bin is a space. */
  static String histogram(List<HistogramBin> bins) {
    long most = bins.stream().mapToLong(HistogramBin::getCount).max().orElse(0);
    StringBuilder bars = new StringBuilder();
    for (HistogramBin bin : bins) {
      int height = (int) Math.ceil(bin.getCount() * (double) BARS.length() / most);
      bars.append(height == 0 ? ' ' : BARS.charAt(height - 1));
    }
    return bars.toString();
  }
}
