package io.weir.engine.definition;

import io.weir.spi.MethodDescription;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import java.util.Set;

/**
 * What a document may call by name because a plugin is installed. Implemented over the plugin
 * catalogue. The answers may not change while one document is read.
 */
public interface Extensions {
  /** The names of the anonymization methods, as documents write them. */
  Set<String> anonymizationMethods();

  /** The names of the conflict strategies, as documents write them. */
  Set<String> conflictStrategies();

  /** Whether a strategy may give records new keys; not if it is not installed. */
  boolean makesNewKeys(String strategy);

  /**
   * Parameters of collection entries that the connectors understand, all connectors taken together.
   */
  Set<String> sourceParameters();

  /** Where a method of {@link #anonymizationMethods()} may stand; anywhere if it does not say. */
  default Set<MethodDescription.Place> places(String method) {
    return Set.of(MethodDescription.Place.values());
  }

  /**
   * Readies a method of {@link #anonymizationMethods()} for a use.
   *
   * @param request with the table as far as it is known
   */
  Effect prepare(String method, MethodRequest request);

  /** What became of readying a method. */
  sealed interface Effect {
    record Ready(PreparedMethod prepared) implements Effect {}

    /**
     * The method cannot work with this column or these parameters.
     *
     * @param parameter the name of the parameter at fault
     * @param advice what is wrong and what to write instead
     */
    record Unsuitable(String parameter, String advice) implements Effect {}

    /**
     * The method broke off, which is a defect of its plugin.
     *
     * @param failure what kind of failure it was, without what the plugin says of it
     */
    record Broken(String plugin, String failure) implements Effect {}
  }
}
