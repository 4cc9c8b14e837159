package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import java.util.List;
import java.util.Set;

/**
 * Properties with a prefix or a whole url for a name, and notes: anything in the dialect of JSON-LD
 * that CSVW allows. What breaks that dialect is an error, for the spec says so.
 */
final class CommonProperties {
  private static final Set<String> BESIDE_VALUE = Set.of("@value", "@language", "@type");

  private final Problems problems;
  private final String what;

  CommonProperties(Problems problems, String what) {
    this.problems = problems;
    this.what = what;
  }

  static boolean isName(String name) {
    return !name.startsWith("@") && name.indexOf(':') > 0;
  }

  void check(Node value) {
    switch (value) {
      case Node.Arr(_, List<Node> elements) -> elements.forEach(this::check);
      case Node.Obj object when object.get("@value").isPresent() -> checkValue(object);
      case Node.Obj object -> checkObject(object);
      case Node.Text _, Node.Num _, Node.Bool _, Node.Nil _ -> {}
    }
  }

  private void checkValue(Node.Obj object) {
    object
        .members()
        .forEach((name, node) -> {
          if (!BESIDE_VALUE.contains(name)) {
            error(object, name, "a value object has nothing else beside @value", "remove it");
          } else if (node instanceof Node.Obj || node instanceof Node.Arr) {
            error(object, name, "it must be a plain value", "write a text, a number or a boolean");
          }
        });
    if (object.get("@language").isPresent() && object.get("@type").isPresent()) {
      error(object, "@type", "a value cannot have @language too", "keep one of the two");
    }
    object.get("@language").ifPresent(node -> checkLanguage(object, node));
  }

  private void checkLanguage(Node.Obj object, Node node) {
    if (!(node instanceof Node.Text(_, String tag) && LanguageTags.isTag(tag))) {
      error(object, "@language", "it is no language tag", "write one of BCP 47, like \"en\"");
    }
  }

  private void checkObject(Node.Obj object) {
    object
        .members()
        .forEach((name, node) -> {
          switch (name) {
            case "@id" -> checkName(object, name, node);
            case "@type" -> {
              if (node instanceof Node.Arr(_, List<Node> types)) {
                types.forEach(type -> checkName(object, name, type));
              } else {
                checkName(object, name, node);
              }
            }
            default -> {
              if (name.startsWith("@")) {
                error(object, name, "this keyword has no place here", "remove it");
              }
              check(node);
            }
          }
        });
  }

  private void checkName(Node.Obj object, String name, Node node) {
    if (!(node instanceof Node.Text(_, String text)) || text.startsWith("_:")) {
      error(object, name, "it must be a name that is no blank node", "write a url");
    }
  }

  private void error(Node.Obj object, String name, String reason, String advice) {
    problems.error(
        object.nameOf(name),
        Wording.quote(name) + " in a common property of " + what + " is not allowed: " + reason,
        advice);
  }
}
