package io.weir.engine.pluginhost;

import java.nio.file.Path;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.DefaultPluginLoader;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PropertiesPluginDescriptorFinder;
import org.pf4j.RuntimeMode;

/**
 * PF4J for one plugin alone: what goes wrong with it cannot reach another. Reads {@code
 * plugin.properties} only, heeds no lists of enabled or disabled plugins, and loads the plugin's
 * own libraries before anything shared.
 */
final class IsolatedPluginManager extends DefaultPluginManager {
  /**
   * @param apiVersion the version of the SPI that plugins are checked against
   */
  IsolatedPluginManager(Path folder, String apiVersion) {
    super(folder);
    setSystemVersion(apiVersion);
  }

  /** What an unpacked plugin says of itself. */
  PluginDescriptor describe(Path unpacked) {
    return getPluginDescriptorFinder().find(unpacked);
  }

  @Override
  public RuntimeMode getRuntimeMode() {
    return RuntimeMode.DEPLOYMENT;
  }

  @Override
  protected PluginDescriptorFinder createPluginDescriptorFinder() {
    return new PropertiesPluginDescriptorFinder();
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new DefaultPluginLoader(this) {
      @Override
      protected PluginClassLoader createPluginClassLoader(
          Path pluginPath, PluginDescriptor descriptor) {
        return new OwnClassesFirst(pluginManager, descriptor);
      }
    };
  }

  @Override
  protected PluginStatusProvider createPluginStatusProvider() {
    return new PluginStatusProvider() {
      @Override
      public boolean isPluginDisabled(String pluginId) {
        return false;
      }

      @Override
      public void disablePlugin(String pluginId) {
        throw new UnsupportedOperationException("plugins are taken out of the folder instead");
      }

      @Override
      public void enablePlugin(String pluginId) {
        throw new UnsupportedOperationException("plugins are put into the folder instead");
      }
    };
  }

  private static final class OwnClassesFirst extends PluginClassLoader {
    OwnClassesFirst(PluginManager manager, PluginDescriptor descriptor) {
      super(
          manager,
          descriptor,
          new SharedClasses(PluginHost.class.getClassLoader()),
          ClassLoadingStrategy.PDA);
    }

    /** A plugin that brings a copy of the SPI must still meet the engine's. */
    @Override
    protected boolean shouldDelegateToParent(String className) {
      return SharedClasses.isShared(className);
    }
  }
}
