package io.weir.engine.user;

import io.weir.engine.entity.Refusals;
import io.weir.engine.vocabulary.Role;
import io.weir.engine.vocabulary.WeirException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All users: on a node without an identity provider one local user, who holds every role. */
public final class Users {
  private final UserView local;

  public Users(String localUser) {
    this.local = new UserView(localUser, Set.of(Role.values()));
  }

  /** A user; fails with NOT_FOUND. */
  public CompletionStage<UserView> get(String id) {
    return id.equals(local.id())
        ? CompletableFuture.completedFuture(local)
        : CompletableFuture.failedFuture(new WeirException(Refusals.notFound("user", id)));
  }
}
