package io.weir.spi;

import java.util.Map;
import java.util.Set;

/**
 * What an anonymization method says of itself.
 *
 * @param name how module documents call it: lower case, words joined by {@code -}
 * @param operation which of the five operations it belongs to
 * @param summary one sentence for people who choose a method
 * @param types the types of column it can work on
 * @param parameters each parameter's name and one sentence on it
 */
public record MethodDescription(
    String name,
    Operation operation,
    String summary,
    Set<ValueType> types,
    Map<String, String> parameters) {

  /** The five operations of anonymization. */
  public enum Operation {
    GENERALIZATION,
    SUPPRESSION,
    ANATOMIZATION,
    PERMUTATION,
    PERTURBATION
  }

  public MethodDescription {
    types = Set.copyOf(types);
    parameters = Map.copyOf(parameters);
  }
}
