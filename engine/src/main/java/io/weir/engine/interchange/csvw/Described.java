package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the members of one object of metadata as CSVW wants: a value that does not fit its property
 * is a warning and counts as absent.
 *
 * @param what the thing the object describes, for messages
 */
record Described(Node.Obj object, String what, Problems problems) {

  /**
   * Looks at the names of all members: common properties are checked, unknown ones are warned of.
   *
   * @param type what {@code @type} must say if it is there
   */
  void allowOnly(String type, Set<String> known) {
    object
        .members()
        .forEach((name, node) -> {
          if (name.equals("@id")) {
            checkId(node);
          } else if (name.equals("@type")) {
            checkType(type, node);
          } else if (CommonProperties.isName(name)) {
            new CommonProperties(problems, what).check(node);
          } else if (!known.contains(name)) {
            problems.warn(
                object.nameOf(name),
                Wording.quote(name) + " is no property of " + what + " and is left out",
                Wording.nearest(name, known));
          }
        });
  }

  private void checkId(Node node) {
    if (node instanceof Node.Text(_, String id)) {
      if (id.startsWith("_:")) {
        problems.error(
            node.place(), "\"@id\" of " + what + " is a blank node", "write a url, or remove it");
      }
    } else {
      warn("@id", node, "a text");
    }
  }

  private void checkType(String type, Node node) {
    if (!(node instanceof Node.Text(_, String said)) || !said.equals(type)) {
      problems.error(
          node.place(),
          "\"@type\" of " + what + " is not \"" + type + "\"",
          "correct or remove it");
    }
  }

  boolean has(String name) {
    return object.members().containsKey(name);
  }

  Optional<Node> get(String name) {
    return object.get(name);
  }

  Optional<String> text(String name) {
    return text(name, "a text", _ -> true);
  }

  /** A text that is of some kind. */
  Optional<String> text(String name, String kind, Predicate<String> fits) {
    return get(name)
        .flatMap(node -> {
          if (node instanceof Node.Text(_, String text) && fits.test(text)) {
            return Optional.of(text);
          }
          warn(name, node, kind);
          return Optional.empty();
        });
  }

  Optional<Boolean> flag(String name) {
    return get(name)
        .flatMap(node -> {
          if (node instanceof Node.Bool(_, boolean value)) {
            return Optional.of(value);
          }
          warn(name, node, "true or false");
          return Optional.empty();
        });
  }

  /** A whole number that is not negative. */
  Optional<Integer> count(String name) {
    return get(name)
        .flatMap(node -> {
          if (node instanceof Node.Num(_, String digits) && digits.matches("[0-9]{1,9}")) {
            return Optional.of(Integer.parseInt(digits));
          }
          warn(name, node, "a whole number that is not negative");
          return Optional.empty();
        });
  }

  /** A text or a list of texts. */
  Optional<List<String>> texts(String name) {
    return get(name)
        .flatMap(node -> {
          List<Node> elements =
              node instanceof Node.Arr(_, List<Node> several) ? several : List.of(node);
          List<String> texts = new ArrayList<>();
          for (Node element : elements) {
            if (element instanceof Node.Text(_, String text)) {
              texts.add(text);
            } else {
              warn(name, element, "a text or a list of texts");
              return Optional.empty();
            }
          }
          return Optional.of(texts);
        });
  }

  /** The objects of a list; what is none is warned of and left out. */
  List<Described> objects(String name, String each) {
    List<Described> objects = new ArrayList<>();
    get(name)
        .ifPresent(node -> {
          if (node instanceof Node.Arr(_, List<Node> elements)) {
            for (Node element : elements) {
              if (element instanceof Node.Obj found) {
                objects.add(new Described(found, each, problems));
              } else {
                warn(name, element, "a list of objects");
              }
            }
          } else {
            warn(name, node, "a list of objects");
          }
        });
    return objects;
  }

  /** A natural language property: a text, a list of texts, or either by language. */
  Titles titles(String name, String language) {
    Map<String, List<String>> byLanguage = new LinkedHashMap<>();
    get(name)
        .ifPresent(node -> {
          if (node instanceof Node.Obj several) {
            several
                .members()
                .forEach((tag, texts) -> {
                  if (LanguageTags.isTag(tag)) {
                    byLanguage.put(tag, titles(name, texts));
                  } else {
                    warn(name, texts, "texts by language tag");
                  }
                });
          } else {
            byLanguage.put(language, titles(name, node));
          }
        });
    return new Titles(byLanguage);
  }

  private List<String> titles(String name, Node node) {
    List<String> texts = new ArrayList<>();
    for (Node element : node instanceof Node.Arr(_, List<Node> several) ? several : List.of(node)) {
      if (element instanceof Node.Text(_, String text)) {
        texts.add(text);
      } else {
        warn(name, element, "a text, a list of texts, or texts by language");
      }
    }
    return texts;
  }

  /** The text of a common property that describes something, whichever of the names it has. */
  Optional<String> told(List<String> names) {
    return names.stream()
        .flatMap(name -> get(name).stream())
        .flatMap(
            node -> (node instanceof Node.Arr(_, List<Node> all) ? all : List.of(node)).stream())
        .flatMap(node ->
            (node instanceof Node.Obj value ? value.get("@value") : Optional.of(node)).stream())
        .filter(Node.Text.class::isInstance)
        .map(node -> ((Node.Text) node).text())
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  void warn(String name, Node node, String kind) {
    problems.warn(
        node.place(),
        Wording.quote(name) + " of " + what + " is not " + kind + " and is left out",
        "correct or remove it");
  }

  void error(String name, String message, String advice) {
    problems.error(object.nameOf(name), message, advice);
  }
}
