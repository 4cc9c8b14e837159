package io.weir.engine.run;

import io.weir.engine.dataplane.LatticeFile;
import io.weir.engine.dataplane.TableLattice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What solutions there were to choose among for some tables of a run.
 *
 * @param tables in document order
 * @param next the first table that is not among them, if there is one
 */
public record RunSolutions(List<Table> tables, OptionalInt next) {
  /** One page reads no more than that, unless a single lattice is larger. */
  private static final long MOST_BYTES = 2L << 20;

  public RunSolutions {
    tables = List.copyOf(tables);
  }

  /** A table, and what there is of its lattice. */
  public record Table(String table, Kept<TableLattice> lattice) {}

  /** Blocks. */
  static RunSolutions read(RunReport report, int from, int most, RunExecution execution) {
    List<LatticeFile> files = report.latticesInOrder();
    List<Table> tables = new ArrayList<>();
    long bytes = 0;
    int at = Math.min(from, files.size());
    while (at < files.size() && tables.size() < most) {
      LatticeFile file = files.get(at);
      bytes += file.bytes();
      if (bytes > MOST_BYTES && !tables.isEmpty()) {
        break;
      }
      tables.add(new Table(file.table(), Kept.of(() -> execution.lattice(report.run(), file))));
      at++;
    }
    return new RunSolutions(tables, at < files.size() ? OptionalInt.of(at) : OptionalInt.empty());
  }
}
