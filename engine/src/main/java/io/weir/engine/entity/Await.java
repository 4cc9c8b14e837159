package io.weir.engine.entity;

import io.weir.engine.vocabulary.WeirException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for an answer; only for threads that may block. */
public final class Await {
  private Await() {}

  /**
   * The result of a stage.
   *
   * @throws WeirException if that is how it failed
   */
  public static <T> T on(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable cause = cause(e);
      if (cause instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }

  /** What a stage really failed with. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
