package io.weir.engine.connection;

import java.util.List;
import java.util.Map;

/**
 * What callers see of a connection.
 *
 * @param settings the plain ones
 * @param secrets the names of the secret settings that are set, sorted
 * @param owners sorted
 */
public record ConnectionView(
    String id,
    long revision,
    String connector,
    String description,
    Map<String, String> settings,
    List<String> secrets,
    List<String> owners) {
  public ConnectionView {
    settings = Map.copyOf(settings);
    secrets = List.copyOf(secrets);
    owners = List.copyOf(owners);
  }
}
