package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Problems;
import java.util.HashMap;
import java.util.Map;

/**
 * What the names in a description stand for: as much of a JSON-LD context as Croissant allows.
 * Names of schema.org become {@code sc:name}, those of Croissant {@code cr:name}, whichever way and
 * prefix they were written; anything else stays an IRI. Nothing is loaded.
 *
 * @param terms by a name what its definition says
 * @param vocabulary what names without a definition are prefixed with; empty if nothing
 */
record Context(Map<String, String> terms, String vocabulary) {
  static final String SCHEMA = "sc:";
  static final String CROISSANT = "cr:";

  private static final Map<String, String> NAMESPACES =
      Map.of(
          "https://schema.org/", SCHEMA,
          "http://schema.org/", SCHEMA,
          "http://mlcommons.org/croissant/", CROISSANT,
          "https://mlcommons.org/croissant/", CROISSANT,
          "http://mlcommons.org/schema/", CROISSANT,
          "http://purl.org/dc/terms/", "dct:");
  private static final int DEEPEST = 8;

  Context {
    terms = Map.copyOf(terms);
  }

  /** The context of a description; a problem if it has none of its own. */
  static Context of(Node.Obj description, Problems problems) {
    Map<String, String> terms = new HashMap<>();
    String vocabulary = "";
    switch (description.members().get("@context")) {
      case Node.Obj context -> {
        for (Map.Entry<String, Node> term : context.members().entrySet()) {
          switch (term.getValue()) {
            case Node.Text text -> terms.put(term.getKey(), text.text());
            case Node.Obj object when object.members().get("@id") instanceof Node.Text id ->
                terms.put(term.getKey(), id.text());
            // A term without "@id" keeps the meaning the vocabulary gives it.
            case Node.Obj _, Node.Arr _, Node.Num _, Node.Bool _, Node.Nil _ -> {}
          }
        }
        vocabulary = terms.getOrDefault("@vocab", "");
      }
      case null ->
          problems.error(
              description.place(),
              "the dataset has no \"@context\"",
              "copy the context of the Croissant specification into it");
      case Node other ->
          problems.error(
              other.place(),
              "\"@context\" of the dataset is " + other.kind() + ", and no context is ever loaded",
              "write the context of the Croissant specification as an object in its place");
    }
    return new Context(terms, vocabulary);
  }

  /** What a name stands for, shortened as said above. */
  String expand(String name) {
    return shorten(iri(name, 0));
  }

  private String iri(String name, int depth) {
    if (name.startsWith("@") || depth > DEEPEST) {
      return name;
    }
    String defined = terms.get(name);
    if (defined != null && !defined.equals(name)) {
      return iri(defined, depth + 1);
    }
    int colon = name.indexOf(':');
    if (colon < 0) {
      return vocabulary + name;
    }
    String prefix = terms.get(name.substring(0, colon));
    return prefix == null || name.startsWith("//", colon + 1)
        ? name
        : iri(prefix, depth + 1) + name.substring(colon + 1);
  }

  private static String shorten(String iri) {
    return NAMESPACES.entrySet().stream()
        .filter(namespace -> iri.startsWith(namespace.getKey()))
        .findFirst()
        .map(namespace -> namespace.getValue() + iri.substring(namespace.getKey().length()))
        .orElse(iri);
  }
}
