package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.JsonText;
import io.weir.engine.definition.Node;
import io.weir.engine.definition.Place;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.csvw.Metadata.Group;
import io.weir.engine.interchange.csvw.Metadata.Schema;
import io.weir.engine.interchange.csvw.Metadata.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a file of metadata: a group of tables, or one table. */
final class MetadataReader {
  static final String CONTEXT = "http://www.w3.org/ns/csvw";
  private static final Set<String> SHARED =
      SchemaReader.with(
          Inherited.NAMES,
          "@context",
          "dialect",
          "notes",
          "tableDirection",
          "tableSchema",
          "transformations");
  private static final Set<String> GROUP = SchemaReader.with(SHARED, "tables");
  private static final Set<String> TABLE = SchemaReader.with(SHARED, "url", "suppressOutput");
  private static final Set<String> TEMPLATE =
      Set.of("url", "scriptFormat", "targetFormat", "source", "titles");
  private static final Set<String> DIRECTIONS = Set.of("ltr", "rtl", "auto");
  private static final List<String> NAMES = List.of("schema:name");
  private static final List<String> TITLES = List.of("dc:title", "rdfs:label");
  private static final List<String> DESCRIPTIONS =
      List.of("dc:description", "schema:description", "rdfs:comment");

  private final Optional<Folder> folder;
  private final Problems problems;
  private URI base;
  private String language = LanguageTags.UNDETERMINED;

  /**
   * @param folder where other files are looked for; without one none is
   */
  MetadataReader(Optional<Folder> folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
    this.base = Folder.base("");
  }

  /** What the file says; nothing if it is no metadata at all. */
  Optional<Group> read(String path) {
    base = Folder.base(path);
    return json(path).flatMap(this::group);
  }

  /** What a text says whose urls are relative to the folder. */
  Optional<Group> readText(String text) {
    return JsonText.parse(text, problems).flatMap(this::group);
  }

  private Optional<Group> group(Node root) {
    return Optional.of(root)
        .flatMap(node -> {
          if (node instanceof Node.Obj object) {
            return Optional.of(object);
          }
          problems.error(node.place(), "metadata must be an object", "write it in { }");
          return Optional.empty();
        })
        .flatMap(object -> group(new Described(object, "the metadata", problems)));
  }

  private Optional<Node> json(String path) {
    Optional<Path> file = folder.flatMap(it -> it.file(path));
    if (file.isEmpty()) {
      problems.error(
          Place.root(1, 1),
          "the file " + Wording.quote(path) + " is not in the folder",
          "put it there; nothing is loaded from elsewhere");
      return Optional.empty();
    }
    try {
      return JsonText.decode(Folder.start(file.get(), DocumentReader.MOST_BYTES + 1), problems)
          .flatMap(text -> JsonText.parse(text, problems));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Group> group(Described top) {
    readContext(top);
    boolean several = top.has("tables");
    if (!several && !top.has("url")) {
      problems.error(
          top.object().place(),
          "the metadata describes neither a table nor a group of tables",
          "write \"url\" or \"tables\"");
      return Optional.empty();
    }
    top.allowOnly(several ? "TableGroup" : "Table", several ? GROUP : TABLE);
    Shared shared =
        several
            ? shared(top, new Shared(Inherited.none(), Dialect.standard(), Optional.empty()))
            : new Shared(Inherited.none(), Dialect.standard(), Optional.empty());
    List<Described> described = several ? top.objects("tables", "a table") : List.of(top);
    if (described.isEmpty()) {
      top.error("tables", "the group has no tables", "describe at least one");
    }
    List<Table> tables = new ArrayList<>();
    for (Described table : described) {
      if (several) {
        table.allowOnly("Table", TABLE);
      }
      table(table, shared).ifPresent(tables::add);
    }
    return Optional.of(
        new Group(
            top.get("@id")
                .filter(Node.Text.class::isInstance)
                .map(node -> ((Node.Text) node).text()),
            top.told(NAMES),
            top.told(List.of("schema:version", "dc:hasVersion")),
            top.told(DESCRIPTIONS),
            top.told(List.of("dc:license", "schema:license")),
            tables));
  }

  private void readContext(Described top) {
    Optional<Node> context = top.get("@context");
    boolean ours =
        switch (context.orElse(new Node.Nil(top.object().place()))) {
          case Node.Text(_, String text) -> text.equals(CONTEXT);
          case Node.Arr(_, List<Node> elements) -> {
            boolean good =
                !elements.isEmpty()
                    && elements.size() <= 2
                    && elements.getFirst() instanceof Node.Text(_, String text)
                    && text.equals(CONTEXT);
            yield good
                && (elements.size() == 1
                    || (elements.get(1) instanceof Node.Obj object && readLocal(object)));
          }
          case Node.Obj _, Node.Num _, Node.Bool _, Node.Nil _ -> false;
        };
    if (!ours) {
      top.error(
          "@context",
          "\"@context\" must be \"" + CONTEXT + "\", with at most @base and @language beside it",
          "write exactly that; no other context is loaded");
    }
  }

  private boolean readLocal(Node.Obj local) {
    Described described = new Described(local, "the context", problems);
    described
        .text("@base")
        .flatMap(url -> Folder.resolve(base, url))
        .ifPresent(resolved -> base = resolved);
    described
        .text("@language", "a language tag", LanguageTags::isTag)
        .ifPresent(tag -> language = tag);
    return !local.members().isEmpty()
        && Set.of("@base", "@language").containsAll(local.members().keySet());
  }

  /** What a group says for its tables. */
  private record Shared(Inherited inherited, Dialect dialect, Optional<Schema> schema) {}

  private Shared shared(Described described, Shared around) {
    described.text("tableDirection", "a direction", DIRECTIONS::contains);
    described
        .get("notes")
        .ifPresent(node -> {
          if (node instanceof Node.Arr) {
            new CommonProperties(problems, described.what()).check(node);
          } else {
            described.warn("notes", node, "a list");
          }
        });
    for (Described template :
        described.objects("transformations", "a transformation of " + described.what())) {
      template.allowOnly("Template", TEMPLATE);
      for (String needed : List.of("url", "scriptFormat", "targetFormat")) {
        if (template.text(needed).isEmpty()) {
          problems.error(
              template.object().place(),
              template.what() + " has no " + Wording.quote(needed),
              "write it, or remove the transformation");
        }
      }
    }
    Inherited inherited = Inherited.read(described).within(around.inherited());
    Optional<Schema> schema =
        described
            .get("tableSchema")
            .flatMap(node -> schema(described, node, inherited))
            .or(around::schema);
    return new Shared(inherited, dialect(described).orElse(around.dialect()), schema);
  }

  private Optional<Dialect> dialect(Described described) {
    return described
        .get("dialect")
        .flatMap(node -> referred(described, "dialect", node))
        .map(object ->
            Dialect.read(new Described(object, "the dialect of " + described.what(), problems)));
  }

  private Optional<Schema> schema(Described described, Node node, Inherited around) {
    return referred(described, "tableSchema", node)
        .map(object -> {
          URI schemaBase =
              node instanceof Node.Text(_, String url)
                  ? Folder.resolve(base, url).orElse(base)
                  : base;
          Schema schema =
              new SchemaReader(problems, schemaBase, described.what(), language)
                  .read(object, around);
          return node instanceof Node.Text && schema.id().isEmpty()
              ? new Schema(
                  Optional.of(schemaBase.toString()),
                  schema.columns(),
                  schema.primaryKey(),
                  schema.foreignKeys())
              : schema;
        });
  }

  /** An object that stands here, or in another file of the folder. */
  private Optional<Node.Obj> referred(Described described, String term, Node node) {
    Optional<Node> found = Optional.of(node);
    if (node instanceof Node.Text(_, String url)) {
      Optional<String> path = Folder.path(base, url);
      if (path.isEmpty()) {
        described.error(
            term,
            Wording.quote(term) + " of " + described.what() + " is outside of the folder",
            "put the file there; nothing is loaded from elsewhere");
        return Optional.empty();
      }
      found = json(path.get());
    }
    if (found.isPresent() && !(found.get() instanceof Node.Obj)) {
      described.warn(term, node, "an object or the url of one");
    }
    return found.filter(Node.Obj.class::isInstance).map(Node.Obj.class::cast);
  }

  private Optional<Table> table(Described described, Shared group) {
    Optional<String> url = described.text("url");
    if (url.isEmpty()) {
      problems.error(
          described.object().place(), described.what() + " has no \"url\"", "name its CSV file");
      return Optional.empty();
    }
    Described table =
        new Described(described.object(), "table " + Wording.quote(url.get()), problems);
    table.flag("suppressOutput");
    Optional<String> path = Folder.path(base, url.get());
    if (path.isEmpty()) {
      table.error(
          "url",
          "the file of " + table.what() + " is outside of the folder",
          "put it there; nothing is loaded from elsewhere");
    }
    Shared shared = shared(table, group);
    return path.map(found ->
        new Table(
            found,
            table.object().place(),
            table.told(NAMES),
            table.told(TITLES),
            table.told(DESCRIPTIONS),
            shared.inherited().language().orElse(language),
            shared.dialect(),
            shared.inherited(),
            shared.schema().orElse(Schema.empty())));
  }
}
