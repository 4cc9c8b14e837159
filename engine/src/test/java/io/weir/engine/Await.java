package io.weir.engine;

import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens elsewhere: for an answer, or until something holds. */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Await() {}

  public static <T> T answer(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** The problem a call fails with. */
  public static WeirException refusal(CompletionStage<?> stage) {
    try {
      Object answer = answer(stage);
      throw new AssertionError("it was not refused but answered " + answer);
    } catch (WeirException e) {
      return e;
    }
  }

  /** Looks again and again until what is seen is right. */
  public static <T> T until(Supplier<T> look, java.util.function.Predicate<? super T> right) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      T seen = look.get();
      if (right.test(seen)) {
        return seen;
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("still: " + seen);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
