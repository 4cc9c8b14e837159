package io.weir.engine.vocabulary;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} to the door. */
public final class WeirException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public WeirException(Problem problem, @Nullable Throwable cause) {
    super(problem.code().code() + " " + problem.message(), cause);
    this.problem = problem;
  }

  public WeirException(Problem problem) {
    this(problem, null);
  }

  public Problem problem() {
    return problem;
  }
}
