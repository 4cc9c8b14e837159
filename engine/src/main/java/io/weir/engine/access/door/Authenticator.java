package io.weir.engine.access.door;

import io.weir.engine.vocabulary.Caller;
import java.util.Optional;

/** Establishes who a caller is. */
public interface Authenticator {
  /** The caller who holds this token, or empty if nobody does. */
  Optional<Caller> authenticate(String token);
}
