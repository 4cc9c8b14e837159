package io.weir.engine.dataplane;

import io.weir.spi.Settings;

/**
 * Finds how to reach a system. Implemented on the {@code connection} entity and the secret store.
 */
public interface Connections {
  /**
   * @throws io.weir.engine.vocabulary.WeirException NOT_FOUND if there is no such connection
   */
  Resolved resolve(String connection);

  /** A connection with its secrets, for the moment of use: never stored, never printed. */
  record Resolved(String connector, Settings settings) {}
}
