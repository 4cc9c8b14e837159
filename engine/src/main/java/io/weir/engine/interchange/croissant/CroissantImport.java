package io.weir.engine.interchange.croissant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentPrinter;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.JsonText;
import io.weir.engine.definition.Node;
import io.weir.engine.definition.PlainJson;
import io.weir.engine.definition.Problems;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.croissant.Graph.Dataset;
import io.weir.engine.interchange.croissant.TableDraft.Collection;
import io.weir.engine.interchange.croissant.TableDraft.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a Croissant description (0.8, 1.0 or 1.1) into a module document: record sets become
 * tables, fields columns, CSV and JSON files sources. What has no place in a module document is
 * told in warnings. A table that no single file of text holds gets a script that is still to be
 * written, so that the rest of the document can be used at once. Nothing is loaded.
 *
 * <p>A description that the format's own rules forbid is refused with all its problems; each names
 * the node and the property.
 */
public final class CroissantImport {
  private CroissantImport() {}

  /** The module document of a description. */
  public static Imported read(String description) {
    Problems problems = new Problems();
    Optional<ModuleWriter> writer = writer(description, problems);
    if (writer.isEmpty()) {
      return new Imported.Refused(problems.errors());
    }
    String document = DocumentPrinter.print(writer.get().write());
    return switch (DocumentReader.withoutExtensions().read(document)) {
      case DocumentResult.Resolved _ -> new Imported.Document(document, problems.warnings());
      case DocumentResult.Rejected(List<DocumentProblem> rejected) ->
          new Imported.Refused(
              rejected.stream()
                  .map(problem ->
                      new DocumentProblem(
                          "",
                          1,
                          1,
                          "no module document can say this: " + problem.message(),
                          problem.advice()))
                  .toList());
    };
  }

  /**
   * The records that stand in a description, as files the module document of {@link #read} names as
   * sources: by path beside the document, each a JSON array. Empty if the description is refused.
   */
  public static Map<String, String> files(String description) {
    Map<String, String> files = new LinkedHashMap<>();
    writer(description, new Problems())
        .ifPresent(writer -> {
          for (TableDraft draft : writer.tables()) {
            if (draft.collection() instanceof Collection.Written(String path)) {
              files.put(path, DocumentPrinter.print(records(draft)));
            }
          }
        });
    return files;
  }

  private static Optional<ModuleWriter> writer(String description, Problems problems) {
    Optional<Node> root = JsonText.parse(description, problems);
    if (root.isEmpty() || problems.any()) {
      return Optional.empty();
    }
    if (!(root.get() instanceof Node.Obj object)) {
      problems.error(
          root.get().place(),
          "the description must be an object, not " + root.get().kind(),
          "write one dataset in { }");
      return Optional.empty();
    }
    Dataset dataset = new GraphReader(object, problems).read();
    new GraphCheck(dataset, problems).check();
    ModuleWriter writer = new ModuleWriter(dataset, problems);
    if (!problems.any() && writer.tables().isEmpty()) {
      problems.error(
          dataset.node().place(),
          dataset.node().what() + " has no RecordSet with fields, so it describes no table",
          "describe its records in \"recordSet\"; files alone make no table");
    }
    return problems.any() ? Optional.empty() : Optional.of(writer);
  }

  private static ArrayNode records(TableDraft draft) {
    ArrayNode records = JsonNodeFactory.instance.arrayNode();
    for (Node node : draft.set().data().orElseThrow()) {
      if (node instanceof Node.Obj object) {
        ObjectNode record = records.addObject();
        for (Column column : draft.columns()) {
          Optional.ofNullable(object.members().get(column.field().id()))
              .or(() -> Optional.ofNullable(object.members().get(column.title())))
              .or(() -> Optional.ofNullable(object.members().get(column.field().name())))
              .ifPresent(value -> record.set(column.name(), PlainJson.of(value)));
        }
      }
    }
    return records;
  }
}
