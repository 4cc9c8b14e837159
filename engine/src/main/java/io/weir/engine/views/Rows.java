package io.weir.engine.views;

import java.util.Optional;

/** The rows of all lists, within one transaction. Implemented by {@code storage}. */
public interface Rows {
  Optional<Row> find(View view, String id);

  /** Adds a row or replaces that of the same id. */
  void put(View view, Row row);
}
