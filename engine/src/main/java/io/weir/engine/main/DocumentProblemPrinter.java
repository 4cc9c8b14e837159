package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weir.engine.definition.DocumentProblem;
import java.nio.file.Path;
import java.util.List;

/** Tells what is wrong with a document: where, what, and what to do. */
final class DocumentProblemPrinter {
  private DocumentProblemPrinter() {}

  static void print(Terminal terminal, Path file, List<DocumentProblem> problems, boolean warning) {
    for (DocumentProblem problem : problems) {
      String kind = warning ? "warning" : terminal.bad("error");
      terminal.line(
          (problem.script().isEmpty() ? file : problem.script())
              + ":"
              + problem.line()
              + ":"
              + problem.column()
              + ": "
              + kind
              + ": "
              + problem.message());
      terminal.line("  at " + (problem.pointer().isEmpty() ? "the document" : problem.pointer()));
      terminal.line("  do: " + problem.advice());
    }
  }

  /**
   * @param file what the problems are of, unless they name a script
   */
  static ArrayNode json(Path file, List<DocumentProblem> problems, boolean warning) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (DocumentProblem problem : problems) {
      array
          .addObject()
          .put("file", problem.script().isEmpty() ? file.toString() : problem.script())
          .put("pointer", problem.pointer())
          .put("line", problem.line())
          .put("column", problem.column())
          .put("message", problem.message())
          .put("advice", problem.advice())
          .put("warning", warning);
    }
    return array;
  }

  static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
