package io.weir.engine.authorization;

import io.weir.engine.vocabulary.Role;
import java.util.Set;

/** Who may do an action. */
public sealed interface Permission {
  /** Everybody whose identity is established. */
  record Everybody() implements Permission {}

  /** Holders of one of the roles. */
  record Holders(Set<Role> roles) implements Permission {
    public Holders {
      roles = Set.copyOf(roles);
    }
  }

  /** Holders of the role, on what they own. */
  record Owners(Role role) implements Permission {}

  /** Everybody on themselves; holders of the role on anybody. */
  record Themselves(Role role) implements Permission {}
}
