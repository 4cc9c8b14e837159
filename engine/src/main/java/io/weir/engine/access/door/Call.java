package io.weir.engine.access.door;

import java.time.Duration;
import java.util.Optional;

/**
 * What comes with a call besides its message.
 *
 * @param token the bearer token, if the caller showed one
 * @param timeout how long the caller will wait, if they said so
 */
public record Call(Optional<String> token, Optional<Duration> timeout) {
  @Override
  public String toString() {
    return "Call[token " + (token.isPresent() ? "shown" : "absent") + ", timeout " + timeout + "]";
  }
}
