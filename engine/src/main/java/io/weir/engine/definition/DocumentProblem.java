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
 * @param script the name of the script it stands in; empty for the document itself
 */
public record DocumentProblem(
    String pointer, int line, int column, String message, String advice, String script) {

  /** A problem of the document itself. */
  public DocumentProblem(String pointer, int line, int column, String message, String advice) {
    this(pointer, line, column, message, advice, "");
  }

  static final Comparator<DocumentProblem> IN_READING_ORDER =
      Comparator.comparing(DocumentProblem::script)
          .thenComparingInt(DocumentProblem::line)
          .thenComparingInt(DocumentProblem::column);

  /** The problem as an error of the door; code is INVALID_DOCUMENT or INVALID_SCRIPT. */
  public Problem toProblem(ErrorCode code) {
    Problem problem =
        new Problem(
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
    return script.isEmpty() ? problem : problem.at("script", script);
  }

  /** {@code line:column pointer: message; advice}, after the script's name if there is one. */
  @Override
  public String toString() {
    return (script.isEmpty() ? "" : script + ":")
        + line
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
