package io.weir.engine.access.door;

import io.weir.engine.audit.AuditLog;
import io.weir.engine.audit.AuditOutcome;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Authorization;
import io.weir.engine.authorization.Decision;
import io.weir.engine.authorization.Resource;
import io.weir.engine.vocabulary.Caller;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in. Every call is authenticated, authorized and written to the audit log before
 * anything is done, and its end is written after; what cannot be written is not done.
 */
public final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String NOBODY = "-";

  private final Authenticator authenticator;
  private final AuditLog audit;
  private final CallMeter meter;
  private final Executor blocking;

  /**
   * @param blocking where the audit log is written; its threads may wait
   */
  public Door(Authenticator authenticator, AuditLog audit, CallMeter meter, Executor blocking) {
    this.authenticator = authenticator;
    this.audit = audit;
    this.meter = meter;
    this.blocking = blocking;
  }

  /** Does something whose resource is known. */
  public <T> CompletionStage<T> enter(
      Call call, Action action, Resource resource, Function<Caller, CompletionStage<Done<T>>> act) {
    return enter(call, action, resource, CompletableFuture::completedFuture, act);
  }

  /**
   * Does something whose permission depends on more than the resource's name.
   *
   * @param complete looks up the rest, such as the owners; called for known callers only
   */
  public <T> CompletionStage<T> enter(
      Call call,
      Action action,
      Resource resource,
      Function<Resource, CompletionStage<Resource>> complete,
      Function<Caller, CompletionStage<Done<T>>> act) {
    long begun = System.nanoTime();
    CompletableFuture<T> answer =
        knock(call, action, resource, complete, begun)
            .thenCompose(entry -> perform(entry, begun, act))
            .toCompletableFuture();
    return within(call.timeout(), answer);
  }

  /**
   * Lets somebody begin something that goes on for a while, such as watching; the end is to be
   * reported to the {@link Entry}.
   */
  public CompletionStage<Entry> open(Call call, Action action, Resource resource) {
    return knock(call, action, resource, CompletableFuture::completedFuture, System.nanoTime());
  }

  /** Records a call that showed no valid token and gives what to answer it. */
  public CompletionStage<WeirException> turnAway(String action, String resource) {
    long begun = System.nanoTime();
    return CompletableFuture.supplyAsync(
        () -> {
          record(NOBODY, action, resource, AuditOutcome.DENIED, ErrorCode.UNAUTHENTICATED, begun);
          return unauthenticated();
        },
        blocking);
  }

  /** Whether the call shows a valid token. */
  public Optional<Caller> identify(Call call) {
    return call.token().flatMap(authenticator::authenticate);
  }

  private CompletionStage<Entry> knock(
      Call call,
      Action action,
      Resource resource,
      Function<Resource, CompletionStage<Resource>> complete,
      long begun) {
    Optional<Caller> known = identify(call);
    if (known.isEmpty()) {
      return turnAway(action.call(), resource.path())
          .thenCompose(CompletableFuture::<Entry>failedFuture);
    }
    Caller caller = known.get();
    return CompletableFuture.completedFuture(resource)
        .thenCompose(complete)
        .handleAsync(
            (whole, failure) ->
                failure == null
                    ? admit(caller, action, whole, begun)
                    : refuse(caller, action, resource, failure, begun),
            blocking);
  }

  private Entry admit(Caller caller, Action action, Resource resource, long begun) {
    return switch (Authorization.decide(caller, action, resource)) {
      case Decision.Allowed() ->
          new Entry(
              audit.begin(caller.name(), action.call(), resource.path()), caller, action, begun);
      case Decision.Denied(String reason) -> {
        record(
            caller.name(),
            action.call(),
            resource.path(),
            AuditOutcome.DENIED,
            ErrorCode.PERMISSION_DENIED,
            begun);
        throw new WeirException(
            Problem.of(
                ErrorCode.PERMISSION_DENIED,
                caller.name() + " may not call " + action.call() + ": " + reason + ".",
                "Ask an administrator for what is missing."));
      }
    };
  }

  private Entry refuse(
      Caller caller, Action action, Resource resource, Throwable failure, long begun) {
    Throwable cause = unwrap(failure);
    record(
        caller.name(),
        action.call(),
        resource.path(),
        AuditOutcome.FAILED,
        Failures.code(cause),
        begun);
    throw new CompletionException(cause);
  }

  private <T> CompletionStage<T> perform(
      Entry entry, long begun, Function<Caller, CompletionStage<Done<T>>> act) {
    CompletionStage<Done<T>> done;
    try {
      done = act.apply(entry.caller());
    } catch (RuntimeException e) {
      done = CompletableFuture.failedFuture(e);
    }
    return done.handleAsync(
        (result, failure) -> {
          if (failure == null) {
            entry.succeeded(result.change());
            return result.answer();
          }
          Throwable cause = unwrap(failure);
          entry.failed(cause);
          throw new CompletionException(cause);
        },
        blocking);
  }

  private void record(
      String actor,
      String action,
      String resource,
      AuditOutcome outcome,
      ErrorCode code,
      long begun) {
    long id = audit.begin(actor, action, resource);
    audit.end(id, outcome, Optional.of(code), Map.of());
    meter.called(action, outcome, Duration.ofNanos(System.nanoTime() - begun));
  }

  /** What was begun goes on and is recorded as it ends; only the caller's waiting is over. */
  private static <T> CompletionStage<T> within(
      Optional<Duration> timeout, CompletableFuture<T> answer) {
    Duration longest = timeout.filter(it -> it.compareTo(LONGEST) < 0).orElse(LONGEST);
    return answer
        .copy()
        .orTimeout(longest.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionallyCompose(failure ->
            CompletableFuture.failedFuture(
                failure instanceof TimeoutException ? tooLate(longest) : unwrap(failure)));
  }

  private static WeirException tooLate(Duration longest) {
    return new WeirException(
        Problem.of(
            ErrorCode.DEADLINE_EXCEEDED,
            "No answer within " + longest.toMillis() + " ms.",
            "Ask again with the same idempotency key and more time: what was begun goes on."));
  }

  private static WeirException unauthenticated() {
    return new WeirException(
        Problem.of(
            ErrorCode.UNAUTHENTICATED,
            "The call shows no valid token.",
            "Send the header \"authorization: Bearer <token>\"; the node's token is in the file"
                + " \"token\" of its data directory."));
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** An attempt that was let in and written down; to be ended once. */
  public final class Entry {
    private final long id;
    private final Caller caller;
    private final Action action;
    private final long begun;

    private Entry(long id, Caller caller, Action action, long begun) {
      this.id = id;
      this.caller = caller;
      this.action = action;
      this.begun = begun;
    }

    public Caller caller() {
      return caller;
    }

    /** Blocks until it is written. */
    public void succeeded(Map<String, String> change) {
      end(AuditOutcome.SUCCEEDED, Optional.empty(), change);
    }

    /** Blocks until it is written. */
    public void failed(Throwable failure) {
      end(AuditOutcome.FAILED, Optional.of(Failures.code(failure)), Map.of());
    }

    /**
     * The act is done and cannot be undone: a log that fails now must not turn it into a failure.
     */
    private void end(AuditOutcome outcome, Optional<ErrorCode> code, Map<String, String> change) {
      meter.called(action.call(), outcome, Duration.ofNanos(System.nanoTime() - begun));
      try {
        audit.end(id, outcome, code, change);
      } catch (RuntimeException e) {
        LOG.error("the end of audit entry {} could not be written; it stays ATTEMPTED", id);
      }
    }
  }
}
