package io.weir.engine.interchange.croissant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.FreeNames;
import io.weir.engine.definition.Place;
import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.croissant.Graph.Dataset;
import io.weir.engine.interchange.croissant.Graph.RecordSet;
import io.weir.engine.interchange.croissant.Graph.Reference;
import io.weir.engine.interchange.croissant.Graph.Source;
import io.weir.engine.interchange.croissant.TableDraft.Collection;
import io.weir.engine.interchange.croissant.TableDraft.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the module document of a description, and warns of what it leaves out. */
final class ModuleWriter {
  /** The name of the one source every table has: where the dataset's files are. */
  static final String SOURCE = "dataset";

  private static final Set<String> NO_KEYS = Set.of("json", "binary");

  private final Dataset dataset;
  private final Problems problems;
  private final List<TableDraft> drafts = new ArrayList<>();
  private final Map<String, Target> targets = new HashMap<>();

  /** A column that others may refer to. */
  private record Target(String table, Column column) {}

  ModuleWriter(Dataset dataset, Problems problems) {
    this.dataset = dataset;
    this.problems = problems;
  }

  /** The tables; those without a column are left out with a warning. */
  List<TableDraft> tables() {
    if (drafts.isEmpty()) {
      FreeNames names = new FreeNames();
      for (RecordSet set : dataset.recordSets()) {
        String wanted = FreeNames.identifier(set.name(), "table");
        if (set.fields().isEmpty()) {
          problems.warn(
              set.place(),
              "RecordSet " + Wording.quote(set.id()) + " has no fields and is left out",
              "write its fields if it is to be a table");
          continue;
        }
        TableDraft draft = new TableDraft.Maker(dataset, problems).make(set, names.claim(wanted));
        drafts.add(draft);
        draft.columns().forEach(it -> targets.put(it.field().id(), new Target(draft.name(), it)));
      }
    }
    return List.copyOf(drafts);
  }

  ObjectNode write() {
    ObjectNode module = new ModuleHead(dataset, problems).write();
    ArrayNode tables = module.putArray("tables");
    tables().forEach(draft -> tables.add(table(draft)));
    return module;
  }

  private ObjectNode table(TableDraft draft) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    table.put("url", draft.name());
    if (!draft.set().name().equals(draft.name())) {
      table.put("titles", draft.set().name());
    }
    draft.set().description().ifPresent(it -> table.put("description", it));
    table.putArray("collect").add(source(draft));
    ObjectNode schema = table.putObject("tableSchema");
    key(draft)
        .ifPresent(key -> schema.put("primaryKey", key).put("onKeyConflict", "source-priority"));
    ArrayNode columns = schema.putArray("columns");
    draft.columns().forEach(column -> columns.add(column(draft, column)));
    return table;
  }

  private ObjectNode source(TableDraft draft) {
    ObjectNode source = JsonNodeFactory.instance.objectNode().put("source", SOURCE);
    Place place = draft.set().place();
    String table = Wording.quote(draft.name());
    switch (draft.collection()) {
      case Collection.Readable(FileAccess file) -> {
        source.put("file", file.path()).put("format", file.format());
        if (file.tabs()) {
          source.put("delimiter", "\t");
        }
        if (!file.preparation().isEmpty()) {
          problems.warn(
              place,
              "the file of table " + table + " does not lie beside the document",
              file.preparation());
        }
      }
      case Collection.Written(String path) -> {
        source.put("file", path).put("format", "json");
        problems.warn(
            place,
            "the records of table "
                + table
                + " stand in the description, and are read from "
                + path,
            "with -o the import writes that file beside the document");
      }
      case Collection.Missing(String script, String reason) -> {
        source.put("script", script);
        problems.warn(
            place,
            "no source can read table " + table + ": " + reason,
            "write "
                + script
                + " so that it prints the records as JSON, or put another source in its place");
      }
    }
    return source;
  }

  private ObjectNode column(TableDraft draft, Column column) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", column.name());
    if (!column.title().equals(column.name())) {
      node.put("titles", column.title());
    }
    column.field().description().ifPresent(it -> node.put("description", it));
    node.put("datatype", column.datatype());
    reference(draft, column).ifPresent(it -> node.put("references", it));
    return node;
  }

  // ---- keys

  private Optional<String> key(TableDraft draft) {
    List<Reference> keys = draft.set().keys();
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    String set = "\"key\" of RecordSet " + Wording.quote(draft.set().id());
    if (keys.size() > 1) {
      problems.warn(
          keys.getFirst().place(),
          set + " names several fields and is left out",
          "a primary key is one column: add one that is unique, or do without");
      return Optional.empty();
    }
    String id = keys.getFirst().id();
    Optional<Column> column =
        draft.columns().stream()
            .filter(it ->
                it.field().id().equals(id)
                    || it.field().id().equals(draft.set().id() + "/" + id)
                    || it.title().equals(id))
            .findFirst();
    if (column.isEmpty() || NO_KEYS.contains(column.get().datatype())) {
      problems.warn(
          keys.getFirst().place(),
          set
              + " is left out: "
              + (column.isEmpty()
                  ? Wording.quote(id) + " is no column of the table"
                  : "column "
                      + Wording.quote(column.get().name())
                      + " is of type "
                      + column.get().datatype()),
          "name the column whose values are unique in \"primaryKey\", if there is one");
      return Optional.empty();
    }
    return column.map(Column::name);
  }

  private Optional<String> reference(TableDraft draft, Column column) {
    Optional<Reference> wanted = column.field().references().flatMap(Source::target);
    if (wanted.isEmpty() || dataset.field(wanted.get().id()).isEmpty()) {
      return Optional.empty(); // a file, which says where the values are rather than what they mean
    }
    Optional<Target> target = Optional.ofNullable(targets.get(wanted.get().id()));
    boolean itself =
        target.isPresent() && target.get().column().field().id().equals(column.field().id());
    boolean fits =
        target
            .filter(it -> DataTypes.alike(it.column().datatype(), column.datatype()))
            .filter(it -> !NO_KEYS.contains(column.datatype()))
            .isPresent();
    if (fits && !itself) {
      return target.map(it -> it.table() + "/" + it.column().name());
    }
    problems.warn(
        wanted.get().place(),
        "\"references\" of column "
            + Wording.quote(column.name())
            + " of table "
            + Wording.quote(draft.name())
            + " is left out: "
            + (itself
                ? "it is the column itself"
                : target.isEmpty()
                    ? Wording.quote(wanted.get().id()) + " became no column"
                    : "it is of type "
                        + column.datatype()
                        + " and the column it names of type "
                        + target.get().column().datatype()),
        "give both columns the same type and write \"references\" to make it a foreign key");
    return Optional.empty();
  }
}
