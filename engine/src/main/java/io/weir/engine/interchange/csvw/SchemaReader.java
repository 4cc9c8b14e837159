package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.Node;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.csvw.Metadata.Column;
import io.weir.engine.interchange.csvw.Metadata.ForeignKey;
import io.weir.engine.interchange.csvw.Metadata.Keys;
import io.weir.engine.interchange.csvw.Metadata.Schema;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the schema of a table. */
final class SchemaReader {
  private static final Set<String> KNOWN =
      with(Inherited.NAMES, "columns", "foreignKeys", "primaryKey", "rowTitles", "@context");
  private static final Set<String> COLUMN =
      with(Inherited.NAMES, "name", "titles", "virtual", "suppressOutput");
  private static final List<String> DESCRIPTIONS =
      List.of("dc:description", "schema:description", "rdfs:comment");

  private final Problems problems;
  private final URI base;
  private final String table;
  private final String language;

  /**
   * @param base what urls in the schema are relative to
   * @param table for messages
   * @param language of titles that say none
   */
  SchemaReader(Problems problems, URI base, String table, String language) {
    this.problems = problems;
    this.base = base;
    this.table = table;
    this.language = language;
  }

  /**
   * @param around what the columns inherit
   */
  Schema read(Node.Obj object, Inherited around) {
    Described schema = new Described(object, "the schema of " + table, problems);
    schema.allowOnly("Schema", KNOWN);
    Inherited inherited = Inherited.read(schema).within(around);
    List<Column> columns = columns(schema, inherited);
    Set<String> names = new HashSet<>();
    columns.forEach(column -> column.name().or(() -> derived(column)).ifPresent(names::add));
    Optional<Keys> primaryKey = keys(schema, "primaryKey");
    primaryKey.ifPresent(keys -> requireAll(keys.columns(), names, schema, "primaryKey"));
    keys(schema, "rowTitles")
        .ifPresent(keys -> requireAll(keys.columns(), names, schema, "rowTitles"));
    return new Schema(
        schema
            .get("@id")
            .filter(Node.Text.class::isInstance)
            .flatMap(node -> Folder.resolve(base, ((Node.Text) node).text()))
            .map(URI::toString),
        columns,
        primaryKey,
        foreignKeys(schema, names));
  }

  private Optional<String> derived(Column column) {
    return column.titles().first(language).map(ColumnNames::encoded);
  }

  private List<Column> columns(Described schema, Inherited around) {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean virtual = false;
    for (Described described : schema.objects("columns", "a column of " + table)) {
      Column column = column(described, around);
      columns.add(column);
      column
          .name()
          .or(() -> derived(column))
          .filter(name -> !names.add(name))
          .ifPresent(name ->
              problems.error(
                  column.place(),
                  "two columns of " + table + " are called " + Wording.quote(name),
                  "give one of them another name"));
      if (virtual && !column.virtual()) {
        problems.error(
            column.place(),
            "a column of " + table + " stands behind a virtual one",
            "write virtual columns last");
      }
      virtual |= column.virtual();
    }
    return columns;
  }

  private Column column(Described described, Inherited around) {
    described.allowOnly("Column", COLUMN);
    described.flag("suppressOutput");
    Optional<String> name = described.text("name", "a name of a column", UriTemplates::isName);
    Described column =
        new Described(
            described.object(),
            name.map(text -> "column " + Wording.quote(text) + " of " + table)
                .orElse("a column of " + table),
            problems);
    return new Column(
        name,
        column.titles("titles", language),
        column.told(DESCRIPTIONS),
        column.flag("virtual").orElse(false),
        Inherited.read(column).within(around),
        column.object().place());
  }

  private static Optional<Keys> keys(Described described, String term) {
    return described
        .texts(term)
        .filter(names -> !names.isEmpty())
        .map(names -> new Keys(names, described.object().nameOf(term)));
  }

  private static void requireAll(
      List<String> columns, Set<String> names, Described described, String term) {
    for (String column : columns) {
      if (!names.isEmpty() && !names.contains(column)) {
        described.error(
            term,
            Wording.quote(term)
                + " of "
                + described.what()
                + " names the column "
                + Wording.quote(column)
                + ", which is not there",
            ColumnNames.advice(column, names));
      }
    }
  }

  private List<ForeignKey> foreignKeys(Described schema, Set<String> names) {
    List<ForeignKey> keys = new ArrayList<>();
    for (Described key : schema.objects("foreignKeys", "a foreign key of " + table)) {
      refuseOthers(key, Set.of("columnReference", "reference"));
      Optional<Keys> columns = keys(key, "columnReference");
      if (columns.isEmpty()) {
        key.error("columnReference", key.what() + " names no column", "name the one that refers");
      }
      columns.ifPresent(found -> requireAll(found.columns(), names, key, "columnReference"));
      Optional<Node.Obj> reference =
          key.get("reference").filter(Node.Obj.class::isInstance).map(Node.Obj.class::cast);
      if (reference.isEmpty()) {
        key.error("reference", key.what() + " refers to nothing", "name a table and its column");
      }
      if (columns.isPresent() && reference.isPresent()) {
        reference(columns.get(), reference.get()).ifPresent(keys::add);
      }
    }
    return keys;
  }

  private Optional<ForeignKey> reference(Keys columns, Node.Obj object) {
    Described reference =
        new Described(object, "the reference of a foreign key of " + table, problems);
    refuseOthers(reference, Set.of("resource", "schemaReference", "columnReference"));
    Optional<String> resource = reference.text("resource").flatMap(this::path);
    Optional<String> schema =
        reference
            .text("schemaReference")
            .flatMap(url -> Folder.resolve(base, url))
            .map(URI::toString);
    Optional<Keys> referenced = keys(reference, "columnReference");
    if (resource.isPresent() == schema.isPresent()) {
      problems.error(
          object.place(),
          reference.what() + " must name either a table or a schema",
          "write its url in \"resource\"");
      return Optional.empty();
    }
    if (referenced.isEmpty() || referenced.get().columns().size() != columns.columns().size()) {
      problems.error(
          object.place(),
          reference.what() + " does not name as many columns as refer to it",
          "name them in \"columnReference\"");
      return Optional.empty();
    }
    return Optional.of(
        new ForeignKey(
            columns.columns(), resource, schema, referenced.get().columns(), object.place()));
  }

  private Optional<String> path(String url) {
    // A table outside of the folder is no table of this group, whatever it is called.
    return Folder.path(base, url).or(() -> Optional.of(url));
  }

  private static void refuseOthers(Described described, Set<String> known) {
    for (String name : described.object().members().keySet()) {
      if (!known.contains(name)) {
        described.error(
            name,
            Wording.quote(name) + " is not allowed in " + described.what(),
            Wording.nearest(name, known));
      }
    }
  }

  static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }
}
