package io.weir.engine.interchange.csvw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import java.util.List;

/**
 * Asks the reader of module documents about a datatype, by a document that holds nothing else: so
 * what the import lets through is what the engine will accept.
 */
final class FormatTrial {
  private FormatTrial() {}

  /**
   * @param datatype as a module document has it
   */
  static List<DocumentProblem> problems(JsonNode datatype) {
    ObjectNode module = JsonNodeFactory.instance.objectNode();
    module
        .put("@context", "https://w3id.org/weir/v1")
        .put("id", "urn:weir:module:trial")
        .put("type", "DataModule")
        .put("name", "trial")
        .put("version", "1.0.0");
    ObjectNode table = module.putArray("tables").addObject().put("url", "trial");
    table.putArray("collect").addObject().put("source", "file").put("file", "trial.csv");
    ObjectNode column =
        table.putObject("tableSchema").putArray("columns").addObject().put("name", "trial");
    column.set("datatype", datatype);
    if (DatatypeReader.BOUNDS.stream().anyMatch(datatype::has)) {
      column.put("onOutOfRange", "drop");
    }
    return switch (DocumentReader.withoutExtensions().read(module.toString())) {
      case DocumentResult.Resolved _ -> List.of();
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          problems.stream().map(FormatTrial::withoutTrial).toList();
    };
  }

  /** The problem without the names of what was tried, which nobody wrote. */
  private static DocumentProblem withoutTrial(DocumentProblem problem) {
    String message =
        problem
            .message()
            .replace(" of column \"trial\" of table \"trial\"", "")
            .replace("column \"trial\" of table \"trial\"", "it");
    return new DocumentProblem(
        problem.pointer(), problem.line(), problem.column(), message, problem.advice());
  }
}
