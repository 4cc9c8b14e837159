package io.weir.engine.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the members of one JSON object. Whatever does not fit becomes a problem and counts as
 * absent, so that reading goes on.
 *
 * @param what the thing the object describes, for messages: {@code column "age" of table "people"}
 */
record Fields(Node.Obj object, String what, Problems problems) {

  /** The fields of a value, or nothing and a problem when it is no object. */
  static Optional<Fields> of(Node node, String what, Problems problems) {
    if (node instanceof Node.Obj object) {
      return Optional.of(new Fields(object, what, problems));
    }
    problems.error(
        node.place(), what + " must be an object, not " + node.kind(), "write it in { }");
    return Optional.empty();
  }

  /** Refuses every member that is not known; those of {@code notYet} with their own advice. */
  void allowOnly(Set<String> known, Map<String, String> notYet) {
    for (String name : object.members().keySet()) {
      if (known.contains(name)) {
        continue;
      }
      if (notYet.containsKey(name)) {
        problems.error(
            object.nameOf(name),
            Wording.quote(name) + " of " + what + " is not supported by this version",
            notYet.get(name));
      } else {
        problems.error(
            object.nameOf(name),
            Wording.quote(name) + " is not a term of " + what,
            Wording.nearest(name, known));
      }
    }
  }

  boolean has(String name) {
    return object.members().containsKey(name);
  }

  Optional<Node> get(String name) {
    return object.get(name);
  }

  /** A member that must be there. */
  Optional<Node> require(String name, String advice) {
    if (!has(name)) {
      problems.error(object.place(), what + " has no " + Wording.quote(name), advice);
    }
    return get(name);
  }

  Optional<Node.Text> text(String name) {
    return get(name).flatMap(node -> asText(name, node));
  }

  Optional<Node.Text> requireText(String name, String advice) {
    return require(name, advice).flatMap(node -> asText(name, node));
  }

  /** A text or a list of texts. */
  Optional<List<Node.Text>> texts(String name) {
    return get(name)
        .map(node -> {
          List<Node.Text> texts = new ArrayList<>();
          for (Node element :
              node instanceof Node.Arr(_, List<Node> elements) ? elements : List.of(node)) {
            asText(name, element).ifPresent(texts::add);
          }
          return texts;
        });
  }

  /** One word of several, as what it stands for. */
  <T> Optional<T> choice(String name, Map<String, T> words) {
    return text(name)
        .flatMap(text -> {
          Optional<T> chosen = Optional.ofNullable(words.get(text.text()));
          if (chosen.isEmpty()) {
            problems.error(
                text.place(),
                Wording.quote(text.text()) + " is no " + Wording.quote(name) + " of " + what,
                Wording.nearestAndAll(text.text(), words.keySet()));
          }
          return chosen;
        });
  }

  private Optional<Node.Text> asText(String name, Node node) {
    if (node instanceof Node.Text text) {
      return Optional.of(text);
    }
    problems.error(
        node.place(),
        Wording.quote(name) + " of " + what + " must be a text, not " + node.kind(),
        "write it in double quotes");
    return Optional.empty();
  }
}
