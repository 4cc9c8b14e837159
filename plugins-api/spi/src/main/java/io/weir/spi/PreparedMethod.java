package io.weir.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method readied for one use. Immutable and thread-safe.
 *
 * <p>Whatever a method does follows from the values of the records, their positions in the table
 * and the {@link MethodRun}: not from the number of parts or threads, nor from their order.
 */
public sealed interface PreparedMethod {
  /** What holds of the result whatever the records are. */
  Set<Trait> traits();

  /** The secrets that a run must know, by name. */
  default Set<String> secrets() {
    return Set.of();
  }

  /**
   * What one run spends of a budget of differential privacy; empty where none is claimed, which is
   * not the same as spending nothing.
   */
  default Optional<PrivacyCost> cost() {
    return Optional.empty();
  }

  /**
   * Makes another value of each value of the column it stands at: the same of the same value, in
   * every table where the column is a foreign key, so that keys stay joined.
   */
  non-sealed interface OfValues extends PreparedMethod {
    /** The column afterwards, or empty when it disappears from the table. */
    Optional<ColumnSchema> output();

    /** Never called when the column disappears. */
    ColumnFunction open(MethodRun run);
  }

  /**
   * Makes the values of the column it stands at coarser, in levels: each level merges whole groups
   * of the level below. Which level is applied is found by the search for a table's privacy model,
   * the same for the whole column or for groups of records.
   */
  non-sealed interface OfLevels extends PreparedMethod {
    /** The column afterwards, at whatever level; of type STRING. */
    ColumnSchema output();

    /** The least level that may be applied; at level 0 every value is itself, as text. */
    int lowest();

    /** The highest level that may be applied. */
    int highest();

    /**
     * @param level from 0 to {@link #highest()}
     */
    ColumnFunction level(int level);
  }

  /** Changes records as a whole, from several columns or after having seen all records. */
  non-sealed interface OfRecords extends PreparedMethod {
    /** The columns it reads, which are the columns of the batches it gets, in this order. */
    List<String> inputs();

    MethodOutput output();

    /**
     * Something that sees all records before the first one is changed, or empty if that is not
     * needed. Several may see a part of the records each; they are merged then.
     */
    Optional<Observer> observer(MethodRun run);

    /**
     * @param seen all records; empty where there was nothing to observe
     */
    RecordFunction seal(MethodRun run, Optional<Observer> seen);
  }

  /** Says which records disappear. They go before anything else is done to the table. */
  non-sealed interface OfSuppression extends PreparedMethod {
    /** The columns it reads, as collected. */
    List<String> inputs();

    /** As for {@link OfRecords}. */
    Optional<Observer> observer(MethodRun run);

    RecordFilter seal(MethodRun run, Optional<Observer> seen);
  }
}
