package io.weir.engine.run;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.run.RunReport.RuleTally;
import io.weir.engine.run.RunReport.SourceReport;
import io.weir.engine.run.RunReport.TableReport;
import io.weir.engine.run.RunView.TableProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A run as callers see it. */
final class RunTelling {
  private RunTelling() {}

  static RunView view(RunLife.State run) {
    Pinned pinned = run.pinned();
    return new RunView(
        run.id(),
        pinned.task(),
        run.state(),
        stage(run),
        run.startedAt(),
        run.endedAt(),
        pinned.tables().stream().map(table -> progress(run.book(), table.table())).toList(),
        run.problem(),
        run.publication().outbox(),
        pinned.module(),
        pinned.moduleVersion(),
        run.publication()
            .upload()
            .filter(_ -> run.publication().published())
            .map(Run.Upload::newVersion),
        run.publication().location(),
        run.history());
  }

  private static Stage stage(RunLife.State run) {
    if (run.publication().upload().isPresent()) {
      return Stage.UPLOAD;
    }
    for (Stage stage : Stage.values()) {
      if (!run.book().completed().contains(stage)) {
        return stage == Stage.UPLOAD ? Stage.VERIFY : stage;
      }
    }
    return Stage.VERIFY;
  }

  private static TableProgress progress(RunBook book, String table) {
    List<RunBook.SourceBook> sources =
        book.sources().stream().filter(source -> source.source().table().equals(table)).toList();
    return new TableProgress(
        table,
        sources.stream().mapToLong(RunBook.SourceBook::read).sum(),
        sources.stream().mapToLong(RunBook.SourceBook::extracted).sum(),
        prepared(book, table));
  }

  private static long prepared(RunBook book, String table, int source) {
    return book.prepared().stream()
        .filter(part -> part.id().table().equals(table) && part.id().source() == source)
        .mapToLong(Part::rows)
        .sum();
  }

  private static long prepared(RunBook book, String table) {
    return book.prepared().stream()
        .filter(part -> part.id().table().equals(table))
        .mapToLong(Part::rows)
        .sum();
  }

  static RunReport report(RunLife.State run) {
    return new RunReport(
        run.id(),
        run.pinned().module(),
        run.pinned().moduleVersion(),
        run.book().completed().contains(Stage.ANONYMIZE),
        run.pinned().tables().stream().map(outline -> report(run.book(), outline)).toList(),
        run.book().profiles(),
        run.book().risks(),
        run.pinned().privacy(),
        run.book().suppressed().map(Suppressed::lattices).orElseGet(List::of));
  }

  private static TableReport report(RunBook book, Pinned.Outline outline) {
    List<SourceReport> sources = new ArrayList<>();
    for (int i = 0; i < outline.sources().size(); i++) {
      sources.add(report(book, outline, i));
    }
    return new TableReport(outline.table(), sources);
  }

  private static SourceReport report(RunBook book, Pinned.Outline outline, int source) {
    Optional<RunBook.SourceBook> read = book.source(new SourceKey(outline.table(), source));
    List<RuleCount> counts = new ArrayList<>();
    read.ifPresent(found -> counts.addAll(found.counts()));
    book.keyCounts().stream()
        .filter(count -> count.table().equals(outline.table()) && count.source() == source)
        .forEach(counts::add);
    return new SourceReport(
        outline.source(source),
        read.map(RunBook.SourceBook::read).orElse(0L),
        read.map(RunBook.SourceBook::extracted).orElse(0L),
        prepared(book, outline.table(), source),
        counts.stream()
            .map(c -> new RuleTally(c.column(), c.rule(), c.round(), c.count()))
            .sorted(
                Comparator.comparing(RuleTally::column)
                    .thenComparing(RuleTally::rule)
                    .thenComparingInt(RuleTally::round))
            .toList());
  }
}
