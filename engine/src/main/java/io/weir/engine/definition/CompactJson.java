package io.weir.engine.definition;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Collectors;

/** Writes values without white space, numbers digit by digit as they were written. */
final class CompactJson {
  private CompactJson() {}

  static String of(Node node) {
    return switch (node) {
      case Node.Text text -> quoted(text.text());
      case Node.Num number -> number.text();
      case Node.Bool flag -> Boolean.toString(flag.value());
      case Node.Nil _ -> "null";
      case Node.Arr list ->
          list.elements().stream().map(CompactJson::of).collect(Collectors.joining(",", "[", "]"));
      case Node.Obj object ->
          object.members().entrySet().stream()
              .map(member -> quoted(member.getKey()) + ":" + of(member.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
