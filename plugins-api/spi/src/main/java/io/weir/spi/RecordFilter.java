package io.weir.spi;

import java.util.BitSet;

/** Which records disappear. Thread-safe and pure. */
@FunctionalInterface
public interface RecordFilter {
  /**
   * The rows of a batch that disappear.
   *
   * @param batch of the columns of {@link PreparedMethod.OfSuppression#inputs()}
   * @param first the position in the table of the batch's first record; the others follow
   */
  BitSet suppressed(RecordBatch batch, long first);
}
