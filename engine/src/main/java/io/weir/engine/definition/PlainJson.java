package io.weir.engine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** A value of a document as it stands there, without its place. */
public final class PlainJson {
  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  private PlainJson() {}

  /** The same value for writing; numbers keep their digits. */
  public static JsonNode of(Node node) {
    return switch (node) {
      case Node.Text text -> FACTORY.textNode(text.text());
      case Node.Num number -> FACTORY.numberNode(new BigDecimal(number.text()));
      case Node.Bool flag -> FACTORY.booleanNode(flag.value());
      case Node.Nil _ -> FACTORY.nullNode();
      case Node.Arr list -> {
        ArrayNode array = FACTORY.arrayNode();
        list.elements().forEach(it -> array.add(of(it)));
        yield array;
      }
      case Node.Obj object -> {
        ObjectNode result = FACTORY.objectNode();
        object.members().forEach((name, value) -> result.set(name, of(value)));
        yield result;
      }
    };
  }
}
