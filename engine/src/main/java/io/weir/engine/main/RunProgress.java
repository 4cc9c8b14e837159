package io.weir.engine.main;

import com.google.protobuf.Timestamp;
import io.weir.v1.HistoryEntry;
import io.weir.v1.Run;
import io.weir.v1.TableProgress;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Shows how a run gets on: a line for each event of its history, and one that is drawn again. */
final class RunProgress implements Consumer<Run> {
  private static final String FOR_PROGRAMS = "digest ";

  private final Terminal terminal;
  private int shown;

  RunProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void accept(Run run) {
    for (; shown < run.getHistoryCount(); shown++) {
      HistoryEntry entry = run.getHistory(shown);
      terminal.line(
          String.format(
                  Locale.ROOT,
                  "  %8s  %-20s %s",
                  elapsed(run, entry.getAt()),
                  entry.getWhat(),
                  facts(entry))
              .stripTrailing());
    }
    long read = run.getTablesList().stream().mapToLong(TableProgress::getRead).sum();
    long prepared = run.getTablesList().stream().mapToLong(TableProgress::getPrepared).sum();
    terminal.status(
        "  %s: %s records read, %s prepared …"
            .formatted(
                run.getStage().name().toLowerCase(Locale.ROOT),
                Terminal.number(read),
                Terminal.number(prepared)));
  }

  private static String facts(HistoryEntry entry) {
    StringBuilder facts = new StringBuilder();
    new TreeMap<>(entry.getFactsMap())
        .forEach((name, value) -> {
          if (!name.startsWith(FOR_PROGRAMS)) {
            facts.append(facts.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
          }
        });
    return facts.toString();
  }

  private static String elapsed(Run run, Timestamp at) {
    return Terminal.seconds(nanos(at) - nanos(run.getStartedAt()));
  }

  private static long nanos(Timestamp at) {
    return at.getSeconds() * 1_000_000_000L + at.getNanos();
  }
}
