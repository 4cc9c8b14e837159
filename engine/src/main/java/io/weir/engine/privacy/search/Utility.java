package io.weir.engine.privacy.search;

import io.weir.engine.privacy.metric.ColumnCosts;
import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.table.TupleTable;

/** The metric's figure of any recoding of a table. */
public final class Utility {
  private final Metric metric;
  private final TupleTable table;

  public Utility(Metric metric, TupleTable table) {
    this.metric = metric;
    this.table = table;
  }

  public double of(Recoding recoding) {
    return switch (metric.measure()) {
      case LOSS, ENTROPY -> byColumn(recoding);
      case DISCERNIBILITY -> {
        double sum = (double) table.records() * recoding.suppressedRecords();
        for (int size : recoding.sizes()) {
          sum += (double) size * size;
        }
        yield sum;
      }
      case AVERAGE_CLASS_SIZE -> {
        int classes = recoding.classes() + (recoding.suppressedRecords() > 0 ? 1 : 0);
        yield classes == 0 ? 0 : (double) table.records() / classes;
      }
    };
  }

  private double byColumn(Recoding recoding) {
    ColumnCosts costs = new ColumnCosts(metric, table);
    double[] gained = new double[table.columns().size()];
    for (int tuple = 0; tuple < table.size(); tuple++) {
      if (!recoding.suppressed(tuple)) {
        for (int column = 0; column < gained.length; column++) {
          gained[column] +=
              table.count(tuple)
                  * costs.gain(column, recoding.level(tuple, column), table.code(tuple, column));
        }
      }
    }
    return costs.utility(gained);
  }
}
