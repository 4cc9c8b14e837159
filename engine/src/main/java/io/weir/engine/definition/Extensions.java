package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.spi.ColumnSchema;
import java.util.Optional;
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

  /**
   * Tries a method of {@link #anonymizationMethods()} on a column.
   *
   * @param column as it is collected
   */
  Effect effect(ColumnSchema column, Anonymization anonymization);

  /** What a method would do to a column. */
  sealed interface Effect {
    /**
     * @param output the column afterwards, or empty when it disappears
     */
    record Becomes(Optional<ColumnSchema> output) implements Effect {}

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
