package io.weir.engine.module;

import io.weir.engine.definition.DocumentResult;

/** Reads a module document. Implemented by {@code definition}. */
@FunctionalInterface
public interface DocumentReader {
  DocumentResult read(String document);
}
