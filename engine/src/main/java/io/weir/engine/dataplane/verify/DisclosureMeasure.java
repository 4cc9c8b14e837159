package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.TableRisk;
import java.util.Optional;

/** What the classes tell of those who are in them: how sure one may be of a sensitive value. */
final class DisclosureMeasure implements ClassMeasure {
  private long distinct;
  private long most;
  private long single;
  private double posterior;

  @Override
  public void value(long value, long count) {
    distinct++;
    most = Math.max(most, count);
  }

  @Override
  public boolean end(long size) {
    single += distinct == 1 ? size : 0;
    posterior = Math.max(posterior, (double) most / size);
    distinct = 0;
    most = 0;
    return true;
  }

  TableRisk.Disclosure disclosure(String column, Optional<Double> farthest, String distance) {
    return new TableRisk.Disclosure(column, single, posterior, farthest, distance);
  }
}
