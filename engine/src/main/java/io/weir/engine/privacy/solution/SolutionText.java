package io.weir.engine.privacy.solution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Solutions as JSON text. Reading is strict: unknown, missing and doubled fields are refused. */
public final class SolutionText {
  private static final int VERSION = 1;
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final Set<String> FIELDS =
      Set.of("version", "model", "rounds", "utility", "classes", "suppressed", "optimal");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SolutionText() {}

  /** The solution as text; columns in the order of their names. */
  public static String write(Solution solution) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("model", solution.model());
    ArrayNode rounds = root.putArray("rounds");
    for (Map<String, Integer> round : solution.rounds()) {
      ObjectNode levels = rounds.addObject();
      new TreeMap<>(round).forEach(levels::put);
    }
    root.put("utility", solution.utility());
    root.put("classes", solution.classes());
    root.put("suppressed", solution.suppressed());
    root.put("optimal", solution.optimal());
    return root.toString();
  }

  /**
   * The solution of a text.
   *
   * @throws WeirException if the text is not exactly what {@link #write} makes
   */
  public static Solution read(String text) {
    JsonNode root = parsed(text);
    Set<String> names = new HashSet<>();
    root.fieldNames().forEachRemaining(names::add);
    if (!root.isObject() || !names.equals(FIELDS)) {
      throw refused("has not exactly the fields of one");
    }
    if (!root.get("version").isInt() || root.get("version").intValue() != VERSION) {
      throw refused("is of another version");
    }
    if (!root.get("model").isTextual()
        || !root.get("utility").isNumber()
        || !root.get("optimal").isBoolean()) {
      throw refused("has a field of another type");
    }
    return new Solution(
        root.get("model").textValue(),
        rounds(root.get("rounds")),
        root.get("utility").doubleValue(),
        whole(root.get("classes")),
        whole(root.get("suppressed")),
        root.get("optimal").booleanValue());
  }

  private static JsonNode parsed(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw refused("is longer than one can be");
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw refused("is no JSON, or has a field twice");
    }
  }

  private static List<Map<String, Integer>> rounds(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      throw refused("has no rounds");
    }
    List<Map<String, Integer>> rounds = new ArrayList<>();
    for (JsonNode round : node) {
      if (!round.isObject() || round.isEmpty()) {
        throw refused("has a round without levels");
      }
      Map<String, Integer> levels = new TreeMap<>();
      round.properties().forEach(level -> levels.put(level.getKey(), whole(level.getValue())));
      rounds.add(levels);
    }
    return rounds;
  }

  private static int whole(JsonNode node) {
    if (!node.isInt() || node.intValue() < 0) {
      throw refused("has a number that is not whole, or below 0");
    }
    return node.intValue();
  }

  private static WeirException refused(String what) {
    return new WeirException(
        Problem.of(
            ErrorCode.INVALID_REQUEST,
            "The text of a saved solution " + what + ".",
            "Use a text that was saved by this version."));
  }
}
