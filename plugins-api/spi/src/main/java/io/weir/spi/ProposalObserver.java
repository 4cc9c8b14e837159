package io.weir.spi;

/**
 * Gathers what a method must know of a column's values to propose its parameters. Used by one
 * thread at a time; what it keeps is bounded, whatever it sees. What two observers know after they
 * were merged does not depend on which of them saw which batch, nor on the order of batches and
 * merges.
 */
public interface ProposalObserver {
  /**
   * @param values some of the column, of its type
   */
  void observe(Column values);

  /**
   * Takes in what another observer saw, which is not used afterwards.
   *
   * @param other of the same column
   */
  void merge(ProposalObserver other);

  /** What follows from the values seen so far. */
  ParameterProposal propose();
}
