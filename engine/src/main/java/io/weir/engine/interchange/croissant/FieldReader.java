package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.croissant.Graph.Extract;
import io.weir.engine.interchange.croissant.Graph.Field;
import io.weir.engine.interchange.croissant.Graph.Reference;
import io.weir.engine.interchange.croissant.Graph.Source;
import io.weir.engine.interchange.croissant.Graph.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the fields of one record set.
 *
 * @param set the record set's id
 * @param valued whether its records are written into the description
 */
record FieldReader(Version version, String set, boolean valued, Problems problems) {
  private static final int DEEPEST = 16;
  private static final int LONGEST_SHAPE = 200;

  List<Field> read(Thing recordSet) {
    return read(recordSet, "cr:field", 0);
  }

  private List<Field> read(Thing parent, String property, int depth) {
    List<Field> fields = new ArrayList<>();
    List<Node> nodes = parent.list(property);
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i) instanceof Node.Obj object && depth < DEEPEST) {
        field(parent.nested(object, ""), i + 1, depth).ifPresent(fields::add);
      } else {
        problems.error(
            nodes.get(i).place(),
            Thing.quoted(property)
                + " of "
                + parent.what()
                + " must hold objects, at most "
                + DEEPEST
                + " levels of them",
            "write each field in { }");
      }
    }
    return fields;
  }

  private Optional<Field> field(Thing unnamed, int number, int depth) {
    Optional<String> plain = unnamed.get("sc:name").flatMap(Thing::reference);
    Optional<String> id = unnamed.get("@id").flatMap(Thing::reference);
    String shown = plain.or(() -> id).map(Wording::quote).orElse("" + number);
    Thing field = unnamed.named("Field " + shown + " of RecordSet " + Wording.quote(set));
    if (field.names("@type").stream()
        .noneMatch(it -> it.equals("cr:Field") || it.equals("cr:SubField"))) {
      problems.error(
          field.get("@type").map(Node::place).orElse(field.place()),
          "\"@type\" of " + field.what() + " is not cr:Field",
          "write \"@type\": \"cr:Field\"");
      return Optional.empty();
    }
    if (version == Version.V0_8) {
      field.require("sc:name", "write a name that is unique in its RecordSet");
    }
    Optional<String> name = field.text("sc:name");
    String identity = id.or(() -> name.map(it -> set + "/" + it)).orElse(set + "/#field" + number);
    List<Field> subFields = read(field, "cr:subField", depth + 1);
    Optional<Source> source = source(field, "cr:source");
    Optional<Source> references = source(field, "cr:references");
    checkSource(field, source, references, subFields);
    checkArray(field);
    return Optional.of(
        new Field(
            identity,
            name.or(() -> id).orElse("field" + number),
            field.text("sc:description"),
            field.names("cr:dataType"),
            source.or(() -> references.filter(it -> !(it.extract() instanceof Extract.Nothing))),
            references,
            field.isTrue("cr:repeated") || field.isTrue("cr:isArray"),
            subFields,
            field.has("cr:parentField"),
            field));
  }

  /** In lists of several sources, which no version forbids, the first counts. */
  private Optional<Source> source(Thing field, String property) {
    List<Node> nodes = field.list(property);
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    Node node = nodes.getFirst();
    return switch (node) {
      case Node.Obj object -> Optional.of(source(field.nested(object, field.what()), node));
      // In version 0.8 a source could be written "#{file/column}".
      case Node.Text text -> {
        String plain = text.text().replaceAll("^#\\{|\\}$", "");
        yield Optional.of(
            new Source(
                Optional.of(new Reference(plain, node.place())), new Extract.Nothing(), Map.of()));
      }
      case Node.Arr _, Node.Num _, Node.Bool _, Node.Nil _ -> {
        problems.error(
            node.place(),
            Thing.quoted(property)
                + " of "
                + field.what()
                + " must be an object, not "
                + node.kind(),
            "say in it which file or field the values come from");
        yield Optional.empty();
      }
    };
  }

  private Source source(Thing source, Node node) {
    Optional<Node> target =
        source.any("cr:fileObject", "cr:fileSet", "cr:field", "cr:recordSet", "sc:distribution");
    if (target.isEmpty() && source.has("@id")) {
      return new Source(
          Thing.reference(node).map(id -> new Reference(id, node.place())),
          new Extract.Nothing(),
          Map.of());
    }
    Map<String, String> transforms = new LinkedHashMap<>();
    for (Node transform : source.list("cr:transform")) {
      if (transform instanceof Node.Obj object) {
        source
            .nested(object, source.what())
            .properties()
            .forEach((name, value) -> transforms.put(name, Thing.reference(value).orElse("")));
      }
    }
    source
        .get("cr:format")
        .flatMap(Thing::reference)
        .ifPresent(it -> transforms.put("cr:format", it));
    return new Source(
        target.flatMap(it ->
            Thing.elements(it).stream()
                .findFirst()
                .flatMap(one -> Thing.reference(one).map(id -> new Reference(id, one.place())))),
        extract(source),
        transforms);
  }

  private static Extract extract(Thing source) {
    for (Node node : source.list("cr:extract")) {
      if (node instanceof Node.Obj object) {
        Thing extract = source.nested(object, source.what());
        Optional<String> column =
            extract.any("cr:column", "cr:csvColumn").flatMap(Thing::reference);
        Optional<String> path = extract.get("cr:jsonPath").flatMap(Thing::reference);
        Optional<String> property = extract.get("cr:fileProperty").flatMap(Thing::reference);
        if (column.isPresent()) {
          return new Extract.Column(column.get());
        }
        if (path.isPresent()) {
          return new Extract.JsonPath(path.get());
        }
        if (property.isPresent()) {
          return new Extract.FileProperty(property.get());
        }
      }
    }
    return new Extract.Nothing();
  }

  private void checkSource(
      Thing field, Optional<Source> source, Optional<Source> references, List<Field> subFields) {
    boolean has =
        source.isPresent()
            || references.filter(it -> !(it.extract() instanceof Extract.Nothing)).isPresent()
            || field.has("cr:value")
            || field.has("sc:value")
            || !subFields.isEmpty()
            || valued;
    if (!has) {
      problems.error(
          field.place(),
          field.what() + " has neither \"source\" nor \"value\"",
          field.has("sc:source")
              ? "\"source\" stands there, but \"@context\" does not say that it is cr:source; add"
                  + " that"
              : "say where its values come from, in one of the two");
    }
  }

  private void checkArray(Thing field) {
    Optional<Node> shape = field.get("cr:arrayShape");
    if (shape.isEmpty()) {
      return;
    }
    if (!field.isTrue("cr:isArray")) {
      problems.error(
          shape.get().place(),
          field.what() + " has \"arrayShape\", but not \"isArray\": true",
          "add it, or remove \"arrayShape\"");
    }
    String text = Thing.reference(shape.get()).orElse("");
    if (text.length() > LONGEST_SHAPE
        || !text.matches("\\s*\\(?\\s*-?\\d+\\s*(,\\s*-?\\d+\\s*)*,?\\s*\\)?\\s*")) {
      problems.error(
          shape.get().place(),
          "\"arrayShape\" of " + field.what() + " is no list of numbers",
          "write it like \"3,-1\", a number for each dimension, -1 where it is not known");
    }
  }
}
