package io.weir.spi;

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
}
