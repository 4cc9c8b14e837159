package io.weir.engine.dataplane;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ConflictStrategy;
import io.weir.spi.Connector;

/**
 * The extensions a run works with, by the names documents use. Implemented over {@code pluginhost}.
 * Each call throws a {@link io.weir.engine.vocabulary.WeirException} of code MISSING_PLUGIN when
 * there is none.
 */
public interface Catalogue {
  Connector connector(String name);

  ConflictStrategy conflictStrategy(String name);

  AnonymizationMethod anonymizationMethod(String name);
}
