package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.access.door.Failures;
import io.weir.engine.main.client.CallFailed;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import io.weir.v1.Problem;
import java.util.List;

/** How a command ends that could not do what it was asked: what is told, and the exit code. */
final class FailureReport {
  private final Streams streams;
  private final boolean json;

  FailureReport(Streams streams, List<String> arguments) {
    this.streams = streams;
    this.json = arguments.contains("--json");
  }

  int of(Throwable failure) {
    return switch (failure) {
      case CallFailed refused -> told(refused.problems(), ExitCode.PROBLEM);
      case RunEnded ended -> told(List.of(ended.problem()), ExitCode.PROBLEM);
      case InputProblem wrong -> told(List.of(wrong.problem()), wrong.exitCode());
      case StartFailure start ->
          told(
              List.of(problem(ErrorCode.UNAVAILABLE.code(), start.getMessage(), start.advice())),
              ExitCode.ENVIRONMENT);
      case WeirException known ->
          told(known.problems().stream().map(FailureReport::problem).toList(), ExitCode.PROBLEM);
      default -> told(List.of(problem(Failures.tell(failure))), ExitCode.DEFECT);
    };
  }

  private int told(List<Problem> problems, int code) {
    ProblemPrinter.print(streams.err(), problems);
    if (json) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      result.put("ok", false);
      result.set("problems", ProblemPrinter.json(problems));
      streams.out().line(result.toString());
    }
    return code;
  }

  private static Problem problem(io.weir.engine.vocabulary.Problem problem) {
    return problem(problem.code().code(), problem.message(), problem.advice()).toBuilder()
        .putAllWhere(problem.where())
        .build();
  }

  private static Problem problem(String code, String message, String advice) {
    return Problem.newBuilder().setCode(code).setMessage(message).setAdvice(advice).build();
  }
}
