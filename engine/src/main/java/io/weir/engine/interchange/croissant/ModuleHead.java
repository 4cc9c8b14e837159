package io.weir.engine.interchange.croissant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.FreeNames;
import io.weir.engine.definition.Node;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.SemanticVersion;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.croissant.Graph.Dataset;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes what a module document says of the module as a whole. */
record ModuleHead(Dataset dataset, Problems problems) {
  private static final String FIRST_VERSION = "1.0.0";
  private static final Set<String> TOLD =
      Set.of(
          "@context",
          "@type",
          "@id",
          "@language",
          "sc:name",
          "sc:description",
          "sc:version",
          "sc:license",
          "sc:url",
          "sc:creator",
          "sc:keywords",
          "sc:datePublished",
          "sc:distribution",
          "sc:conformsTo",
          "dct:conformsTo",
          "cr:recordSet");

  ObjectNode write() {
    ObjectNode module = JsonNodeFactory.instance.objectNode();
    String name = name();
    module.put("@context", "https://w3id.org/weir/v1");
    module.put("id", id(name));
    module.put("type", "DataModule");
    module.put("name", name);
    module.put("version", version());
    Thing node = dataset.node();
    node.text("sc:description").ifPresent(it -> module.put("description", it));
    iri("sc:license").ifPresent(it -> module.put("license", it));
    iri("sc:url").ifPresent(it -> module.put("url", it));
    creators().ifPresent(it -> module.set("creator", it));
    texts("sc:keywords").ifPresent(it -> module.set("keywords", it));
    date().ifPresent(it -> module.put("datePublished", it));
    warnOfTheRest();
    return module;
  }

  private String name() {
    Optional<String> written = dataset.name();
    String wanted =
        written
            .or(() ->
                dataset
                    .node()
                    .text("sc:url")
                    .map(it -> it.substring(it.lastIndexOf('/', it.length() - 2) + 1)))
            .orElse("dataset");
    String name = FreeNames.identifier(wanted, "dataset");
    if (!written.equals(Optional.of(name))) {
      problems.warn(
          dataset.node().get("sc:name").map(Node::place).orElse(dataset.node().place()),
          written.isEmpty()
              ? "the dataset has no name; the module is called " + Wording.quote(name)
              : Wording.quote(written.get())
                  + " cannot be the name of a module; it is called "
                  + Wording.quote(name),
          "choose another name if you like: letters, digits, _ and -");
    }
    return name;
  }

  private String id(String name) {
    Optional<String> id =
        dataset
            .node()
            .get("@id")
            .flatMap(Thing::reference)
            .filter(ModuleHead::isAbsolute)
            .or(() -> dataset.node().text("sc:url").filter(ModuleHead::isAbsolute));
    if (id.isEmpty()) {
      problems.warn(
          dataset.node().place(),
          "the dataset has neither an absolute \"@id\" nor a \"url\"; an \"id\" was made up",
          "write an IRI of yours in \"id\"");
    }
    return id.orElse("https://data.example.org/modules/" + name + "/");
  }

  private String version() {
    Optional<Node> node = dataset.node().get("sc:version");
    String written =
        node.map(it ->
                switch (it) {
                  case Node.Text text -> text.text();
                  case Node.Num number -> number.text();
                  case Node.Obj _, Node.Arr _, Node.Bool _, Node.Nil _ -> "";
                })
            .orElse("");
    for (String version : List.of(written, written + ".0", written + ".0.0")) {
      if (SemanticVersion.parse(version).isPresent()) {
        return version;
      }
    }
    problems.warn(
        node.map(Node::place).orElse(dataset.node().place()),
        node.isEmpty()
            ? "the dataset has no \"version\"; the module's is " + FIRST_VERSION
            : Wording.quote(written)
                + " is no number of Semantic Versioning; the module's version is "
                + FIRST_VERSION,
        "write another if you like");
    return FIRST_VERSION;
  }

  /** The first absolute IRI among the values; a text that is none is left out. */
  private Optional<String> iri(String property) {
    List<String> written = values(property);
    Optional<String> iri = written.stream().filter(ModuleHead::isAbsolute).findFirst();
    if (iri.isEmpty() && !written.isEmpty()) {
      problems.warn(
          dataset.node().get(property).orElseThrow().place(),
          Thing.quoted(property)
              + " "
              + Wording.quote(written.getFirst())
              + " is no absolute IRI and is left out",
          "write the IRI it stands for in " + Thing.quoted(property));
    }
    return iri;
  }

  private List<String> values(String property) {
    return dataset.node().list(property).stream()
        .flatMap(node ->
            Thing.reference(node)
                .or(() -> node instanceof Node.Obj object ? named(object) : Optional.empty())
                .stream())
        .toList();
  }

  private Optional<String> named(Node.Obj object) {
    Thing thing = dataset.node().nested(object, dataset.node().what());
    return thing.get("sc:url").or(() -> thing.get("sc:name")).flatMap(Thing::reference);
  }

  private Optional<JsonNode> creators() {
    ArrayNode creators = JsonNodeFactory.instance.arrayNode();
    for (Node node : dataset.node().list("sc:creator")) {
      switch (node) {
        case Node.Text text -> creators.add(text.text());
        case Node.Obj object -> {
          Thing thing = dataset.node().nested(object, dataset.node().what());
          ObjectNode creator = JsonNodeFactory.instance.objectNode();
          thing.text("sc:name").ifPresent(it -> creator.put("name", it));
          thing
              .text("sc:url")
              .filter(ModuleHead::isAbsolute)
              .ifPresent(it -> creator.put("url", it));
          if (!creator.isEmpty()) {
            creators.add(creator);
          }
        }
        case Node.Arr _, Node.Num _, Node.Bool _, Node.Nil _ -> {}
      }
    }
    return single(creators);
  }

  private Optional<JsonNode> texts(String property) {
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    values(property).forEach(texts::add);
    return single(texts);
  }

  private static Optional<JsonNode> single(ArrayNode values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.size() == 1 ? values.get(0) : values);
  }

  private Optional<String> date() {
    return values("sc:datePublished").stream()
        .map(it -> it.length() > 10 ? it.substring(0, 10) : it)
        .filter(it -> {
          try {
            return LocalDate.parse(it).getYear() >= 0;
          } catch (DateTimeException _) {
            return false;
          }
        })
        .findFirst();
  }

  private void warnOfTheRest() {
    Set<String> rest = new TreeSet<>();
    dataset.node().properties().keySet().stream()
        .filter(it -> !TOLD.contains(it))
        .map(it -> it.substring(Math.max(it.lastIndexOf('/'), it.lastIndexOf('#')) + 1))
        .forEach(rest::add);
    if (!rest.isEmpty()) {
      problems.warn(
          dataset.node().place(),
          "module documents have no place for "
              + (rest.size() == 1 ? "this property" : "these properties")
              + " of the dataset, left out: "
              + String.join(", ", rest),
          "keep the description beside the document if you need them");
    }
  }

  private static boolean isAbsolute(String iri) {
    try {
      return new URI(iri).isAbsolute();
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
