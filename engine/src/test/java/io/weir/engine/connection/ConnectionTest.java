package io.weir.engine.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.weir.engine.entity.Decision;
import io.weir.engine.entity.Origin;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Origin ADA = Origin.of("ada", "");

  private final Connection connection = new Connection();
  private Optional<Connection.State> state = connection.empty();

  private Connection.State accept(Connection.Command command) {
    if (connection.decide(state, command, NOW)
        instanceof Decision.Accepted<Connection.Event, Connection.State>(var events, var after)) {
      for (Connection.Event event : events) {
        state = connection.apply(state, event);
      }
      return after;
    }
    throw new AssertionError("refused: " + connection.decide(state, command, NOW));
  }

  private ErrorCode refuse(Connection.Command command) {
    return assertInstanceOf(Decision.Refused.class, connection.decide(state, command, NOW))
        .problem()
        .code();
  }

  private static Connection.Content content(Map<String, String> secrets) {
    return new Connection.Content("d", Map.of("url", "u"), secrets, List.of("bob", "ada", "bob"));
  }

  @Test
  void owners_are_told_once_and_in_order() {
    var made = new Connection.Create("db", "postgresql", content(Map.of()), ADA);
    assertEquals(List.of("ada", "bob"), accept(made).owners());
  }

  @Test
  void secrets_not_named_keep_their_value() {
    accept(new Connection.Create("db", "postgresql", content(Map.of("password", "r1")), ADA));
    var after = accept(new Connection.Update("db", content(Map.of("token", "r2")), 1, ADA));
    assertEquals(Map.of("password", "r1", "token", "r2"), after.secrets());
    assertEquals(List.of("password", "token"), after.view().secrets());
    var again = accept(new Connection.Update("db", content(Map.of("password", "r3")), 2, ADA));
    assertEquals(Map.of("password", "r3", "token", "r2"), again.secrets());
  }

  @Test
  void a_change_made_for_another_revision_is_refused() {
    accept(new Connection.Create("db", "postgresql", content(Map.of()), ADA));
    assertEquals(
        ErrorCode.REVISION_CONFLICT,
        refuse(new Connection.Update("db", content(Map.of("password", "r9")), 2, ADA)));
    assertEquals(Map.of(), accept(new Connection.Get("db")).secrets());
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertEquals(ErrorCode.NOT_FOUND, refuse(new Connection.Get("db")));
  }
}
