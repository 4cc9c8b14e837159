package io.weir.spi;

import java.util.List;
import java.util.Set;

/**
 * What an anonymization method says of itself.
 *
 * @param name how module documents call it: lower case, words joined by {@code -}
 * @param operation which of the operations it belongs to
 * @param summary one sentence for people who choose a method
 * @param places where it may be declared
 * @param types the types of column it can work on
 * @param parameters in the order a reader wants to know them
 */
public record MethodDescription(
    String name,
    Operation operation,
    String summary,
    Set<Place> places,
    Set<ValueType> types,
    List<MethodParameter> parameters,
    Notes notes) {

  /** The five operations of anonymization, and pseudonymization beside them. */
  public enum Operation {
    GENERALIZATION,
    SUPPRESSION,
    ANATOMIZATION,
    PERMUTATION,
    PERTURBATION,
    PSEUDONYMIZATION
  }

  /** Where a method is declared. */
  public enum Place {
    /** At a column, as {@code anonymize}. */
    COLUMN,
    /** In the table's list {@code anonymization}. */
    TABLE
  }

  /**
   * What people should know before they rely on a method; each some sentences.
   *
   * @param promise what holds afterwards, and is verified where that is possible
   * @param limits what it does not protect against
   * @param example a use, as a JSON object of a module document
   * @param source the publication or standard it follows
   */
  public record Notes(String promise, String limits, String example, String source) {}

  public MethodDescription {
    places = Set.copyOf(places);
    types = Set.copyOf(types);
    parameters = List.copyOf(parameters);
  }
}
