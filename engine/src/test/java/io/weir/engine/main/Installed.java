package io.weir.engine.main;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.pluginhost.Registered;
import io.weir.spi.AnonymizationMethod;
import java.util.List;

/** The plugins of the distribution, for tests outside this package. */
public final class Installed implements AutoCloseable {
  private final Plugins plugins = Plugins.load();

  /** Judges documents as {@code weir check} does. */
  public DocumentReader documentReader() {
    return plugins.documentReader();
  }

  /** As a node's data plane sees them. */
  public Catalogue catalogue() {
    return plugins;
  }

  /** The methods of the distribution. */
  public List<AnonymizationMethod> anonymizationMethods() {
    return plugins.installed().anonymizationMethods().values().stream()
        .map(Registered::extension)
        .toList();
  }

  public AnonymizationMethod anonymizationMethod(String name) {
    return plugins.anonymizationMethod(name);
  }

  @Override
  public void close() {
    plugins.close();
  }
}
