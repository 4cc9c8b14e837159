package io.weir.spi;

import java.util.Map;
import java.util.Set;

/**
 * What a connector says of itself.
 *
 * @param name how module documents and connections call it
 * @param summary one sentence for people who choose a connector
 * @param connectionSettings settings of a connection: name and one sentence each
 * @param secretSettings which of the connection settings are secrets
 * @param sourceSettings settings of one source: name and one sentence each
 */
public record ConnectorDescription(
    String name,
    String summary,
    Map<String, String> connectionSettings,
    Set<String> secretSettings,
    Map<String, String> sourceSettings) {
  public ConnectorDescription {
    connectionSettings = Map.copyOf(connectionSettings);
    secretSettings = Set.copyOf(secretSettings);
    sourceSettings = Map.copyOf(sourceSettings);
    if (!connectionSettings.keySet().containsAll(secretSettings)) {
      throw new IllegalArgumentException(
          "connector " + name + " has a secret that is not a setting");
    }
  }
}
