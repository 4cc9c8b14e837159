package io.weir.engine.privacy.search;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The search for one level a column, over the records of one table. */
final class FullDomain implements AutoCloseable {
  private final TupleTable table;
  private final Optional<TupleTable> population;
  private final Rows rows;
  private final Scoring scoring;
  private final Tags tags = new Tags();
  private final Lattice lattice;
  private final Workbench bench;
  private final Crew crew;
  private final SearchSettings settings;

  /**
   * @param all the table whose distribution of sensitive values classes are compared with
   */
  FullDomain(
      TupleTable table,
      TupleTable all,
      Optional<TupleTable> population,
      Promise promise,
      Metric metric,
      SearchSettings settings) {
    this.table = table;
    this.population = population;
    this.settings = settings;
    rows = Rows.of(table, population);
    scoring = new Scoring(metric, table, promise);
    lattice = new Lattice(table.columns(), scoring, tags);
    List<Chunk> chunks = Chunk.of(table);
    bench = new Workbench(table, all, chunks, promise, scoring);
    crew =
        new Crew(
            settings.threads(),
            () -> new Workbench(table, all, chunks, promise, scoring),
            settings.stop());
  }

  Outcome run() {
    int[] bottom = table.columns().stream().mapToInt(LevelTable::lowest).toArray();
    int[] top = table.columns().stream().mapToInt(LevelTable::highest).toArray();
    BoxSearch search =
        new BoxSearch(scoring, new Sources(rows, settings.historyBytes()), crew, tags, lattice);
    search.run(bottom, top);
    NodeCheck best = search.best();
    if (best == null) {
      return new Outcome.NotFound(search.cut(), search.checked(), lattice);
    }
    return found(best, !search.cut(), search.cut(), search.checked());
  }

  /** What comes of a node's levels. */
  Outcome at(int[] levels) {
    NodeCheck check = bench.check(rows, levels);
    lattice.add(check);
    tags.add(check);
    return check.anonymous()
        ? found(check, false, false, 1)
        : new Outcome.NotFound(false, 1, lattice);
  }

  private Outcome.Found found(NodeCheck best, boolean optimal, boolean cut, int checked) {
    bench.judge(rows, best.levels());
    int[] published = new int[bench.classes().size];
    Arrays.fill(published, -1);
    int[] classOf = new int[table.size()];
    int[] classOfPerson = new int[population.map(TupleTable::size).orElse(0)];
    int tuple = 0;
    int person = 0;
    int classes = 0;
    for (int row = 0; row < rows.size(); row++) {
      int one = bench.grouping().classOf()[row];
      boolean kept = bench.verdicts()[one] == Judge.KEPT;
      if (kept && published[one] < 0) {
        published[one] = classes++;
      }
      if (rows.counts()[row] > 0) {
        classOf[tuple++] = published[one];
      }
      if (classOfPerson.length > 0 && rows.persons()[row] > 0) {
        classOfPerson[person++] = published[one];
      }
    }
    List<int[]> levels = Collections.nCopies(classes, best.levels());
    Recoding recoding = new Recoding(table, classOf, levels);
    return new Outcome.Found(
        recoding,
        population.map(persons -> new Recoding(persons, classOfPerson, levels)),
        List.of(best.levels()),
        scoring.utility(best.score()),
        recoding.suppressedRecords(),
        optimal,
        cut,
        checked,
        lattice);
  }

  @Override
  public void close() {
    crew.close();
  }
}
