package io.weir.engine.authorization;

import io.weir.engine.vocabulary.Caller;
import io.weir.engine.vocabulary.Role;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Decides who may do what, from its arguments alone. */
public final class Authorization {
  private Authorization() {}

  public static Decision decide(Caller caller, Action action, Resource resource) {
    return switch (action.permission()) {
      case Permission.Everybody() -> new Decision.Allowed();
      case Permission.Holders(Set<Role> roles) -> holding(caller, roles);
      case Permission.Owners(Role role) ->
          resource.owners().contains(caller.name())
              ? holding(caller, Set.of(role))
              : new Decision.Denied(
                  "only an owner of " + resource.path() + " may do this; ask one of them");
      case Permission.Themselves(Role role) ->
          resource.id().equals(caller.name())
              ? new Decision.Allowed()
              : holding(caller, Set.of(role));
    };
  }

  /** Whether somebody may read or write through a connection. */
  public static boolean mayUse(String caller, Collection<String> owners) {
    return owners.contains(caller);
  }

  private static Decision holding(Caller caller, Set<Role> roles) {
    if (roles.stream().anyMatch(caller.roles()::contains)) {
      return new Decision.Allowed();
    }
    Set<Role> sorted = new TreeSet<>(roles);
    String names = String.join(" or ", sorted.stream().map(Role::name).toList());
    return new Decision.Denied("this needs the role " + names);
  }
}
