package io.weir.engine.main;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.ModuleSchema;
import io.weir.engine.definition.RulesScript;
import io.weir.engine.pluginhost.PluginCatalogue;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodParameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The schema of module documents, with the words that installed plugins bring. */
final class InstalledSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIELD_RULES_ID = "https://w3id.org/weir/v1/field-rules.schema.json";

  private InstalledSchema() {}

  /** The schema as JSON of several lines, in a stable order. */
  static String of(PluginCatalogue installed) {
    try {
      ObjectNode schema = (ObjectNode) JSON.readTree(ModuleSchema.text());
      sourceParameters(schema, installed);
      strategies(schema, installed);
      methods(schema, installed, MethodDescription.Place.COLUMN, "/definitions/anonymize");
      methods(schema, installed, MethodDescription.Place.TABLE, "/definitions/tableMethod");
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema of this version is no JSON", e);
    }
  }

  /** The schema of FIELD_RULES scripts: what of a module's tables and columns they may say. */
  static String ofFieldRules(PluginCatalogue installed) {
    try {
      ObjectNode module = (ObjectNode) JSON.readTree(of(installed));
      ObjectNode definitions = (ObjectNode) module.get("definitions");
      ObjectNode schema = JSON.createObjectNode();
      schema.set("$schema", module.get("$schema"));
      schema.put("$id", FIELD_RULES_ID);
      schema.put("title", "Field rules");
      schema.put("description", "Rules of a module's tables and columns, by their names.");
      schema.put("type", "object").put("additionalProperties", false);
      schema.putArray("required").add("tables");
      ObjectNode table = JSON.createObjectNode();
      table.put("type", "object").put("additionalProperties", false);
      ObjectNode terms = table.putObject("properties");
      for (String term : RulesScript.tableTerms()) {
        terms.set(term, definitions.at("/tableSchema/properties/" + term));
      }
      ObjectNode column = JSON.createObjectNode();
      column.put("type", "object").put("additionalProperties", false);
      for (String term : RulesScript.columnTerms()) {
        column.withObject("/properties").set(term, definitions.at("/column/properties/" + term));
      }
      terms.set("columns", byName("The rules of columns by their names.", column));
      schema
          .putObject("properties")
          .set("tables", byName("The rules of tables by their names.", table));
      for (String other :
          List.of("table", "tableSchema", "column", "source", "anonymize", "upload")) {
        definitions.remove(other);
      }
      schema.set("definitions", definitions);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema of this version is no JSON", e);
    }
  }

  private static ObjectNode byName(String description, ObjectNode of) {
    ObjectNode named =
        JSON.createObjectNode().put("description", description).put("type", "object");
    named.set("additionalProperties", of);
    return named;
  }

  private static void sourceParameters(ObjectNode schema, PluginCatalogue installed) {
    ObjectNode terms = (ObjectNode) schema.at("/definitions/source/properties");
    Map<String, String> more = new TreeMap<>();
    new TreeMap<>(installed.connectors())
        .values()
        .forEach(it -> more.putAll(it.extension().describe().sourceSettings()));
    more.remove("command"); // programs are run as scripts only
    more.forEach((name, summary) -> {
      if (!terms.has(name)) {
        terms.putObject(name).put("description", summary);
      }
    });
  }

  private static void strategies(ObjectNode schema, PluginCatalogue installed) {
    Map<String, String> summaries = new TreeMap<>();
    installed
        .conflictStrategies()
        .forEach((name, it) -> summaries.put(name, it.extension().summary()));
    choices(
        schema.at("/definitions/tableSchema/properties/onKeyConflict"),
        "What becomes of records with the same key.",
        summaries);
  }

  /** The methods that may stand in one place, each with its own parameters. */
  private static void methods(
      ObjectNode schema, PluginCatalogue installed, MethodDescription.Place place, String at) {
    ObjectNode use = (ObjectNode) schema.at(at);
    Map<String, String> summaries = new TreeMap<>();
    ArrayNode cases = use.putArray("allOf");
    new TreeMap<>(installed.anonymizationMethods())
        .forEach((name, it) -> {
          MethodDescription method = it.extension().describe();
          if (!method.places().contains(place)) {
            return;
          }
          summaries.put(name, method.summary());
          ObjectNode one = cases.addObject();
          ObjectNode condition = one.putObject("if");
          condition.putArray("required").add("method");
          condition.putObject("properties").putObject("method").put("const", name);
          ObjectNode then = one.putObject("then");
          ObjectNode parameters = then.putObject("properties");
          ArrayNode required = JSON.createArrayNode();
          for (MethodParameter parameter : method.parameters()) {
            parameters.set(parameter.name(), described(parameter));
            if (parameter.required()) {
              required.add(parameter.name());
            }
          }
          if (!required.isEmpty()) {
            then.set("required", required);
          }
        });
    if (cases.isEmpty()) {
      use.remove("allOf"); // which may not be empty
    }
    choices(
        use.at("/properties/method"),
        place == MethodDescription.Place.COLUMN
            ? "How the values are made anonymous."
            : "How the records are made anonymous.",
        summaries);
  }

  /** A plugin whose schema is no JSON still has a description. */
  private static ObjectNode described(MethodParameter parameter) {
    ObjectNode node = JSON.createObjectNode().put("description", parameter.summary());
    try {
      if (JSON.readTree(parameter.schema()) instanceof ObjectNode schema) {
        node.setAll(schema);
      }
    } catch (JsonProcessingException e) {
      // What the plugin says of its values cannot be used.
    }
    return node;
  }

  /** Completion offers what is installed; the text beside tells what each is for. */
  private static void choices(JsonNode term, String what, Map<String, String> summaries) {
    ObjectNode node = (ObjectNode) term;
    node.put(
        "description",
        what
            + summaries.entrySet().stream()
                .map(it -> " " + it.getKey() + ": " + it.getValue())
                .collect(Collectors.joining()));
    if (summaries.isEmpty()) {
      ((ArrayNode) node.get("anyOf")).remove(0); // words may not be none
      return;
    }
    ArrayNode words = ((ObjectNode) node.at("/anyOf/0")).putArray("enum");
    new TreeSet<>(summaries.keySet()).forEach(words::add);
  }
}
