package io.weir.engine.access.door;

import java.util.Map;

/**
 * An act that succeeded: what the caller is answered, and what the audit log says of it.
 *
 * @param change names and numbers, never values of the data
 */
public record Done<T>(T answer, Map<String, String> change) {
  public Done {
    change = Map.copyOf(change);
  }

  /** An act that changed nothing. */
  public static <T> Done<T> looked(T answer) {
    return new Done<>(answer, Map.of());
  }

  public static <T> Done<T> changed(T answer, Map<String, String> change) {
    return new Done<>(answer, change);
  }
}
