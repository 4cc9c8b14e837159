package io.weir.engine.dataplane;

import io.weir.spi.Secret;
import java.util.Optional;

/** The secrets of anonymization, by name and version. Safe for use by many threads. */
public interface Secrets {
  /** The newest version. */
  Optional<Secret> newest(String name);

  /**
   * @param version from 1
   */
  Optional<Secret> version(String name, int version);

  /** There are none. */
  static Secrets none() {
    return new Secrets() {
      @Override
      public Optional<Secret> newest(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<Secret> version(String name, int version) {
        return Optional.empty();
      }
    };
  }
}
