package io.weir.engine.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} to the door. */
public final class WeirException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient List<Problem> problems;

  public WeirException(Problem problem, @Nullable Throwable cause) {
    super(problem.code().code() + " " + problem.message(), cause);
    this.problem = problem;
    this.problems = List.of(problem);
  }

  /**
   * Several problems found at once.
   *
   * @param summary what they amount to
   * @param problems each of them; at least one
   */
  public WeirException(Problem summary, List<Problem> problems) {
    super(summary.code().code() + " " + summary.message());
    this.problem = summary;
    this.problems = List.copyOf(problems);
  }

  public WeirException(Problem problem) {
    this(problem, List.of(problem));
  }

  public Problem problem() {
    return problem;
  }

  /** All that was found wrong at once; mostly just the one problem. */
  public List<Problem> problems() {
    return problems;
  }
}
