package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.croissant.Graph.Dataset;
import io.weir.engine.interchange.croissant.Graph.RecordSet;
import io.weir.engine.interchange.croissant.Graph.Reference;
import io.weir.engine.interchange.croissant.Graph.Resource;
import io.weir.engine.interchange.croissant.Graph.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the nodes of a description, and tells every one that lacks what it must have. */
final class GraphReader {
  private static final String CONFORMS = "http://mlcommons.org/croissant/";
  private static final String DATASET = "sc:Dataset";

  private final Problems problems;
  private final Context context;
  private final Thing root;
  private Version version = Version.V0_8;
  private String dataset = "the dataset";

  GraphReader(Node.Obj description, Problems problems) {
    this.problems = problems;
    this.context = Context.of(description, problems);
    this.root = Thing.of(description, dataset, context, problems);
  }

  Dataset read() {
    readVersion();
    Optional<String> name = root.text("sc:name");
    dataset = name.map(it -> "dataset " + Wording.quote(it)).orElse(dataset);
    Thing node = root.named(dataset);
    if (!root.names("@type").contains(DATASET)) {
      problems.error(
          root.get("@type").map(Node::place).orElse(root.place()),
          "\"@type\" of " + dataset + " is not sc:Dataset",
          "write \"@type\": \"sc:Dataset\"");
    }
    if (version == Version.V0_8) {
      node.require("sc:name", "write a name for the dataset");
    }
    return new Dataset(node, version, name, resources(node), recordSets(node));
  }

  private void readVersion() {
    Optional<Node> conforms = root.any("dct:conformsTo", "sc:conformsTo");
    if (conforms.isEmpty()) {
      return;
    }
    List<String> standards =
        Thing.elements(conforms.get()).stream()
            .flatMap(node -> Thing.reference(node).stream())
            .filter(it -> it.startsWith(CONFORMS))
            .map(it -> it.substring(CONFORMS.length()))
            .toList();
    Optional<Version> known =
        standards.stream()
            .flatMap(number ->
                switch (number) {
                  case "0.8" -> Optional.of(Version.V0_8).stream();
                  case "1.0" -> Optional.of(Version.V1_0).stream();
                  case "1.1" -> Optional.of(Version.V1_1).stream();
                  default -> Optional.<Version>empty().stream();
                })
            .findFirst();
    if (known.isEmpty()) {
      problems.error(
          conforms.get().place(),
          "\"conformsTo\" of the dataset names no version of Croissant that is known here",
          "versions 0.8, 1.0 and 1.1 can be read: write " + CONFORMS + "1.1 if it is one of them");
    }
    version = known.orElse(Version.V1_1);
  }

  // ---- files

  private List<Resource> resources(Thing node) {
    List<Resource> resources = new ArrayList<>();
    for (Node element : node.list("sc:distribution")) {
      object(element, "distribution")
          .flatMap(it -> resource(it, resources.size() + 1))
          .ifPresent(resources::add);
    }
    return resources;
  }

  private Optional<Resource> resource(Node.Obj object, int number) {
    Thing file = Thing.of(object, "file " + number + " of " + dataset, context, problems);
    Optional<String> id = id(file);
    List<String> types = file.names("@type");
    boolean old = version == Version.V0_8;
    boolean set = types.contains(old ? "sc:FileSet" : "cr:FileSet");
    if (!set && !types.contains(old ? "sc:FileObject" : "cr:FileObject")) {
      problems.error(
          file.get("@type").map(Node::place).orElse(file.place()),
          "\"@type\" of "
              + id.map(it -> "file " + Wording.quote(it)).orElse("file " + number)
              + " of "
              + dataset
              + " is neither FileObject nor FileSet",
          old
              ? "write \"sc:FileObject\" or \"sc:FileSet\""
              : "write \"cr:FileObject\" or \"cr:FileSet\"");
      return Optional.empty();
    }
    String kind = set ? "FileSet " : "FileObject ";
    file = file.named(kind + id.map(Wording::quote).orElse("" + number) + " of " + dataset);
    checkId(file);
    if (old) {
      file.require("sc:name", "write a name that is unique in the dataset");
    }
    file.text("sc:name");
    file.text("sc:description");
    file.require("sc:encodingFormat", "write its MIME type, such as \"text/csv\"");
    if (set) {
      file.require("cr:includes", "write a pattern that its files match, such as \"data/*.csv\"");
    } else {
      file.require("sc:contentUrl", "write where the file lies");
    }
    return Optional.of(
        new Resource(
            id.orElse("#file" + number),
            set,
            file.text("sc:contentUrl"),
            texts(file, "sc:encodingFormat"),
            texts(file, "cr:includes"),
            containers(file),
            file.place()));
  }

  private static List<String> texts(Thing thing, String property) {
    return thing.list(property).stream().flatMap(it -> Thing.reference(it).stream()).toList();
  }

  private List<Reference> containers(Thing file) {
    List<Reference> containers = new ArrayList<>();
    for (Node node :
        Thing.elements(file.any("cr:containedIn", "sc:containedIn").orElse(nothing(file)))) {
      Thing.reference(node)
          .or(() ->
              node instanceof Node.Obj inner
                  ? file.nested(inner, file.what())
                      .any("cr:fileObject", "cr:fileSet")
                      .flatMap(Thing::reference)
                  : Optional.empty())
          .ifPresent(id -> containers.add(new Reference(id, node.place())));
    }
    return containers;
  }

  private static Node nothing(Thing thing) {
    return new Node.Nil(thing.place());
  }

  // ---- record sets

  private List<RecordSet> recordSets(Thing node) {
    List<RecordSet> sets = new ArrayList<>();
    List<Node> nodes = node.list("cr:recordSet");
    IntStream.range(0, nodes.size())
        .forEach(i ->
            object(nodes.get(i), "recordSet")
                .flatMap(it -> recordSet(it, i + 1))
                .ifPresent(sets::add));
    return sets;
  }

  private Optional<RecordSet> recordSet(Node.Obj object, int number) {
    Thing set = Thing.of(object, "RecordSet " + number + " of " + dataset, context, problems);
    Optional<String> id = id(set);
    set = set.named("RecordSet " + id.map(Wording::quote).orElse("" + number) + " of " + dataset);
    if (!set.names("@type").contains("cr:RecordSet")) {
      problems.error(
          set.get("@type").map(Node::place).orElse(set.place()),
          "\"@type\" of " + set.what() + " is not cr:RecordSet",
          "write \"@type\": \"cr:RecordSet\"");
      return Optional.empty();
    }
    checkId(set);
    if (version == Version.V0_8) {
      set.require("sc:name", "write a name that is unique in the dataset");
    }
    String identity = id.orElse("#recordSet" + number);
    Optional<List<Node>> data = set.get("cr:data").map(Thing::elements);
    FieldReader fields = new FieldReader(version, identity, data.isPresent(), problems);
    return Optional.of(
        new RecordSet(
            identity,
            set.text("sc:name").orElse(identity),
            set.text("sc:description"),
            keys(set),
            fields.read(set),
            data,
            set.place()));
  }

  private static List<Reference> keys(Thing set) {
    return set.list("cr:key").stream()
        .flatMap(node -> Thing.reference(node).map(id -> new Reference(id, node.place())).stream())
        .toList();
  }

  // ---- ids

  /** A node's id, or its name: in version 0.8 names are ids. */
  private Optional<String> id(Thing thing) {
    Optional<String> id =
        thing.get("@id") instanceof Optional<Node> at && at.isPresent()
            ? Thing.reference(at.get())
            : Optional.empty();
    return id.or(() -> name(thing));
  }

  /** Without telling of a name that is no text; that is told where names are read. */
  private static Optional<String> name(Thing thing) {
    return thing.get("sc:name").flatMap(Thing::reference);
  }

  private void checkId(Thing thing) {
    if (version == Version.V0_8) {
      return;
    }
    thing
        .get("@id")
        .flatMap(Thing::reference)
        .filter(id -> id.chars().anyMatch(Character::isWhitespace) || id.contains("%20"))
        .ifPresent(id ->
            problems.error(
                thing.get("@id").orElseThrow().place(),
                "\"@id\" of " + thing.what() + " holds white space",
                "write an @id without it, here and where it is referred to"));
  }

  private Optional<Node.Obj> object(Node node, String property) {
    if (node instanceof Node.Obj object) {
      return Optional.of(object);
    }
    problems.error(
        node.place(),
        Wording.quote(property) + " of " + dataset + " must hold objects, not " + node.kind(),
        "write each in { }");
    return Optional.empty();
  }
}
