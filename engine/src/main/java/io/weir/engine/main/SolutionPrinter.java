package io.weir.engine.main;

import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.dataplane.TableLattice.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The solutions there were to choose among, for people: a small lattice is drawn whole, of a large
 * one the taken node with its neighbours is told; then what suppression and risk cost.
 */
final class SolutionPrinter {
  private static final int WIDTH = 100;
  private static final int MOST_DRAWN = 80;
  private static final int MOST_ROWS = 12;

  private final Terminal terminal;
  private final TableLattice lattice;

  private SolutionPrinter(Terminal terminal, TableLattice lattice) {
    this.terminal = terminal;
    this.lattice = lattice;
  }

  static void print(Terminal terminal, TableLattice lattice) {
    new SolutionPrinter(terminal, lattice).print();
  }

  private void print() {
    terminal.heading(
        lattice.table() + ": " + lattice.search() + " solution by " + columns(column -> ""));
    taken();
    if (lattice.nodes().isEmpty()) {
      return;
    }
    terminal.line("  levels: " + columns(SolutionPrinter::range));
    terminal.line("  " + known());
    if (lattice.whole() && lattice.nodes().size() <= MOST_DRAWN) {
      draw();
    }
    if (lattice.chosen().isPresent()) {
      section(
          "Taken, and one level down or up",
          lattice.nodes().stream()
              .filter(node -> lattice.isChosen(node) || lattice.isNeighbour(node))
              .toList());
    }
    section("Best for each number of suppressed records", thinned(lattice.bySuppression()));
    section("Best for each risk", thinned(lattice.byRisk()));
  }

  private String columns(Function<TableLattice.Column, String> more) {
    return lattice.columns().stream()
        .map(column -> column.column() + more.apply(column))
        .collect(Collectors.joining(", "));
  }

  private static String range(TableLattice.Column column) {
    return column.lowest() == column.highest()
        ? " " + column.lowest()
        : " " + column.lowest() + " to " + column.highest();
  }

  private void taken() {
    if (lattice.rounds().isEmpty()) {
      terminal.line("  each class has levels of its own, so there is no lattice to choose from");
      return;
    }
    List<String> rounds =
        lattice.rounds().stream().map(SolutionPrinter::label).collect(Collectors.toList());
    terminal.line(
        "  taken: "
            + String.join(", then for what that suppressed ", rounds)
            + (lattice.proven() ? ", proven to be the best" : ""));
    if (rounds.size() > 1) {
      terminal.line("  below are the solutions with one level for all records");
    }
  }

  private String known() {
    long kept =
        lattice.nodes().stream()
            .filter(node -> node.verdict() == TableLattice.Verdict.KEPT)
            .count();
    return "%s of %s keep the promise with at most %s of %s records suppressed%s"
        .formatted(
            Terminal.number(kept),
            lattice.whole()
                ? Terminal.number(lattice.nodes().size()) + " nodes"
                : "%s nodes looked at (the lattice has %s)"
                    .formatted(Terminal.number(lattice.nodes().size()), size()),
            Terminal.number(lattice.limit()),
            Terminal.number(lattice.records()),
            lattice.cut() ? "; not all could be looked at in time" : "");
  }

  private String size() {
    return lattice.size() < 1e15
        ? Terminal.number((long) lattice.size())
        : String.format(Locale.ROOT, "%.1e", lattice.size());
  }

  // ---- the drawing

  private void draw() {
    terminal.line("");
    terminal.line(
        terminal.faint(
            "  [ ] taken   ✓ promise kept   ✗ too many suppressed   - never kept;   under each: "
                + lattice.metric()
                + " (less is better), records suppressed"));
    int cell =
        2
            + lattice.nodes().stream()
                .mapToInt(node -> Math.max(name(node).length(), figures(node).length()))
                .max()
                .orElse(0);
    int perLine = Math.max(1, (WIDTH - 6) / cell);
    int sum = -1;
    List<Node> row = new ArrayList<>();
    for (Node node : lattice.nodes()) {
      if (node.sum() != sum || row.size() == perLine) {
        drawn(row, cell, perLine);
        row.clear();
        sum = node.sum();
      }
      row.add(node);
    }
    drawn(row, cell, perLine);
  }

  private void drawn(List<Node> row, int cell, int perLine) {
    if (row.isEmpty()) {
      return;
    }
    String margin = " ".repeat(4 + (perLine - row.size()) * cell / 2);
    StringBuilder names = new StringBuilder(margin);
    StringBuilder figures = new StringBuilder(margin);
    for (Node node : row) {
      names.append(styled(node, centred(name(node), cell)));
      figures.append(styled(node, centred(figures(node), cell)));
    }
    terminal.line(names.toString().stripTrailing());
    terminal.line(figures.toString().stripTrailing());
  }

  private String name(Node node) {
    String marked = sign(node) + " " + label(node.levels());
    return lattice.isChosen(node) ? "[" + marked + "]" : marked;
  }

  private static String figures(Node node) {
    return figure(node.utility()) + " " + Terminal.number(node.suppressed());
  }

  private String styled(Node node, String text) {
    return lattice.isChosen(node)
        ? terminal.bold(text)
        : node.verdict() == TableLattice.Verdict.KEPT ? text : terminal.faint(text);
  }

  private static String centred(String text, int width) {
    int left = (width - text.length()) / 2;
    return " ".repeat(left) + text + " ".repeat(width - text.length() - left);
  }

  // ---- the tables

  private void section(String title, List<Node> nodes) {
    if (nodes.isEmpty()) {
      return;
    }
    terminal.line("");
    terminal.line("  " + title);
    List<List<String>> rows = new ArrayList<>();
    for (Node node : nodes) {
      rows.add(
          List.of(
              sign(node) + " " + label(node.levels()),
              figure(node.utility()),
              Terminal.number(node.suppressed()),
              share(node.suppressed()),
              Terminal.number(node.classes()),
              Terminal.number(node.smallest()),
              node.smallest() == 0 ? "" : percent(node.risk()),
              told(node)));
    }
    terminal.table(
        List.of(
            "  levels",
            lattice.metric(),
            "suppressed",
            "",
            "classes",
            "smallest",
            "found at worst",
            ""),
        rows);
  }

  private String told(Node node) {
    if (lattice.isChosen(node)) {
      return "taken";
    }
    if (!lattice.isNeighbour(node)) {
      return "";
    }
    List<Integer> taken = lattice.chosen().orElseThrow();
    for (int column = 0; column < taken.size(); column++) {
      int by = node.levels().get(column) - taken.get(column);
      if (by != 0) {
        return lattice.columns().get(column).column() + (by > 0 ? " up" : " down");
      }
    }
    return "";
  }

  /** Both ends of a frontier, and some between them. */
  private static List<Node> thinned(List<Node> nodes) {
    if (nodes.size() <= MOST_ROWS) {
      return nodes;
    }
    List<Node> some = new ArrayList<>();
    for (int row = 0; row < MOST_ROWS; row++) {
      some.add(nodes.get(row * (nodes.size() - 1) / (MOST_ROWS - 1)));
    }
    return some;
  }

  private static String sign(Node node) {
    return switch (node.verdict()) {
      case KEPT -> "✓";
      case BEYOND_LIMIT -> "✗";
      case IMPOSSIBLE -> "-";
    };
  }

  static String label(List<Integer> levels) {
    return levels.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String figure(double utility) {
    return utility < 1_000
        ? String.format(Locale.ROOT, "%.3f", utility)
        : Terminal.number(Math.round(utility));
  }

  private String share(long records) {
    return lattice.records() == 0 ? "" : percent((double) records / lattice.records());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
