package io.weir.spi;

import org.pf4j.ExtensionPoint;

/**
 * Makes the values of a column say less. Implementations are stateless and thread-safe; what one
 * column needs is in the {@link ColumnAnonymizer} they prepare.
 */
public interface AnonymizationMethod extends ExtensionPoint {
  MethodDescription describe();

  /**
   * Readies the method for one column.
   *
   * @throws InvalidParameters if the parameters, or the column's type, do not suit
   */
  ColumnAnonymizer prepare(ColumnSchema column, Parameters parameters);
}
