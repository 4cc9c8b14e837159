package io.weir.engine.privacy.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What nodes can be checked from: the tuples, and a history of nodes' classes within a limit of
 * memory. Not for several threads at once.
 */
final class Sources {
  private static final int MOST = 512;

  private final Rows tuples;
  private final long mostBytes;
  private final List<Rows> history = new ArrayList<>();
  private long bytes;

  Sources(Rows tuples, long mostBytes) {
    this.tuples = tuples;
    this.mostBytes = mostBytes;
  }

  /** The fewest rows a node can be checked from. */
  Rows of(int[] levels) {
    Rows fewest = tuples;
    for (Rows rows : history) {
      if (rows.size() < fewest.size() && rows.below(levels)) {
        fewest = rows;
      }
    }
    return fewest;
  }

  /** Whether classes are few enough, compared with the rows they came from, to be kept. */
  static boolean worthwhile(Rows from, int classes) {
    return from.size() > 256 && classes <= from.size() / 2;
  }

  /** Keeps classes of a node; the oldest are forgotten beyond the limit. */
  void keep(Rows rows) {
    if (rows.bytes() > mostBytes / 4) {
      return;
    }
    history.add(rows);
    bytes += rows.bytes();
    while (bytes > mostBytes || history.size() > MOST) {
      bytes -= history.removeFirst().bytes();
    }
  }
}
