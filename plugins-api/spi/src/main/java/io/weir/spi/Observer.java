package io.weir.spi;

/**
 * Gathers what a method must know of all records. Used by one thread at a time. What two observers
 * know after they were merged does not depend on which of them saw which batch, nor on the order of
 * batches and merges.
 */
public interface Observer {
  /**
   * @param batch of the method's inputs
   * @param first the position in the table of the batch's first record; the others follow
   */
  void observe(RecordBatch batch, long first);

  /**
   * Takes in what another observer saw, which is not used afterwards.
   *
   * @param other of the same use of the method
   */
  void merge(Observer other);
}
