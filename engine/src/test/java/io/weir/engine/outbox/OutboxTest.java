package io.weir.engine.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.weir.engine.entity.Decision;
import io.weir.engine.entity.Origin;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Origin ADA = Origin.of("ada", "");
  private static final Outbox.Prepare PREPARE = new Outbox.Prepare("r1", "r1", "shop", List.of());

  private final Outbox outbox = new Outbox();
  private Optional<Outbox.State> state = outbox.empty();

  private OutboxView accept(Outbox.Command command) {
    if (outbox.decide(state, command, NOW)
        instanceof Decision.Accepted<Outbox.Event, Outbox.State>(var events, var after)) {
      for (Outbox.Event event : events) {
        state = outbox.apply(state, event);
      }
      assertEquals(after, state.orElseThrow());
      return after.view();
    }
    throw new AssertionError("refused: " + outbox.decide(state, command, NOW));
  }

  private ErrorCode refuse(Outbox.Command command) {
    return assertInstanceOf(Decision.Refused.class, outbox.decide(state, command, NOW))
        .problem()
        .code();
  }

  @Test
  void what_was_reviewed_is_what_is_confirmed() {
    accept(PREPARE);
    assertEquals(ErrorCode.REVISION_CONFLICT, refuse(new Outbox.Confirm("r1", 2, ADA)));
    OutboxView confirmed = accept(new Outbox.Confirm("r1", 1, ADA));
    assertEquals(OutboxState.UPLOAD_CONFIRMED, confirmed.state());
    assertEquals(2, confirmed.revision());
  }

  @Test
  void a_confirmation_may_be_repeated_for_the_revision_reviewed() {
    accept(PREPARE);
    OutboxView confirmed = accept(new Outbox.Confirm("r1", 1, ADA));
    assertEquals(confirmed, accept(new Outbox.Confirm("r1", 1, ADA)));
    assertEquals(ErrorCode.REVISION_CONFLICT, refuse(new Outbox.Confirm("r1", 2, ADA)));
  }

  @Test
  void preparing_and_uploading_happen_once() {
    OutboxView prepared = accept(PREPARE);
    assertEquals(prepared, accept(PREPARE));
    assertEquals(ErrorCode.WRONG_STATE, refuse(new Outbox.MarkUploaded("r1")));
    accept(new Outbox.Confirm("r1", 1, ADA));
    OutboxView uploaded = accept(new Outbox.MarkUploaded("r1"));
    assertEquals(3, uploaded.revision());
    assertEquals(uploaded, accept(new Outbox.MarkUploaded("r1")));
  }

  @Test
  void a_cleared_outbox_is_not_confirmed() {
    accept(PREPARE);
    accept(new Outbox.Clear("r1", ADA));
    assertEquals(ErrorCode.WRONG_STATE, refuse(new Outbox.Confirm("r1", 2, ADA)));
    assertEquals(ErrorCode.WRONG_STATE, refuse(new Outbox.MarkUploaded("r1")));
    assertEquals(OutboxState.CLEARED, accept(new Outbox.Clear("r1", ADA)).state());
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertEquals(ErrorCode.NOT_FOUND, refuse(new Outbox.Get("r1")));
    assertEquals(ErrorCode.NOT_FOUND, refuse(new Outbox.Confirm("r1", 1, ADA)));
  }
}
