package io.weir.engine.main;

import io.weir.engine.proposal.Proposal;
import io.weir.engine.proposal.Proposal.Mark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells what a proposal was made from, and what the person should look at. Never a value. */
final class ProposalPrinter {
  /** A long list is not read; the document has all of it. */
  private static final int MOST_MARKS = 12;

  private final Terminal terminal;

  ProposalPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(Proposal proposal, Optional<Path> document, Path folder) {
    terminal.heading("Tables");
    List<List<String>> rows = new ArrayList<>();
    for (Proposal.Table table : proposal.tables()) {
      rows.add(
          List.of(
              table.name(),
              Integer.toString(table.columns()),
              records(table),
              table.primaryKey().orElse("none"),
              table.place()));
    }
    terminal.table(List.of("table", "columns", "records", "key", "found in"), rows);
    marks("References", proposal, Proposal.Table::references, "refers to");
    marks("Likely personal data", proposal, Proposal.Table::personal, "");
    marks("Texts taken for nothing", proposal, Proposal.Table::nullTokens, "");
    remarks(proposal);
    next(proposal, document, folder);
  }

  private static String records(Proposal.Table table) {
    if (table.records().isEmpty()) {
      return "";
    }
    String number = Terminal.number(table.records().getAsLong());
    return table.whole()
        ? number
        : table.place().startsWith("connection ") ? "~" + number : number + "+";
  }

  private void marks(
      String heading, Proposal proposal, Function<Proposal.Table, List<Mark>> of, String between) {
    List<String> lines = new ArrayList<>();
    for (Proposal.Table table : proposal.tables()) {
      for (Mark mark : of.apply(table)) {
        lines.add(
            ("  " + table.name() + "." + mark.column() + "  " + between + " " + mark.what())
                .replaceAll("  +(?=\\S)", "  "));
      }
    }
    told(heading, lines);
  }

  private void remarks(Proposal proposal) {
    List<String> lines = new ArrayList<>();
    for (Proposal.Table table : proposal.tables()) {
      table.remarks().forEach(remark -> lines.add("  " + table.name() + ": " + remark));
      if (!table.whole() && !table.place().startsWith("connection ")) {
        lines.add(
            "  " + table.name() + ": only the beginning was looked at; later values may differ");
      }
    }
    proposal.leftOut().forEach(line -> lines.add("  " + line));
    told("To know", lines);
  }

  private void told(String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    terminal.heading(heading);
    lines.stream().limit(MOST_MARKS).forEach(terminal::line);
    if (lines.size() > MOST_MARKS) {
      terminal.line("  and " + (lines.size() - MOST_MARKS) + " more");
    }
  }

  private void next(Proposal proposal, Optional<Path> document, Path folder) {
    terminal.heading("Next");
    if (document.isEmpty()) {
      terminal.line("  save the document in " + folder);
    }
    terminal.line("  put an IRI of your own into \"id\", and look at keys, types and references");
    if (proposal.tables().stream().anyMatch(table -> !table.personal().isEmpty())) {
      terminal.line("  write \"anonymize\" at what is personal, and say where this guess is wrong");
    }
    String name = document.map(Path::toString).orElse("MODULE");
    terminal.line("  weir check " + name);
    terminal.line("  weir run " + name + "   prepares it; nothing leaves without \"upload\"");
  }
}
