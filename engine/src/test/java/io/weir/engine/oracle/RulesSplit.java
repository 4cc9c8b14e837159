package io.weir.engine.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.RulesScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A document of which some rules stand in scripts instead. Scripts override nothing, so together
 * they say what the whole document says.
 */
record RulesSplit(String document, List<RulesScript> rules) {
  private static final List<String> TABLE_TERMS = List.of("primaryKey", "onKeyConflict");
  private static final List<String> COLUMN_TERMS =
      List.of(
          "datatype",
          "null",
          "onEmpty",
          "default",
          "onTypeViolation",
          "onOutOfRange",
          "references");
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /**
   * The module, with its rules spread over the document and two scripts in a third of the cases.
   */
  static RulesSplit of(ModuleCase module) {
    String whole = DocumentWriter.document(module);
    if (Math.floorMod(module.seed(), 3L) > 0) {
      return new RulesSplit(whole, List.of());
    }
    try {
      Random random = new Random(module.seed());
      ObjectNode document = (ObjectNode) MAPPER.readTree(whole);
      List<ObjectNode> scripts = List.of(script(), script());
      document.path("tables").forEach(table -> split((ObjectNode) table, scripts, random));
      List<RulesScript> rules = new ArrayList<>();
      for (ObjectNode script : scripts) {
        rules.add(
            new RulesScript("rules-" + rules.size() + ".json", MAPPER.writeValueAsString(script)));
      }
      return new RulesSplit(MAPPER.writeValueAsString(document), rules);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode script() {
    ObjectNode script = MAPPER.createObjectNode();
    script.putObject("tables");
    return script;
  }

  private static void split(ObjectNode table, List<ObjectNode> scripts, Random random) {
    String name = table.path("url").asText();
    ObjectNode schema = (ObjectNode) table.path("tableSchema");
    for (String term : TABLE_TERMS) {
      if (isMoved(schema, term, random)) {
        inside(one(scripts, random).withObject("/tables"), name).set(term, schema.remove(term));
      }
    }
    for (JsonNode column : schema.path("columns")) {
      for (String term : COLUMN_TERMS) {
        if (isMoved(column, term, random)) {
          ObjectNode target = inside(one(scripts, random).withObject("/tables"), name);
          inside(inside(target, "columns"), column.path("name").asText())
              .set(term, ((ObjectNode) column).remove(term));
        }
      }
    }
  }

  private static boolean isMoved(JsonNode node, String term, Random random) {
    return node.has(term) && random.nextInt(3) == 0;
  }

  private static ObjectNode one(List<ObjectNode> scripts, Random random) {
    return scripts.get(random.nextInt(scripts.size()));
  }

  private static ObjectNode inside(ObjectNode node, String name) {
    return node.get(name) instanceof ObjectNode there ? there : node.putObject(name);
  }
}
