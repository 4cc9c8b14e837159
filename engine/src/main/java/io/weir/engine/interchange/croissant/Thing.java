package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Place;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One node of a description, its properties by what their names stand for. Whatever does not fit
 * becomes a problem and counts as absent.
 *
 * @param what the node, for messages: {@code FileObject "a" of dataset "b"}
 */
record Thing(
    Node.Obj object,
    Map<String, Node> properties,
    String what,
    Context context,
    Problems problems) {

  static Thing of(Node.Obj object, String what, Context context, Problems problems) {
    Map<String, Node> properties = new LinkedHashMap<>();
    object.members().forEach((name, value) -> properties.putIfAbsent(context.expand(name), value));
    return new Thing(object, properties, what, context, problems);
  }

  /** The same node under another name. */
  Thing named(String name) {
    return new Thing(object, properties, name, context, problems);
  }

  Thing nested(Node.Obj inner, String name) {
    return of(inner, name, context, problems);
  }

  Place place() {
    return object.place();
  }

  boolean has(String property) {
    return properties.containsKey(property);
  }

  Optional<Node> get(String property) {
    return Optional.ofNullable(properties.get(property));
  }

  /** The first of these that is there, whatever namespace it was put in. */
  Optional<Node> any(String... names) {
    for (String name : names) {
      if (has(name)) {
        return get(name);
      }
    }
    return Optional.empty();
  }

  /** The elements of a list, or the one value. */
  List<Node> list(String property) {
    return get(property).map(Thing::elements).orElse(List.of());
  }

  static List<Node> elements(Node node) {
    return switch (node) {
      case Node.Arr(Place _, List<Node> elements) -> elements;
      case Node.Nil _ -> List.of();
      case Node.Obj _, Node.Text _, Node.Num _, Node.Bool _ -> List.of(node);
    };
  }

  /** What the node's {@code @type} and its like stand for. */
  List<String> names(String property) {
    return list(property).stream()
        .flatMap(node -> reference(node).stream())
        .map(context::expand)
        .toList();
  }

  /** A text, or one of its translations: English, or else the first. */
  Optional<String> text(String property) {
    return get(property).flatMap(node -> translation(property, node));
  }

  private Optional<String> translation(String property, Node node) {
    return switch (node) {
      case Node.Text text -> Optional.of(text.text());
      case Node.Nil _ -> Optional.empty();
      case Node.Arr(Place _, List<Node> elements) -> {
        List<String> read = new ArrayList<>();
        for (Node element : elements) {
          translation(property, element).ifPresent(read::add);
        }
        yield read.stream().findFirst();
      }
      case Node.Obj object -> {
        Map<String, String> languages = new LinkedHashMap<>();
        object
            .members()
            .forEach((language, value) -> {
              if (language.equals("@language")) {
                return;
              }
              translation(property, value).ifPresent(text -> languages.put(language, text));
            });
        yield Optional.ofNullable(languages.get("en"))
            .or(() -> languages.values().stream().findFirst());
      }
      case Node.Num _, Node.Bool _ -> {
        problems.error(
            node.place(),
            quoted(property) + " of " + what + " must be a text, not " + node.kind(),
            "write it in double quotes");
        yield Optional.empty();
      }
    };
  }

  /** The {@code @id} a value refers to, or its text. */
  static Optional<String> reference(Node node) {
    return switch (node) {
      case Node.Text text -> Optional.of(text.text());
      case Node.Obj object ->
          object.members().get("@id") instanceof Node.Text id
              ? Optional.of(id.text())
              : Optional.empty();
      case Node.Arr _, Node.Num _, Node.Bool _, Node.Nil _ -> Optional.empty();
    };
  }

  /** A property that must be there. */
  void require(String property, String advice) {
    if (!has(property)) {
      problems.error(place(), what + " has no " + quoted(property), advice);
    }
  }

  boolean isTrue(String property) {
    return get(property)
        .map(node ->
            switch (node) {
              case Node.Bool flag -> flag.value();
              case Node.Text text -> text.text().equalsIgnoreCase("true");
              case Node.Obj _, Node.Arr _, Node.Num _, Node.Nil _ -> false;
            })
        .orElse(false);
  }

  /** A property as people write it: without its namespace. */
  static String quoted(String property) {
    return Wording.quote(property.substring(property.indexOf(':') + 1));
  }
}
