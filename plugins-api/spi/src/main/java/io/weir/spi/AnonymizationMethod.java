package io.weir.spi;

import java.util.Optional;
import org.pf4j.ExtensionPoint;

/**
 * Makes the values of a table say less. Implementations are stateless and thread-safe; what one use
 * needs is in the {@link PreparedMethod} they prepare.
 */
public interface AnonymizationMethod extends ExtensionPoint {
  MethodDescription describe();

  /**
   * Readies the method for one use and checks everything that can be known before the first record.
   * Called often, also when nothing will be run; reaches nothing outside of the request.
   *
   * @throws InvalidParameters if the parameters, or the columns' types, do not suit
   */
  PreparedMethod prepare(MethodRequest request);

  /** The side that proposes parameters from data, or empty when only people can say them. */
  default Optional<ProposingSide> proposals() {
    return Optional.empty();
  }

  /** Makes a first proposal of a use at a column from what the column holds. */
  interface ProposingSide {
    /** Something that has seen no value of the column yet. */
    ProposalObserver observer(ColumnSchema column);
  }
}
