package io.weir.engine.interchange.csvw;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentPrinter;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.JsonText;
import io.weir.engine.definition.Node;
import io.weir.engine.definition.Problems;
import io.weir.engine.interchange.Exported;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a module document into strict CSVW metadata: a group of tables, each with one CSV file. It
 * describes the records as they are collected, before anonymization. Policies, anonymization,
 * further sources and the upload are not in it, for CSVW has no words for them.
 */
public final class CsvwExport {
  private CsvwExport() {}

  /**
   * @throws WeirException INVALID_DOCUMENT if it is no module document
   */
  public static Exported write(String document) {
    if (DocumentReader.withoutExtensions().read(document)
        instanceof DocumentResult.Rejected(List<DocumentProblem> wrong)) {
      throw new WeirException(wrong.getFirst().toProblem(ErrorCode.INVALID_DOCUMENT));
    }
    Problems problems = new Problems();
    Node.Obj module = (Node.Obj) JsonText.parse(document, problems).orElseThrow();
    String metadata = DocumentPrinter.print(group(module, problems));
    return new Exported(metadata, problems.warnings());
  }

  private static ObjectNode group(Node.Obj module, Problems problems) {
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    group
        .put("@context", MetadataReader.CONTEXT)
        .put("@id", Members.text(module, "id"))
        .put("schema:name", Members.text(module, "name"))
        .put("schema:version", Members.text(module, "version"));
    Members.copyText(module, "description", group, "dc:description");
    Members.copyText(module, "license", group, "dc:license");
    Map<String, String> urls = new HashMap<>();
    List<Node.Obj> tables = Members.objects(module, "tables");
    for (Node.Obj table : tables) {
      String name = Members.text(table, "url");
      String url = CsvFile.of(table).path().orElse(name + ".csv");
      urls.put(name, urls.containsValue(url) ? name + ".csv" : url);
    }
    ArrayNode written = group.putArray("tables");
    tables.forEach(table -> written.add(new TableExport(table, urls, problems).write()));
    return group;
  }
}
