package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Done;
import io.weir.engine.access.door.Door;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Resource;
import io.weir.engine.user.UserView;
import io.weir.engine.user.Users;
import io.weir.engine.vocabulary.Caller;
import io.weir.v1.GetUserRequest;
import io.weir.v1.User;
import io.weir.v1.UserManagerPowerApi;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.grpc.javadsl.Metadata;

/** The service {@code UserManager}. */
final class UserService implements UserManagerPowerApi {
  private final Door door;
  private final Users users;

  UserService(Door door, Users users) {
    this.door = door;
    this.users = users;
  }

  @Override
  public CompletionStage<User> getUser(GetUserRequest in, Metadata metadata) {
    var call = Calls.of(metadata);
    String id =
        in.getUserId().isEmpty()
            ? door.identify(call).map(Caller::name).orElse("")
            : in.getUserId();
    return door.enter(
        call,
        Action.GET_USER,
        Resource.of("user", id),
        caller -> users.get(id).thenApply(found -> Done.looked(user(found))));
  }

  private static User user(UserView user) {
    return User.newBuilder()
        .setUserId(user.id())
        .addAllRoles(user.roles().stream().map(Enum::name).sorted().toList())
        .build();
  }
}
