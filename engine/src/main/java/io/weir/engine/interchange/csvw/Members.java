package io.weir.engine.interchange.csvw;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.Node;
import java.util.List;
import java.util.Optional;

/** Members of a module document that is known to be valid. */
final class Members {
  private Members() {}

  /** The text of a member; empty if it is absent or no text. */
  static String text(Node.Obj object, String name) {
    return object.get(name).map(Members::plain).orElse("");
  }

  /** A text, number or boolean as it is written. */
  static String plain(Node node) {
    return switch (node) {
      case Node.Text(_, String text) -> text;
      case Node.Num(_, String digits) -> digits;
      case Node.Bool(_, boolean value) -> Boolean.toString(value);
      case Node.Nil _, Node.Obj _, Node.Arr _ -> "";
    };
  }

  static List<Node> list(Node.Obj object, String name) {
    return object
        .get(name)
        .map(node -> node instanceof Node.Arr(_, List<Node> elements) ? elements : List.of(node))
        .orElse(List.of());
  }

  static List<String> texts(Node.Obj object, String name) {
    return list(object, name).stream().map(Members::plain).toList();
  }

  static List<Node.Obj> objects(Node.Obj object, String name) {
    return list(object, name).stream()
        .filter(Node.Obj.class::isInstance)
        .map(Node.Obj.class::cast)
        .toList();
  }

  static Optional<Node.Obj> object(Node.Obj object, String name) {
    return object.get(name).filter(Node.Obj.class::isInstance).map(Node.Obj.class::cast);
  }

  static void copyText(Node.Obj from, String name, ObjectNode to, String term) {
    String text = text(from, name);
    if (!text.isEmpty()) {
      to.put(term, text);
    }
  }
}
