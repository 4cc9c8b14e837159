package io.weir.engine.main;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.RulesScript;
import java.nio.file.Path;
import java.util.ArrayList;
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
    return read(file.getFileName().toString(), HierarchyFiles.expanded(file), document, reader);
  }

  /** The same of rules that are no file. */
  static DocumentResult read(String name, String text, String document, DocumentReader reader) {
    RulesScript script = RulesScript.anonymization(name, whole(text, document));
    return reader.read(withoutRoles(document, text), List.of(script));
  }

  /** A role in the document is a guess, and gives way to one that the rules say; lines stay. */
  private static String withoutRoles(String document, String text) {
    List<String> lines = new ArrayList<>(document.lines().toList());
    try {
      JsonNode rules = JSON.readTree(text);
      JsonNode url = JSON.readTree(document).at("/tables/0/url");
      JsonNode table = rules.has("tables") ? rules.path("tables").path(url.asText()) : rules;
      for (var column : table.path("columns").properties()) {
        String begin = "{ \"name\": " + JSON.writeValueAsString(column.getKey()) + ",";
        if (column.getValue().has("role")) {
          lines.replaceAll(line ->
              line.strip().startsWith(begin)
                  ? line.replaceFirst(", \"role\": \"[a-z-]+\"", "")
                  : line);
        }
      }
    } catch (JsonProcessingException _) {
      return document; // The reader tells what is wrong with it, and where.
    }
    return String.join("\n", lines);
  }

  /** On the same line, so that the lines of problems are those of the file. */
  private static String whole(String text, String document) {
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
