package io.weir.engine.definition;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.util.Comparator;
import java.util.Map;

/**
 * Something in a module document or a declarative script that must (or, as a warning, should) be
 * mended.
 *
 * @param pointer JSON pointer (RFC 6901) to the value at fault; empty for the whole text
 * @param line from 1
 * @param column from 1, in UTF-16 units
 * @param message what is wrong with which thing, without a full stop
 * @param advice what to do, without a full stop
 */
public record DocumentProblem(String pointer, int line, int column, String message, String advice) {

  static final Comparator<DocumentProblem> IN_READING_ORDER =
      Comparator.comparingInt(DocumentProblem::line).thenComparingInt(DocumentProblem::column);

  /** The problem as an error of the door; code is INVALID_DOCUMENT or INVALID_SCRIPT. */
  public Problem toProblem(ErrorCode code) {
    return new Problem(
        code,
        message,
        advice,
        Map.of(
            "pointer",
            pointer,
            "line",
            Integer.toString(line),
            "column",
            Integer.toString(column)));
  }

  /** {@code line:column pointer: message; advice}. */
  @Override
  public String toString() {
    return line
        + ":"
        + column
        + " "
        + (pointer.isEmpty() ? "(document)" : pointer)
        + ": "
        + message
        + "; "
        + advice;
  }
}
