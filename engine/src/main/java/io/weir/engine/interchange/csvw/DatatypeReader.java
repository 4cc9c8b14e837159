package io.weir.engine.interchange.csvw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.Node;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a datatype of CSVW as what a module document says instead. A format that means nothing is a
 * warning and left out; lengths and bounds that contradict each other or the type are errors. What
 * a format or a bound means is judged by the reader of module documents itself.
 */
final class DatatypeReader {
  private static final Set<String> KNOWN =
      Set.of(
          "base",
          "format",
          "name",
          "length",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minInclusive",
          "maxInclusive",
          "minExclusive",
          "maxExclusive");
  private static final List<String> LENGTHS = List.of("length", "minLength", "maxLength");
  static final List<String> BOUNDS =
      List.of("minimum", "maximum", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive");
  private static final Set<String> NUMERIC_FORMAT = Set.of("pattern", "decimalChar", "groupChar");

  /** Types that are written in CSVW otherwise than in our standard form, and how. */
  private static final Map<String, JsonNode> STANDARD_FORMATS =
      Map.of(
          // A decimal has no exponent.
          "decimal",
          JsonNodeFactory.instance.objectNode().put("decimalChar", "."),
          // Dates and times may have a zone.
          "date",
          JsonNodeFactory.instance.textNode("yyyy-MM-dd[XXX]"),
          "time",
          JsonNodeFactory.instance.textNode("HH:mm:ss.SSSSSS[XXX]"));

  private final Described column;

  /**
   * @param column the object whose {@code datatype} is read
   */
  DatatypeReader(Described column) {
    this.column = column;
  }

  /** The datatype, or nothing when none is said or it cannot be understood. */
  Optional<JsonNode> read() {
    return column
        .get("datatype")
        .flatMap(node ->
            switch (node) {
              case Node.Text(_, String name) -> named(name);
              case Node.Obj object ->
                  Optional.of(
                      derived(
                          new Described(object, "the datatype of " + column.what(), problems())));
              case Node.Arr _, Node.Num _, Node.Bool _, Node.Nil _ -> {
                column.warn("datatype", node, "a datatype");
                yield Optional.empty();
              }
            });
  }

  private Problems problems() {
    return column.problems();
  }

  private Optional<JsonNode> named(String name) {
    Optional<BuiltIn> type = Optional.ofNullable(BuiltIn.all().get(name));
    if (type.isEmpty()) {
      column.error(
          "datatype",
          Wording.quote(name) + " of " + column.what() + " is no datatype of CSVW",
          Wording.nearestAndAll(name, BuiltIn.all().keySet()));
    }
    return type.map(found -> simplest(plain(name, found)));
  }

  /** A type without anything said about it, as an object. */
  private static ObjectNode plain(String name, BuiltIn type) {
    ObjectNode datatype = JsonNodeFactory.instance.objectNode();
    datatype.put("base", type.weir());
    type.pattern().ifPresent(pattern -> datatype.put("format", pattern));
    Optional.ofNullable(STANDARD_FORMATS.get(name))
        .ifPresent(format -> datatype.set("format", format));
    return datatype;
  }

  /** Whether a format says no more than CSVW's type alone. */
  static boolean isDefaultFormat(String base, JsonNode format) {
    return format.equals(STANDARD_FORMATS.get(base));
  }

  private static JsonNode simplest(ObjectNode datatype) {
    return datatype.size() == 1 ? datatype.get("base") : datatype;
  }

  private JsonNode derived(Described datatype) {
    datatype.allowOnly("Datatype", KNOWN);
    String base =
        datatype.text("base", "a datatype of CSVW", BuiltIn.all()::containsKey).orElse("string");
    checkId(datatype);
    BuiltIn type = BuiltIn.all().get(base);
    ObjectNode out = plain(base, type);
    datatype
        .get("format")
        .flatMap(node -> format(datatype, type, node))
        .ifPresent(format -> useIfUnderstood(datatype, out, format));
    boolean sound = lengths(datatype, type, out) & bounds(datatype, type, out);
    if (sound && out.size() > 1) {
      FormatTrial.problems(out)
          .forEach(problem ->
              datatype
                  .problems()
                  .error(
                      datatype.object().place(),
                      datatype.what() + " contradicts itself: " + problem.message(),
                      problem.advice()));
    }
    return simplest(out);
  }

  private static void checkId(Described datatype) {
    boolean builtIn =
        datatype
            .get("@id")
            .filter(node ->
                node instanceof Node.Text(_, String id)
                    && (id.startsWith("http://www.w3.org/2001/XMLSchema#")
                        || id.startsWith("http://www.w3.org/ns/csvw#")))
            .isPresent();
    if (builtIn) {
      datatype.error(
          "@id", "\"@id\" of " + datatype.what() + " is that of a built-in type", "remove it");
    }
  }

  private Optional<JsonNode> format(Described datatype, BuiltIn type, Node node) {
    if (node instanceof Node.Text(_, String text)) {
      return Optional.of(JsonNodeFactory.instance.textNode(text));
    }
    if (type.kind() == BuiltIn.Kind.NUMBER && node instanceof Node.Obj object) {
      Described numeric = new Described(object, "the format of " + column.what(), problems());
      numeric.allowOnly("Format", NUMERIC_FORMAT);
      ObjectNode format = JsonNodeFactory.instance.objectNode();
      for (String term : List.of("pattern", "decimalChar", "groupChar")) {
        numeric.text(term).ifPresent(text -> format.put(term, text));
      }
      return Optional.of(format);
    }
    datatype.warn("format", node, "a format of its type");
    return Optional.empty();
  }

  private static void useIfUnderstood(Described datatype, ObjectNode out, JsonNode format) {
    ObjectNode tried = out.deepCopy().set("format", format);
    List<DocumentProblem> problems = FormatTrial.problems(tried);
    if (problems.isEmpty()) {
      out.set("format", format);
    } else {
      datatype
          .problems()
          .warn(
              datatype.get("format").orElseThrow().place(),
              "the format of " + datatype.what() + " is left out: " + problems.getFirst().message(),
              problems.getFirst().advice());
    }
  }

  private static boolean lengths(Described datatype, BuiltIn type, ObjectNode out) {
    boolean sound = true;
    for (String term : LENGTHS) {
      if (datatype.has(term) && !type.kind().hasLength()) {
        datatype.error(
            term,
            Wording.quote(term) + " of " + datatype.what() + " is only for texts and bytes",
            "remove it");
        sound = false;
      } else {
        datatype.count(term).ifPresent(length -> out.put(term, length));
      }
    }
    return sound;
  }

  private static boolean bounds(Described datatype, BuiltIn type, ObjectNode out) {
    boolean sound = true;
    for (String term : BOUNDS) {
      Optional<Node> bound = datatype.get(term);
      if (bound.isEmpty()) {
        continue;
      }
      if (!type.kind().hasRange()) {
        datatype.error(
            term,
            Wording.quote(term) + " of " + datatype.what() + " is only for numbers and times",
            "remove it");
        sound = false;
      } else if (type.kind() == BuiltIn.Kind.ORDERED_TEXT) {
        datatype
            .problems()
            .warn(
                datatype.object().nameOf(term),
                Wording.quote(term) + " of " + datatype.what() + " is left out",
                "a module document has such values as texts, without a range");
      } else {
        switch (bound.get()) {
          case Node.Text(_, String text) -> out.put(term, text);
          case Node.Num(_, String digits) -> out.put(term, new BigDecimal(digits));
          case Node.Obj _, Node.Arr _, Node.Bool _, Node.Nil _ ->
              datatype.warn(term, bound.get(), "a number or a text");
        }
      }
    }
    return sound;
  }
}
