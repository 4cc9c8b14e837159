package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.TableRisk;
import io.weir.spi.Column;
import java.nio.file.Path;

/** Counts the values of one quasi-identifier: different, empty, suppressed. */
final class QuasiColumn implements AutoCloseable {
  private final String name;
  private final Grouping values;
  private long empty;
  private long stars;

  QuasiColumn(String name, Path temporary, long budget) {
    this.name = name;
    this.values = new Grouping(temporary, budget);
  }

  /**
   * @param index the column's place in the tuples
   */
  void add(Column column, Tuples tuples, int index) {
    empty += column.empties().count();
    Fingerprints fingerprints = tuples.column(index);
    for (int row = 0; row < column.size(); row++) {
      values.add(fingerprints.high(row), fingerprints.low(row), 0, 1);
      stars += tuples.isStar(index, row) ? 1 : 0;
    }
  }

  TableRisk.Column told() {
    long[] distinct = new long[1];
    values.forEach(
        new Grouping.ClassVisitor() {
          @Override
          public void value(long value, long count) {}

          @Override
          public void end(long high, long low, long size) {
            distinct[0]++;
          }
        });
    return new TableRisk.Column(name, distinct[0], empty, stars);
  }

  @Override
  public void close() {
    values.close();
  }
}
