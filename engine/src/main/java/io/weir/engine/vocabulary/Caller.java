package io.weir.engine.vocabulary;

import java.util.Set;

/** Somebody whose identity has been established, and the roles they hold. */
public record Caller(String name, Set<Role> roles) {
  public Caller {
    roles = Set.copyOf(roles);
  }
}
