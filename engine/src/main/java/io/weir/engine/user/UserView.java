package io.weir.engine.user;

import io.weir.engine.vocabulary.Role;
import java.util.Set;

/** A person and the roles they hold. */
public record UserView(String id, Set<Role> roles) {
  public UserView {
    roles = Set.copyOf(roles);
  }
}
