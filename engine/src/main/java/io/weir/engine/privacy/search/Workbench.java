package io.weir.engine.privacy.search;

import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.TupleTable;
import java.util.Arrays;
import java.util.List;

/** Checks nodes, one after the other, on arrays that are used again. For one thread. */
final class Workbench {
  private final TupleTable table;
  private final Scoring scoring;
  private final int limit;
  private final boolean pricesAll;
  private final Grouping grouping;
  private final Classes classes = new Classes();
  private final Judge judge;
  private byte[] verdicts = new byte[0];
  private final int[][] histograms;

  /** For a search, which asks only of nodes that keep the promise what they cost. */
  Workbench(
      TupleTable table, TupleTable all, List<Chunk> chunks, Promise promise, Scoring scoring) {
    this(table, all, chunks, promise, scoring, false);
  }

  /**
   * @param all the table whose distribution of sensitive values classes are compared with
   * @param pricesAll whether every node is to have its score, and none its terms
   */
  Workbench(
      TupleTable table,
      TupleTable all,
      List<Chunk> chunks,
      Promise promise,
      Scoring scoring,
      boolean pricesAll) {
    this.table = table;
    this.scoring = scoring;
    this.pricesAll = pricesAll;
    limit = promise.limit(table.records());
    grouping = new Grouping(chunks, table.words());
    judge = new Judge(promise, table, all);
    histograms = new int[table.columns().size()][];
    for (int column = 0; column < histograms.length; column++) {
      histograms[column] = new int[table.columns().get(column).domain()];
    }
  }

  Grouping grouping() {
    return grouping;
  }

  Classes classes() {
    return classes;
  }

  byte[] verdicts() {
    return verdicts;
  }

  /** Groups rows at a node and judges the classes. */
  void judge(Rows rows, int[] levels) {
    grouping.group(rows, levels);
    classes.count(rows, grouping);
    if (verdicts.length < classes.size) {
      verdicts = new byte[classes.size + classes.size / 2];
    }
    if (judge.byRecords()) {
      int fewest = judge.fewest();
      for (int one = 0; one < classes.size; one++) {
        verdicts[one] = classes.records[one] < fewest ? Judge.LASTING : Judge.KEPT;
      }
      return;
    }
    if (judge.readsValues()) {
      classes.gather(rows, grouping);
    }
    if (judge.wildcards()) {
      classes.takeSamples(rows, grouping);
      Arrays.fill(verdicts, 0, classes.size, Judge.LASTING);
      new Wildcards(table, rows, classes, levels).judge(judge, verdicts);
      return;
    }
    for (int one = 0; one < classes.size; one++) {
      verdicts[one] = judge.judge(rows, classes, one);
    }
  }

  NodeCheck check(Rows rows, int[] levels) {
    judge(rows, levels);
    int suppressed = 0;
    int lasting = 0;
    int kept = 0;
    int all = 0;
    int hopeful = 0;
    int smallest = Integer.MAX_VALUE;
    long squares = 0;
    long lostSquares = 0;
    boolean absent = false;
    boolean absentBelow = false;
    for (int one = 0; one < classes.size; one++) {
      int records = classes.records[one];
      if (judge.coversAll() && classes.persons[one] > 0 && verdicts[one] != Judge.KEPT) {
        absent = true;
        absentBelow |= records == 0 || verdicts[one] == Judge.LASTING;
      }
      if (records == 0) {
        continue;
      }
      all++;
      squares += (long) records * records;
      if (verdicts[one] == Judge.KEPT) {
        kept++;
        hopeful++;
        smallest = Math.min(smallest, records);
      } else {
        suppressed += records;
        lostSquares += (long) records * records;
        lasting += verdicts[one] == Judge.LASTING ? records : 0;
        hopeful += verdicts[one] == Judge.LASTING ? 0 : 1;
      }
    }
    if (limit == 0) {
      lasting = suppressed;
      hopeful = kept;
    }
    boolean hopeless = absentBelow || lasting > limit;
    boolean anonymous = !absent && suppressed <= limit;
    double[][] terms = new double[0][];
    long score = Long.MAX_VALUE;
    if (scoring.byColumn()) {
      boolean same = lasting == suppressed;
      boolean prices = anonymous || pricesAll;
      boolean bounds = !hopeless && !pricesAll;
      int[][] lost = prices || bounds && same ? lost(rows, suppressed, Judge.KEPT) : histograms;
      if (prices) {
        score = scoring.score(levels, lost);
      }
      if (bounds) {
        int[][] lasts = same ? lost : lost(rows, lasting, Judge.FAILED);
        terms = scoring.terms(levels, rows.floor(), lasts, lasting == 0);
      }
    } else if (anonymous || pricesAll) {
      score = scoring.score(squares - lostSquares, kept, suppressed);
    }
    return new NodeCheck(
        levels,
        anonymous,
        hopeless,
        absent,
        suppressed,
        lasting,
        kept,
        kept == 0 ? 0 : smallest,
        all,
        hopeful,
        squares,
        score,
        terms);
  }

  /**
   * How many suppressed records have each base code of a column; of those whose class has neither
   * been kept nor has the verdict that does not count.
   */
  private int[][] lost(Rows rows, int records, byte besides) {
    for (int[] histogram : histograms) {
      Arrays.fill(histogram, 0);
    }
    if (records == 0) {
      return histograms;
    }
    byte skipped = limit == 0 ? Judge.KEPT : besides;
    int[] classOf = grouping.classOf();
    long[] packed = rows.packed();
    int words = table.words();
    for (int row = 0; row < rows.size(); row++) {
      byte verdict = verdicts[classOf[row]];
      if (verdict != Judge.KEPT && verdict != skipped) {
        count(packed, row * words, rows.counts()[row]);
      }
    }
    return histograms;
  }

  private void count(long[] packed, int at, int records) {
    for (int column = 0; column < histograms.length; column++) {
      long code = packed[at + table.word(column)] >>> table.shift(column);
      histograms[column][(int) code & (1 << table.width(column)) - 1] += records;
    }
  }

  /** The classes of the node that was checked last, to check nodes above from. */
  Rows rolledUp(Rows rows, int[] levels) {
    return RollUp.of(rows, levels, table.words(), grouping, classes);
  }
}
