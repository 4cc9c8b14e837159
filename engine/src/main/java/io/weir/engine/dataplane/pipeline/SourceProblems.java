package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.decode.RecordException;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ConnectorException;
import io.weir.spi.InvalidParameters;
import java.util.concurrent.CompletionException;

/** Whatever goes wrong with a source, told with the table and the source. */
final class SourceProblems {
  private final String table;
  private final String source;
  private final SourcePlan.Shape shape;

  SourceProblems(String table, SourcePlan plan) {
    this.table = table;
    this.source = plan.name();
    this.shape = plan.shape();
  }

  /**
   * @param recordsBefore how many records of the source were taken before
   */
  WeirException of(Throwable failure, long recordsBefore) {
    return switch (failure) {
      case WeirException known ->
          new WeirException(known.problem().at("table", table).at("source", source), known);
      case RecordException record -> record.in(table, source, recordsBefore, shape::field);
      case ConnectorException connector ->
          problem(code(connector.kind()), connector.getMessage(), connector.advice(), connector);
      case InvalidParameters parameters ->
          problem(
              ErrorCode.SOURCE_REFUSED,
              parameters.getMessage(),
              "Mend the source's settings in the module document.",
              parameters);
      case CompletionException wrapped when wrapped.getCause() != null ->
          of(wrapped.getCause(), recordsBefore);
      default ->
          problem(
              ErrorCode.SOURCE_FAILED,
              "extraction broke off unexpectedly (" + failure.getClass().getSimpleName() + ")",
              "Look for this failure in the node's log and report it to whoever made the"
                  + " connector.",
              failure);
    };
  }

  /** That a source delivered less than the document expects. */
  WeirException tooFew(long records, long minimum) {
    return problem(
        ErrorCode.TOO_FEW_RECORDS,
        "it delivered " + records + " records, and at least " + minimum + " are expected",
        "Check that the source is whole, or expect fewer with \"minimumRecords\".",
        new IllegalStateException("too few records"));
  }

  private WeirException problem(ErrorCode code, String what, String advice, Throwable cause) {
    String end = what.endsWith(".") ? "" : ".";
    Problem problem =
        Problem.of(code, "Table " + table + ", source " + source + ": " + what + end, advice);
    return new WeirException(problem.at("table", table).at("source", source), cause);
  }

  private static ErrorCode code(ConnectorException.Kind kind) {
    return switch (kind) {
      case REFUSED -> ErrorCode.SOURCE_REFUSED;
      case UNAVAILABLE -> ErrorCode.SOURCE_UNAVAILABLE;
      case TIMED_OUT -> ErrorCode.SOURCE_TIMED_OUT;
      case FAILED, FENCED, UNKNOWN -> ErrorCode.SOURCE_FAILED;
    };
  }
}
