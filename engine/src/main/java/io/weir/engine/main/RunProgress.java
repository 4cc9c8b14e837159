package io.weir.engine.main;

import io.weir.v1.HistoryEntry;
import io.weir.v1.Run;
import io.weir.v1.RunStage;
import io.weir.v1.TableProgress;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Shows how a run gets on: a line for each event of its history, and one that is drawn again. */
final class RunProgress implements Consumer<Run> {
  private final Terminal terminal;
  private final long begun = System.nanoTime();
  private int shown;

  RunProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void accept(Run run) {
    for (; shown < run.getHistoryCount(); shown++) {
      HistoryEntry entry = run.getHistory(shown);
      StringBuilder facts = new StringBuilder();
      new TreeMap<>(entry.getFactsMap())
          .forEach((name, value) -> facts.append(facts.isEmpty() ? "" : ", ").append(name + " " + value));
      terminal.line(
          String.format(Locale.ROOT, "  %6s  %-18s %s", elapsed(), entry.getWhat(), facts)
              .stripTrailing());
    }
    long read = run.getTablesList().stream().mapToLong(TableProgress::getRead).sum();
    long prepared = run.getTablesList().stream().mapToLong(TableProgress::getPrepared).sum();
    terminal.status(
        "  %6s  %s  %s read, %s prepared"
            .formatted(
                elapsed(),
                word(run.getStage()),
                Terminal.number(read),
                Terminal.number(prepared)));
  }

  private String elapsed() {
    return Terminal.seconds(System.nanoTime() - begun);
  }

  private static String word(RunStage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }
}
