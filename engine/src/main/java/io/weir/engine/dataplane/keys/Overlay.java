package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Concatenation;
import io.weir.engine.dataplane.Mask;
import io.weir.spi.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Lays replaced values over the batches of one column of one part, which come in order. */
final class Overlay {
  private final Optional<Mask.Replacement> replacement;

  Overlay(Optional<Mask.Replacement> replacement) {
    this.replacement = replacement;
  }

  /** The batch that begins at a row, with what was replaced in it. */
  Column over(Column column, int first) {
    if (replacement.isEmpty()) {
      return column;
    }
    int[] rows = replacement.get().rows();
    int from = firstAtLeast(rows, first);
    int to = firstAtLeast(rows, first + column.size());
    if (from == to) {
      return column;
    }
    int[] picks = new int[column.size()];
    Arrays.setAll(picks, row -> row);
    int[] fresh = new int[to - from];
    for (int at = from; at < to; at++) {
      fresh[at - from] = at;
      picks[rows[at] - first] = column.size() + at - from;
    }
    Column values = replacement.get().values().select(fresh, fresh.length);
    return Concatenation.ofColumns(List.of(column, values)).select(picks, picks.length);
  }

  /** Both replacements of one column; where both have a row the newer counts. */
  static Mask.Replacement merge(Mask.Replacement older, Mask.Replacement newer) {
    int[] olds = older.rows();
    int[] news = newer.rows();
    int[] rows = new int[olds.length + news.length];
    int[] picks = new int[rows.length];
    int size = 0;
    int o = 0;
    int n = 0;
    while (o < olds.length || n < news.length) {
      if (n == news.length || o < olds.length && olds[o] < news[n]) {
        rows[size] = olds[o];
        picks[size++] = o++;
      } else {
        o += o < olds.length && olds[o] == news[n] ? 1 : 0;
        rows[size] = news[n];
        picks[size++] = olds.length + n++;
      }
    }
    Column both = Concatenation.ofColumns(List.of(older.values(), newer.values()));
    return new Mask.Replacement(
        older.column(), Arrays.copyOf(rows, size), both.select(picks, size));
  }

  static int firstAtLeast(int[] rows, int row) {
    int at = Arrays.binarySearch(rows, row);
    return at < 0 ? -at - 1 : at;
  }
}
