package io.weir.engine.main;

import io.weir.engine.proposal.RulesProposal;
import io.weir.engine.proposal.RulesProposal.Decision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what rules were proposed for which column, and why. Never a value. */
final class RulesProposalPrinter {
  private final Terminal terminal;

  RulesProposalPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(RulesProposal proposal, Path input, Optional<Path> rules) {
    terminal.heading("Columns");
    List<List<String>> rows = new ArrayList<>();
    for (Decision decision : proposal.columns()) {
      rows.add(
          List.of(
              decision.column(),
              decision
                  .role()
                  .map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                  .orElse("none"),
              decision.method().orElse("stays as it is")));
    }
    terminal.table(List.of("column", "role", "method"), rows);
    terminal.heading("Why");
    for (Decision decision : proposal.columns()) {
      decision.reasons().forEach(why -> terminal.line("  " + decision.column() + ": " + why));
    }
    terminal.heading("To know");
    if (!proposal.promises()) {
      terminal.line(
          "  there is no privacy model: name what others may know with --quasi-identifier");
    } else {
      terminal.line("  records will be in another order, for theirs may lead back to persons");
    }
    if (!proposal.whole()) {
      terminal.line("  only the beginning was looked at; later values may differ");
    }
    proposal.remarks().forEach(remark -> terminal.line("  " + remark));
    if (proposal.columns().stream().anyMatch(Decision::namesValues)) {
      terminal.line("  the rules list values of the file; keep them as you keep the file");
    }
    terminal.line("  a column without a role may tell of persons all the same");
    terminal.heading("Next");
    terminal.line(
        "  weir anonymize " + input + " --rules " + rules.map(Path::toString).orElse("RULES"));
  }
}
