package io.weir.engine.views;

import io.weir.engine.outbox.Outbox;
import io.weir.engine.outbox.OutboxState;
import io.weir.engine.outbox.OutboxView;

/** Outboxes in lists. */
final class ListedOutboxes {
  private ListedOutboxes() {}

  static OutboxView after(Outbox.Event event, Folding.Before<OutboxView> before) {
    return switch (event) {
      case Outbox.OutboxPrepared prepared -> Outbox.view(prepared);
      case Outbox.OutboxConfirmed confirmed ->
          to(before.apply(confirmed.id()), confirmed.revision(), OutboxState.UPLOAD_CONFIRMED);
      case Outbox.OutboxUploaded uploaded ->
          to(before.apply(uploaded.id()), uploaded.revision(), OutboxState.UPLOADED);
      case Outbox.OutboxCleared cleared ->
          to(before.apply(cleared.id()), cleared.revision(), OutboxState.CLEARED);
    };
  }

  private static OutboxView to(OutboxView outbox, long revision, OutboxState state) {
    return new OutboxView(
        outbox.id(),
        outbox.run(),
        outbox.task(),
        revision,
        state,
        outbox.tables(),
        outbox.preparedAt());
  }
}
