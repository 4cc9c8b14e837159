package io.weir.engine.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes the reference page of the module document from its JSON Schema. */
final class ReferencePage {
  private static final List<String> SECTIONS =
      List.of(
          "",
          "/definitions/table",
          "/definitions/tableSchema",
          "/definitions/column",
          "/definitions/datatype",
          "/definitions/numberFormat",
          "/definitions/anonymize",
          "/definitions/tableMethod",
          "/definitions/privacyBudget",
          "/definitions/privacyModel",
          "/definitions/diversity",
          "/definitions/closeness",
          "/definitions/population",
          "/definitions/joined",
          "/definitions/source",
          "/definitions/upload",
          "/definitions/agent");
  private static final String HEAD =
      """
      # Reference of the module document

      Every term, where it stands, what it may be and what it means. This page is made from the JSON Schema that
      `weir schema` prints, so editors show the same. What the terms do together, with examples, is told in
      [The module document](module-document.md), and step by step in
      [What happens to a record](what-happens-to-a-record.md).

      To have an editor complete and explain terms, write the schema beside the document and name it there:

      ```sh
      ./weir schema > weir-v1.schema.json
      ```

      ```json
      "$schema": "./weir-v1.schema.json"
      ```

      A term in **bold** must be there.
      """;

  /** More than that are listed in a place of their own. */
  private static final int MOST_WORDS = 10;

  private final JsonNode schema;

  private ReferencePage(JsonNode schema) {
    this.schema = schema;
  }

  /** The whole page. */
  static String of(JsonNode schema) {
    ReferencePage page = new ReferencePage(schema);
    return HEAD
        + SECTIONS.stream().map(page::section).collect(Collectors.joining())
        + "\n## Types\n\nThe names of types, some of which mean the same:\n\n"
        + StreamSupport.stream(schema.at("/definitions/type/enum").spliterator(), false)
            .map(type -> "`" + type.asText() + "`")
            .collect(Collectors.joining(", ", "", ".\n"));
  }

  private String section(String pointer) {
    JsonNode object = schema.at(pointer);
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(object.get("title").asText()).append("\n\n");
    text.append(object.get("description").asText()).append("\n\n");
    List<String> places = places(pointer);
    if (!places.isEmpty()) {
      text.append("Stands in ").append(String.join(", ", places)).append(".\n\n");
    }
    text.append("| term | value | if absent | meaning | example |\n|---|---|---|---|---|\n");
    Set<String> required = new TreeSet<>();
    object.path("required").forEach(term -> required.add(term.asText()));
    object
        .get("properties")
        .properties()
        .forEach(term ->
            text.append(row(term.getKey(), term.getValue(), required.contains(term.getKey()))));
    if (object.path("additionalProperties").isObject()) {
      text.append("| any other | ")
          .append(value(object.get("additionalProperties")))
          .append(" | | A parameter, as the method describes it. | |\n");
    }
    return text.toString();
  }

  private String row(String name, JsonNode term, boolean required) {
    return "| "
        + (required ? "**`" + name + "`**" : "`" + name + "`")
        + " | "
        + value(term)
        + " | "
        + (required ? "a mistake" : term.has("default") ? code(term.get("default")) : "")
        + " | "
        + cell(term.get("description").asText())
        + " | "
        + StreamSupport.stream(term.path("examples").spliterator(), false)
            .map(ReferencePage::code)
            .collect(Collectors.joining(", "))
        + " |\n";
  }

  /** Where an object of this kind stands, as the terms that lead to it. */
  private List<String> places(String pointer) {
    List<String> places = new ArrayList<>();
    for (String section : SECTIONS) {
      schema
          .at(section + "/properties")
          .properties()
          .forEach(term -> {
            if (leadsTo(term.getValue(), "#" + pointer)) {
              places.add(
                  "`"
                      + term.getKey()
                      + "` of ["
                      + title(section)
                      + "](#"
                      + title(section).toLowerCase(Locale.ROOT).replace(' ', '-')
                      + ")");
            }
          });
    }
    return places;
  }

  private boolean leadsTo(JsonNode value, String reference) {
    return !reference.equals("#")
        && value.findValuesAsText("$ref").stream()
            .anyMatch(found ->
                found.equals(reference)
                    || found.equals("#/definitions/creator")
                        && leadsTo(schema.at("/definitions/creator/anyOf/1"), reference));
  }

  private String title(String pointer) {
    return schema.at(pointer).get("title").asText();
  }

  /** What may stand at a term, in words. */
  private String value(JsonNode node) {
    if (node.has("const")) {
      return "exactly " + code(node.get("const"));
    }
    if (node.path("enum").size() > MOST_WORDS) {
      return "one of the [types](#types)";
    }
    if (node.has("enum")) {
      return StreamSupport.stream(node.get("enum").spliterator(), false)
          .map(ReferencePage::code)
          .collect(Collectors.joining(", "));
    }
    if (node.has("title")) {
      return node.path("type").asText().equals("object") && node.has("properties")
          ? link(node)
          : cell(node.get("title").asText());
    }
    if (node.has("$ref")) {
      return value(schema.at(node.get("$ref").asText().substring(1)));
    }
    if (node.has("allOf")) {
      return value(node.get("allOf").get(0));
    }
    if (node.has("anyOf")) {
      return StreamSupport.stream(node.get("anyOf").spliterator(), false)
          .map(this::value)
          .collect(Collectors.joining(", or "));
    }
    return plain(node);
  }

  private String plain(JsonNode node) {
    JsonNode type = node.path("type");
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false)
          .map(each -> word(each.asText()))
          .collect(Collectors.joining(", or "));
    }
    return switch (type.asText()) {
      case "array" ->
          (node.at("/items/type").asText().equals("string")
                  ? "a list of texts"
                  : "a list of " + value(node.get("items")))
              + bounds(node, "minItems", "maxItems");
      case "integer" -> "a whole number" + bounds(node, "minimum", "maximum");
      case String other -> word(other);
    };
  }

  private static String word(String type) {
    return switch (type) {
      case "string" -> "a text";
      case "number" -> "a number";
      case "boolean" -> "`true` or `false`";
      case String other -> throw new IllegalArgumentException("no word for " + other);
    };
  }

  private static String bounds(JsonNode node, String least, String most) {
    return (node.has(least) ? ", at least " + node.get(least) : "")
        + (node.has(most) ? ", at most " + node.get(most) : "");
  }

  private static String link(JsonNode object) {
    String title = object.get("title").asText();
    return "[" + title + "](#" + title.toLowerCase(Locale.ROOT).replace(' ', '-') + ")";
  }

  private static String code(JsonNode value) {
    return "`" + cell(value.toString()) + "`";
  }

  /** A bar would end the cell. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
