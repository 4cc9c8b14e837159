package io.weir.spi;

import java.util.Map;
import java.util.Optional;

/**
 * How to reach one system. Secrets are kept apart so that printing settings never prints one.
 *
 * @param plain settings that may be shown
 * @param secrets settings that may not
 */
public record Settings(Map<String, String> plain, Map<String, String> secrets) {
  public Settings {
    plain = Map.copyOf(plain);
    secrets = Map.copyOf(secrets);
  }

  public static Settings none() {
    return new Settings(Map.of(), Map.of());
  }

  /** A setting by name, secret or not. */
  public Optional<String> get(String name) {
    String secret = secrets.get(name);
    return Optional.ofNullable(secret == null ? plain.get(name) : secret);
  }

  /**
   * A setting that must be there.
   *
   * @throws InvalidParameters if it is not
   */
  public String require(String name) {
    return get(name)
        .orElseThrow(
            () -> new InvalidParameters(name, "the connection needs the setting \"" + name + "\""));
  }

  @Override
  public String toString() {
    return "Settings[plain=" + plain.keySet() + ", secrets=" + secrets.keySet() + "]";
  }
}
