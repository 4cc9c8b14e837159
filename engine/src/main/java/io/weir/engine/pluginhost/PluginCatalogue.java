package io.weir.engine.pluginhost;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every extension that this node has, by the name that module documents use, and every archive that
 * was left out. Does not change, whatever happens to the files it was loaded from.
 */
public final class PluginCatalogue implements AutoCloseable {
  private final Map<String, Registered<Connector>> connectors;
  private final Map<String, Registered<ConflictStrategy>> conflictStrategies;
  private final Map<String, Registered<AnonymizationMethod>> anonymizationMethods;
  private final List<Quarantined> quarantined;
  private final List<LoadedPlugin> plugins;

  PluginCatalogue(List<LoadedPlugin> plugins, List<Quarantined> quarantined) {
    this.plugins = List.copyOf(plugins);
    this.quarantined = List.copyOf(quarantined);
    this.connectors = byName(ExtensionKind.CONNECTOR, Connector.class);
    this.conflictStrategies = byName(ExtensionKind.CONFLICT_STRATEGY, ConflictStrategy.class);
    this.anonymizationMethods =
        byName(ExtensionKind.ANONYMIZATION_METHOD, AnonymizationMethod.class);
  }

  public Map<String, Registered<Connector>> connectors() {
    return connectors;
  }

  public Map<String, Registered<ConflictStrategy>> conflictStrategies() {
    return conflictStrategies;
  }

  public Map<String, Registered<AnonymizationMethod>> anonymizationMethods() {
    return anonymizationMethods;
  }

  /** The archives that were left out, in the order of their names. */
  public List<Quarantined> quarantined() {
    return quarantined;
  }

  /** Stops all plugins. Extensions must not be used afterwards. Never throws. */
  @Override
  public void close() {
    plugins.forEach(LoadedPlugin::close);
  }

  private <T> Map<String, Registered<T>> byName(ExtensionKind kind, Class<T> type) {
    Map<String, Registered<T>> found = new TreeMap<>();
    for (LoadedPlugin plugin : plugins) {
      for (LoadedPlugin.Named named : plugin.extensions()) {
        if (named.kind() == kind) {
          found.put(
              named.name(),
              new Registered<>(
                  type.cast(named.extension()), plugin.id(), plugin.version(), plugin.sha256()));
        }
      }
    }
    return Collections.unmodifiableMap(found);
  }
}
