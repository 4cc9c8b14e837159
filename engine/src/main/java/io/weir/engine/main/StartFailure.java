package io.weir.engine.main;

import org.jspecify.annotations.Nullable;

/** A node could not be started; nothing of it is left running. */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /**
   * @param message what happened, one sentence
   * @param advice what to do next, one sentence
   */
  public StartFailure(String message, String advice, @Nullable Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  public StartFailure(String message, String advice) {
    this(message, advice, null);
  }

  public String advice() {
    return advice;
  }
}
