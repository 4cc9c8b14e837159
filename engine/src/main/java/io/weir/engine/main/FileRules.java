package io.weir.engine.main;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.RulesScript;
import java.nio.file.Path;
import java.util.List;

/**
 * The rules for a file: an ANONYMIZATION script for its one table, or just what that script says of
 * the table.
 */
record FileRules(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a proposed document with the rules put in.
   *
   * @param document of one table
   */
  DocumentResult into(String document, DocumentReader reader) {
    String text = HierarchyFiles.expanded(file);
    RulesScript script =
        RulesScript.anonymization(file.getFileName().toString(), whole(text, document));
    return reader.read(document, List.of(script));
  }

  /** On the same line, so that the lines of problems are those of the file. */
  static String whole(String text, String document) {
    try {
      JsonNode table = JSON.readTree(document).at("/tables/0/url");
      return JSON.readTree(text).has("tables")
          ? text
          : "{\"tables\":{" + JSON.writeValueAsString(table.asText()) + ":" + text + "}}";
    } catch (JsonProcessingException e) {
      return text; // The reader tells what is wrong with it, and where.
    }
  }
}
