package io.weir.engine.interchange.croissant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The context of an exported description: an object, for its readers load none, and with the https
 * form of schema.org, for they know no other.
 */
final class ExportContext {
  private static final List<String> OF_CROISSANT =
      List.of(
          "citeAs",
          "column",
          "extract",
          "field",
          "fileObject",
          "fileProperty",
          "fileSet",
          "format",
          "includes",
          "isLiveDataset",
          "jsonPath",
          "key",
          "md5",
          "parentField",
          "path",
          "recordSet",
          "references",
          "regex",
          "repeated",
          "replace",
          "separator",
          "source",
          "subField",
          "transform");

  private ExportContext() {}

  static ObjectNode node() {
    Map<String, String> terms = new TreeMap<>();
    OF_CROISSANT.forEach(term -> terms.put(term, "cr:" + term));
    terms.put("conformsTo", "dct:conformsTo");
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.put("@language", "en");
    context.put("@vocab", "https://schema.org/");
    context.put("cr", "http://mlcommons.org/croissant/");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("sc", "https://schema.org/");
    terms.forEach(context::put);
    context.putObject("data").put("@id", "cr:data").put("@type", "@json");
    context.putObject("dataType").put("@id", "cr:dataType").put("@type", "@vocab");
    context.putObject("examples").put("@id", "cr:examples").put("@type", "@json");
    return context;
  }
}
