package io.weir.engine.authorization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.weir.engine.vocabulary.Caller;
import io.weir.engine.vocabulary.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may do what is written down in {@code matrix.txt}, once for people and once as code. */
class AuthorizationTest {
  private static final List<FileDescriptor> API =
      List.of(
          io.weir.v1.Scripts.getDescriptor(),
          io.weir.v1.Tasks.getDescriptor(),
          io.weir.v1.Data.getDescriptor(),
          io.weir.v1.Connections.getDescriptor(),
          io.weir.v1.Users.getDescriptor(),
          io.weir.v1.Secrets.getDescriptor(),
          io.weir.v1.Audit.getDescriptor());

  @Test
  void every_method_of_the_api_has_an_action_and_every_action_a_method() {
    Set<String> methods =
        API.stream()
            .flatMap(file -> file.getServices().stream())
            .flatMap(service ->
                service.getMethods().stream()
                    .map(method -> service.getName() + "/" + method.getName()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> actions =
        Stream.of(Action.values()).map(Action::call).collect(Collectors.toCollection(TreeSet::new));
    assertTrue(methods.size() > 30, "the API's descriptors were not seen");
    assertEquals(
        methods, actions, "a new method needs an Action and a row in authorization/matrix.txt");
  }

  @Test
  void decisions_are_those_of_the_matrix() throws IOException {
    var expected = new TreeMap<String, Set<Role>>();
    for (String line : matrix()) {
      String[] words = line.trim().split("\\s+");
      expected.put(
          words[0],
          Arrays.stream(words).skip(1).map(Role::valueOf).collect(Collectors.toUnmodifiableSet()));
    }
    var actual = new TreeMap<String, Set<Role>>();
    for (Action action : Action.values()) {
      actual.put(
          action.call(),
          Stream.of(Role.values())
              .filter(role -> allowed(role, action))
              .collect(Collectors.toUnmodifiableSet()));
    }
    assertEquals(expected, actual);
  }

  @Test
  void somebody_without_a_role_may_only_look_at_connections_and_themselves() {
    var nobody = new Caller("nora", Set.of());
    Set<Action> allowed =
        Stream.of(Action.values())
            .filter(action ->
                Authorization.decide(nobody, action, Resource.of("user", "nora"))
                    instanceof Decision.Allowed)
            .collect(Collectors.toSet());
    assertEquals(Set.of(Action.GET_CONNECTION, Action.LIST_CONNECTIONS, Action.GET_USER), allowed);
  }

  @Test
  void a_connection_is_changed_by_its_owners_only() {
    var owner = new Caller("olga", Set.of(Role.CONNECTION_OWNER));
    Resource hers = Resource.of("connection", "erp").ownedBy(Set.of("olga"));
    Resource his = Resource.of("connection", "shop").ownedBy(Set.of("otto"));
    assertInstanceOf(
        Decision.Allowed.class, Authorization.decide(owner, Action.UPDATE_CONNECTION, hers));
    Decision denied = Authorization.decide(owner, Action.UPDATE_CONNECTION, his);
    assertEquals(
        new Decision.Denied("only an owner of connection/shop may do this; ask one of them"),
        denied);
  }

  @Test
  void an_owner_who_lost_the_role_changes_nothing() {
    var former = new Caller("olga", Set.of(Role.TASK_EDITOR));
    Resource hers = Resource.of("connection", "erp").ownedBy(Set.of("olga"));
    assertEquals(
        new Decision.Denied("this needs the role CONNECTION_OWNER"),
        Authorization.decide(former, Action.UPDATE_CONNECTION, hers));
  }

  /** On something that the caller owns, but that is not the caller. */
  private static boolean allowed(Role role, Action action) {
    var caller = new Caller("carla", Set.of(role));
    Resource resource = Resource.of("thing", "one").ownedBy(Set.of("carla"));
    return Authorization.decide(caller, action, resource) instanceof Decision.Allowed;
  }

  private static List<String> matrix() throws IOException {
    try (InputStream in = AuthorizationTest.class.getResourceAsStream("matrix.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }
}
