package io.weir.engine.entity;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names under which a package's types are written. Providers are found by {@link
 * java.util.ServiceLoader}.
 */
public interface Shapes {
  /**
   * Events and snapshots by their names in the journal, such as {@code run-started.v1}. A name once
   * released keeps its meaning for ever; a changed shape gets a new one.
   */
  Map<String, Class<?>> durable();

  /** Commands and replies by their names between nodes of one cluster; these are never stored. */
  Map<String, Class<?>> passing();

  /** Names for the cases of a sealed type of commands, and for replies: {@code kind/Case}. */
  static Map<String, Class<?>> passing(String kind, Class<?> commands, Class<?>... replies) {
    Map<String, Class<?>> shapes = new LinkedHashMap<>();
    cases(kind, commands, shapes);
    for (Class<?> reply : replies) {
      shapes.put(kind + "/" + reply.getSimpleName(), reply);
    }
    return shapes;
  }

  private static void cases(String kind, Class<?> sealed, Map<String, Class<?>> shapes) {
    for (Class<?> type : sealed.getPermittedSubclasses()) {
      if (type.isSealed()) {
        cases(kind, type, shapes);
      } else {
        shapes.put(kind + "/" + type.getSimpleName(), type);
      }
    }
  }
}
