package io.weir.engine.main;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.v1.Problem;

/** What a command was given cannot be used. */
final class InputProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final int exitCode;

  private InputProblem(Problem problem, int exitCode) {
    super(problem.getMessage());
    this.problem = problem;
    this.exitCode = exitCode;
  }

  /** A file that is not there, or not what it should be. */
  static InputProblem inFile(String file, String message, String advice) {
    return new InputProblem(
        Problem.newBuilder()
            .setCode(ErrorCode.INVALID_REQUEST.code())
            .setMessage(message)
            .setAdvice(advice)
            .putWhere("file", file)
            .build(),
        ExitCode.PROBLEM);
  }

  /** Something else that cannot be used. */
  static InputProblem of(String message, String advice) {
    return new InputProblem(
        Problem.newBuilder()
            .setCode(ErrorCode.INVALID_REQUEST.code())
            .setMessage(message)
            .setAdvice(advice)
            .build(),
        ExitCode.PROBLEM);
  }

  Problem problem() {
    return problem;
  }

  int exitCode() {
    return exitCode;
  }
}
