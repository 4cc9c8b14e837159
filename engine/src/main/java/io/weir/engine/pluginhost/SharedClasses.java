package io.weir.engine.pluginhost;

import java.util.List;

/**
 * What plugins see of the engine: the SPI and the few libraries whose types it shares, besides the
 * JDK. Neither classes nor resources of anything else come through, so that no plugin can lean on
 * the engine's insides or on the libraries it happens to use.
 */
final class SharedClasses extends ClassLoader {
  private static final List<String> PACKAGES =
      List.of("io.weir.spi.", "org.pf4j.", "org.slf4j.", "org.jspecify.");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader engine;

  /**
   * @param engine where the shared classes come from
   */
  SharedClasses(ClassLoader engine) {
    super("weir-plugins", ClassLoader.getPlatformClassLoader());
    this.engine = engine;
  }

  static boolean isShared(String className) {
    return PACKAGES.stream().anyMatch(className::startsWith);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (isShared(name)) {
      return engine.loadClass(name);
    }
    throw new ClassNotFoundException(name + " is not shared with plugins");
  }
}
