package io.weir.engine.dataplane.verify;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON values that say the same, as the same bytes: members sorted, no spaces, numbers without
 * trailing zeros.
 */
final class CanonicalJson {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private CanonicalJson() {}

  /** The canonical form, or the bytes themselves if they are no JSON. */
  static byte[] of(byte[] json) {
    try {
      StringBuilder text = new StringBuilder();
      write(READER.readTree(json), text);
      return text.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException noJson) {
      return json;
    }
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
      text.append('{');
      sorted.forEach((name, value) -> {
        text.append(TextNode.valueOf(name)).append(':');
        write(value, text);
        text.append(',');
      });
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      node.forEach(element -> {
        write(element, text);
        text.append(',');
      });
      text.append(']');
    } else if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      text.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
    } else {
      text.append(node);
    }
  }
}
