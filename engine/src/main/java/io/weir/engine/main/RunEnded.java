package io.weir.engine.main;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.v1.Problem;
import io.weir.v1.Run;

/** A run did not get where the command wanted it. */
final class RunEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RunEnded(Run run) {
    super(run.getProblem().getMessage());
    this.problem =
        run.hasProblem()
            ? run.getProblem().toBuilder().putWhere("run", run.getRunId()).build()
            : Problem.newBuilder()
                .setCode(ErrorCode.WRONG_STATE.code())
                .setMessage("The run " + run.getRunId() + " is " + run.getState() + ".")
                .setAdvice("Look at its history, and start another when it should go on.")
                .build();
  }

  Problem problem() {
    return problem;
  }
}
