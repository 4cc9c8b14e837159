package io.weir.engine.pluginhost;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of extension that the engine works with, and how each is called. */
enum ExtensionKind {
  CONNECTOR(Connector.class, "connector") {
    @Override
    String nameOf(Object extension) {
      return ((Connector) extension).describe().name();
    }
  },
  CONFLICT_STRATEGY(ConflictStrategy.class, "conflict strategy") {
    @Override
    String nameOf(Object extension) {
      return ((ConflictStrategy) extension).name();
    }
  },
  ANONYMIZATION_METHOD(AnonymizationMethod.class, "anonymization method") {
    @Override
    String nameOf(Object extension) {
      return ((AnonymizationMethod) extension).describe().name();
    }
  };

  private final Class<?> type;
  private final String words;

  ExtensionKind(Class<?> type, String words) {
    this.type = type;
    this.words = words;
  }

  /** The name that an extension of this kind gives itself; runs the plugin's code. */
  abstract String nameOf(Object extension);

  /** How the kind is called in messages. */
  String words() {
    return words;
  }

  static Optional<ExtensionKind> of(Object extension) {
    return Arrays.stream(values()).filter(kind -> kind.type.isInstance(extension)).findFirst();
  }
}
