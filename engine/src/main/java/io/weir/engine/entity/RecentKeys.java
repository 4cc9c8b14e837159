package io.weir.engine.entity;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The idempotency keys of an entity's latest changes, oldest first, so that a repeated call is
 * answered like the first and done once. Bounded: a client repeats a call within seconds, not after
 * 64 other changes.
 */
public record RecentKeys(List<Entry> entries) {
  private static final int LIMIT = 64;

  public RecentKeys {
    entries = List.copyOf(entries);
  }

  /** A key, whose it is and what it was used for. */
  public record Entry(String by, String key, String fingerprint) {}

  public static RecentKeys none() {
    return new RecentKeys(List.of());
  }

  /** These keys and that of one more change, if it had one. */
  public RecentKeys and(Cause cause) {
    if (cause.key().isEmpty()) {
      return this;
    }
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(cause.by(), cause.key(), cause.fingerprint()));
    return new RecentKeys(more.subList(Math.max(0, more.size() - LIMIT), more.size()));
  }

  /**
   * Decides a change unless it was made before.
   *
   * @param repeated the reply to a repeated call
   * @param first what becomes of a call not seen before
   */
  public <E, R> Decision<E, R> once(
      Origin origin, Supplier<R> repeated, Supplier<Decision<E, R>> first) {
    for (Entry entry : entries) {
      if (entry.by().equals(origin.by()) && entry.key().equals(origin.key())) {
        return entry.fingerprint().equals(origin.fingerprint())
            ? Decision.accept(List.of(), repeated.get())
            : Decision.refuse(misused());
      }
    }
    return first.get();
  }

  private static Problem misused() {
    return Problem.of(
            ErrorCode.INVALID_REQUEST,
            "The idempotency key was used before for a different request.",
            "Repeat a request unchanged, or give a new request a new key.")
        .at("field", "idempotency_key");
  }
}
