package io.weir.spi;

/** A delivery under way: all of it becomes visible at {@link #commit}, or none of it. */
public interface TargetDelivery extends AutoCloseable {
  /**
   * Adds records to a table of the manifest. Tables come one after the other, batches in order.
   *
   * @throws ConnectorException if the target refuses or breaks off
   */
  void write(RecordBatch batch);

  /**
   * Makes the delivery visible.
   *
   * @throws ConnectorException of kind UNKNOWN if the answer was lost, FENCED if another attempt
   *     took over
   */
  Receipt commit();

  /** Gives up what was not committed. Never throws. */
  @Override
  void close();
}
