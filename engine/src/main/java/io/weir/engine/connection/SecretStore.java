package io.weir.engine.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the values of secret settings, encrypted. A value is stored under a reference of its own,
 * never changed, and removed when nothing refers to it. Implemented by {@code storage}; calls
 * block.
 */
public interface SecretStore {
  /** Stores a value. */
  void put(SecretName name, String value);

  /** A stored value. */
  Optional<String> get(SecretName name);

  /**
   * Removes values of a connection that nothing refers to.
   *
   * @param kept the references in use
   * @param grace values younger than this stay: a change that refers to them may be under way
   */
  void sweep(String connection, Set<String> kept, Duration grace);

  /**
   * Names one value.
   *
   * @param reference tells this value from earlier and later ones of the same setting
   */
  record SecretName(String connection, String setting, String reference) {}
}
