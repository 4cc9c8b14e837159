package io.weir.engine.privacy.search;

import io.weir.engine.privacy.metric.ColumnCosts;
import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Strict multidimensional recoding along hierarchies (LeFevre et al. 2006): beginning at the
 * highest levels, a class is divided by the next lower level of the column that gains most, as long
 * as each part keeps the promise. Classes at the highest levels that do not keep it are suppressed.
 * Empties are a category, which is stricter than a wildcard.
 */
final class Mondrian {
  /** Rows {@code from} to before {@code to} of the order, published at these levels. */
  private record Part(int from, int to, int[] levels) {}

  private final TupleTable table;
  private final Optional<TupleTable> population;
  private final Promise promise;
  private final Metric metric;
  private final SearchSettings settings;
  private final Rows rows;
  private final Judge judge;
  private final ColumnCosts costs;
  private final Classes classes = new Classes();
  private final int[] order;
  private final int[] scratch;
  private int checked;
  private boolean cut;

  Mondrian(
      TupleTable table,
      Optional<TupleTable> population,
      Promise promise,
      Metric metric,
      SearchSettings settings) {
    this.table = table;
    this.population = population;
    this.promise = promise;
    this.metric = metric;
    this.settings = settings;
    rows = Rows.of(table, population);
    judge = new Judge(promise, table, table);
    costs = new ColumnCosts(metric.byColumn() ? metric : Metric.LOSS, table);
    order = IntStream.range(0, rows.size()).toArray();
    scratch = new int[rows.size()];
    classes.rows = order;
  }

  Outcome run() {
    ArrayDeque<Part> open = new ArrayDeque<>();
    List<Part> done = new ArrayList<>();
    if (!start(open)) {
      return new Outcome.NotFound(false, checked, lattice());
    }
    while (!open.isEmpty()) {
      Part part = open.pop();
      cut |= settings.stop().getAsBoolean();
      if (cut || !divided(part, open)) {
        done.add(part);
      }
    }
    int[] classOfRow = classOfRow(done);
    List<int[]> levels = done.stream().map(Part::levels).toList();
    Recoding recoding = new Recoding(table, only(rows.counts(), classOfRow), levels);
    int suppressed = recoding.suppressedRecords();
    return suppressed > promise.limit(table.records())
        ? new Outcome.NotFound(cut, checked, lattice())
        : new Outcome.Found(
            recoding,
            population.map(
                persons -> new Recoding(persons, only(rows.persons(), classOfRow), levels)),
            List.of(),
            new Utility(metric, table).of(recoding),
            suppressed,
            false,
            cut,
            checked,
            lattice());
  }

  private Lattice lattice() {
    return new Lattice(table.columns(), new Scoring(metric, table, promise), new Tags());
  }

  /** The classes at the highest levels that keep the promise; false if there is no solution. */
  private boolean start(ArrayDeque<Part> open) {
    int[] top = table.columns().stream().mapToInt(LevelTable::highest).toArray();
    Grouping grouping = new Grouping(Chunk.of(table), table.words());
    grouping.group(rows, top);
    int[] starts = sort(0, order.length, grouping.classOf(), grouping.classes());
    count(starts, grouping.classes());
    for (int one = 0; one < classes.size; one++) {
      if (judge.judge(rows, classes, one) == Judge.KEPT) {
        open.push(new Part(starts[one], starts[one + 1], top));
      } else if (judge.coversAll() && classes.persons[one] > 0) {
        return false;
      }
    }
    return true;
  }

  private boolean divided(Part part, ArrayDeque<Part> open) {
    double[] gains = new double[part.levels().length];
    for (int column = 0; column < gains.length; column++) {
      gains[column] = gain(part, column);
    }
    List<Integer> columns =
        IntStream.range(0, gains.length)
            .filter(column -> part.levels()[column] > table.columns().get(column).lowest())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer column) -> -gains[column]))
            .toList();
    for (int column : columns) {
      checked++;
      if (divided(part, column, open)) {
        return true;
      }
    }
    return false;
  }

  private double gain(Part part, int column) {
    int level = part.levels()[column];
    LevelTable of = table.columns().get(column);
    if (level <= of.lowest()) {
      return 0;
    }
    double sum = 0;
    for (int at = part.from(); at < part.to(); at++) {
      int records = rows.counts()[order[at]];
      if (records > 0) {
        int value = base(order[at], column);
        sum += records * (costs.gain(column, level - 1, value) - costs.gain(column, level, value));
      }
    }
    return sum * of.weight();
  }

  private int base(int row, int column) {
    long word = rows.packed()[row * table.words() + table.word(column)];
    return (int) (word >>> table.shift(column) & (1L << table.width(column)) - 1);
  }

  private boolean divided(Part part, int column, ArrayDeque<Part> open) {
    LevelTable of = table.columns().get(column);
    int level = part.levels()[column] - 1;
    int[] number = new int[of.cardinality(level)];
    int[] groups = new int[rows.size() == 0 ? 0 : part.to() - part.from()];
    int next = 0;
    for (int at = part.from(); at < part.to(); at++) {
      int code = of.code(level, base(order[at], column));
      if (number[code] == 0) {
        number[code] = ++next;
      }
      groups[at - part.from()] = number[code] - 1;
    }
    int[] before = Arrays.copyOfRange(order, part.from(), part.to());
    int[] starts = sortPart(part, groups, next);
    count(starts, next);
    if (next > 1 && !allKept()) {
      System.arraycopy(before, 0, order, part.from(), before.length);
      return false;
    }
    int[] lower = part.levels().clone();
    lower[column] = level;
    for (int one = next - 1; one >= 0; one--) {
      if (classes.records[one] > 0) {
        open.push(new Part(starts[one], starts[one + 1], lower));
      }
    }
    return true;
  }

  private boolean allKept() {
    for (int one = 0; one < classes.size; one++) {
      boolean fits =
          classes.records[one] == 0
              ? !judge.coversAll()
              : judge.judge(rows, classes, one) == Judge.KEPT;
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Brings the order's rows together by group; groups are by row. */
  private int[] sort(int from, int to, int[] groupOf, int groups) {
    int[] of = new int[to - from];
    for (int at = from; at < to; at++) {
      of[at - from] = groupOf[order[at]];
    }
    return sortPart(new Part(from, to, new int[0]), of, groups);
  }

  private int[] sortPart(Part part, int[] groups, int count) {
    int[] starts = new int[count + 1];
    for (int group : groups) {
      starts[group + 1]++;
    }
    starts[0] = part.from();
    for (int group = 0; group < count; group++) {
      starts[group + 1] += starts[group];
    }
    int[] next = starts.clone();
    for (int at = 0; at < groups.length; at++) {
      scratch[next[groups[at]]++] = order[part.from() + at];
    }
    System.arraycopy(scratch, part.from(), order, part.from(), groups.length);
    return starts;
  }

  private void count(int[] starts, int groups) {
    classes.size = groups;
    classes.starts = starts;
    classes.records = new int[groups];
    classes.persons = new int[groups];
    for (int one = 0; one < groups; one++) {
      for (int at = starts[one]; at < starts[one + 1]; at++) {
        classes.records[one] += rows.counts()[order[at]];
        classes.persons[one] += rows.persons().length == 0 ? 0 : rows.persons()[order[at]];
      }
    }
  }

  /** Sorts the parts by their first rows: each is then the class of its rows. */
  private int[] classOfRow(List<Part> parts) {
    int[] classOfRow = new int[rows.size()];
    Arrays.fill(classOfRow, -1);
    parts.sort(
        Comparator.comparingInt(
            part -> Arrays.stream(order, part.from(), part.to()).min().orElse(0)));
    for (int one = 0; one < parts.size(); one++) {
      for (int at = parts.get(one).from(); at < parts.get(one).to(); at++) {
        classOfRow[order[at]] = one;
      }
    }
    return classOfRow;
  }

  /** The classes of the rows that count. */
  private static int[] only(int[] counts, int[] classOfRow) {
    return IntStream.range(0, classOfRow.length)
        .filter(row -> counts[row] > 0)
        .map(row -> classOfRow[row])
        .toArray();
  }
}
