package io.weir.engine.definition;

import io.weir.engine.definition.TablePlan.KeyPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one table: its name, its collection protocol, its key and its columns. */
final class TableReader {
  private static final int MOST_COLUMNS = 10_000;

  private final Problems problems;
  private final SourceReader sources;
  private final SourcePolicies policies;

  TableReader(Problems problems, SourceReader sources) {
    this.problems = problems;
    this.sources = sources;
    this.policies = new SourcePolicies(problems);
  }

  /** The table as far as it could be read; nothing if not even its name could. */
  Optional<TableDraft> read(Node node) {
    Optional<Fields> fields = Fields.of(node, "a table", problems);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<Node.Text> url =
        fields
            .get()
            .requireText("url", "write the table's name in \"url\"")
            .filter(text -> Names.isIdentifier(text, "a table", problems));
    String what = url.map(text -> "table " + Wording.quote(text.text())).orElse("a table");
    Fields table = new Fields(fields.get().object(), what, problems);
    table.allowOnly(Terms.TABLE, Terms.TABLE_NOT_YET);
    table.texts("titles");
    table.text("description");
    SourceReader.Collection collect =
        table
            .require("collect", "list the sources its records come from")
            .map(list -> sources.readAll(list, what))
            .orElse(SourceReader.Collection.none());
    Optional<Fields> schema =
        table
            .require("tableSchema", "describe its columns there")
            .flatMap(value -> Fields.of(value, "\"tableSchema\" of " + what, problems));
    int sample = policies.rejectedSample(table);
    TableAnonymization anonymization = TableAnonymization.read(table, problems);
    Optional<TableDraft> draft =
        schema.map(found -> {
          found.allowOnly(Terms.SCHEMA, Terms.SCHEMA_NOT_YET);
          return schema(url, what, found, collect, sample, anonymization);
        });
    return url.isEmpty() ? Optional.empty() : draft;
  }

  private TableDraft schema(
      Optional<Node.Text> url,
      String what,
      Fields schema,
      SourceReader.Collection collect,
      int rejectedSample,
      TableAnonymization anonymization) {
    Optional<Node.Text> key = primaryKey(schema, what);
    Optional<Node.Text> strategy = strategy(schema, what);
    List<Node> nodes = columns(schema, what);
    List<ColumnDraft> columns = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Node node : nodes) {
      new ColumnReader(problems, what, key.map(Node.Text::text))
          .read(node)
          .ifPresent(column -> addOnce(column, what, columns, lines));
    }
    boolean complete = columns.size() == nodes.size() && !nodes.isEmpty();
    if (complete) {
      collect.mappings().forEach(mapping -> mapping.check(what, lines.keySet(), problems));
    }
    key.filter(name -> complete && !lines.containsKey(name.text()))
        .ifPresent(name ->
            problems.error(
                name.place(),
                "the primary key " + Wording.quote(name.text()) + " is no column of " + what,
                Wording.nearest(name.text(), lines.keySet())));
    return new TableDraft(
        url.map(Node.Text::text).orElse(""),
        url.map(Node.Text::place).orElse(schema.object().place()),
        columns,
        complete,
        collect.plans(),
        key.flatMap(column -> strategy.map(name -> new KeyPlan(column.text(), name.text()))),
        strategy.map(Node.Text::place),
        rejectedSample,
        anonymization);
  }

  private Optional<Node.Text> primaryKey(Fields schema, String what) {
    Optional<Node> node = schema.get("primaryKey");
    if (node.isPresent() && node.get() instanceof Node.Arr(Place place, List<Node> several)) {
      if (several.size() > 1) {
        problems.error(
            place,
            "composite keys, like the primary key of " + what + ", are not supported yet",
            "name one column whose values are unique");
        return Optional.empty();
      }
      if (several.isEmpty()) {
        problems.error(
            place, "the primary key of " + what + " names no column", "name one, or remove it");
        return Optional.empty();
      }
    }
    return schema.texts("primaryKey").flatMap(names -> names.stream().findFirst());
  }

  private Optional<Node.Text> strategy(Fields schema, String what) {
    if (!schema.has("primaryKey") && schema.has("onKeyConflict")) {
      problems.error(
          schema.object().nameOf("onKeyConflict"),
          what + " has \"onKeyConflict\" but no primary key",
          "name the key column in \"primaryKey\", or remove \"onKeyConflict\"");
    }
    if (schema.has("primaryKey") && !schema.has("onKeyConflict")) {
      problems.error(
          schema.object().nameOf("primaryKey"),
          what + " has a primary key but no \"onKeyConflict\"",
          "say what becomes of records with the same key, like \"source-priority\", \"drop-all\" or"
              + " \"new-keys\"");
    }
    return schema.text("onKeyConflict");
  }

  private List<Node> columns(Fields schema, String what) {
    Optional<Node> node = schema.require("columns", "list at least one column");
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Node.Arr(Place place, List<Node> elements))) {
      problems.error(
          node.get().place(),
          "\"columns\" of " + what + " must be a list, not " + node.get().kind(),
          "write the columns in [ ]");
      return List.of();
    }
    if (elements.isEmpty() || elements.size() > MOST_COLUMNS) {
      problems.error(
          place,
          what + " has " + elements.size() + " columns; 1 to " + MOST_COLUMNS + " are possible",
          elements.isEmpty() ? "list at least one column" : "divide it into several tables");
      return List.of();
    }
    return elements;
  }

  private void addOnce(
      ColumnDraft column, String what, List<ColumnDraft> columns, Map<String, Integer> lines) {
    Optional<Integer> first =
        Optional.ofNullable(lines.putIfAbsent(column.name(), column.named().line()));
    first.ifPresent(line ->
        problems.error(
            column.named(),
            what
                + " has two columns "
                + Wording.quote(column.name())
                + ", the first in line "
                + line,
            "give one of them another name"));
    columns.add(column);
  }
}
