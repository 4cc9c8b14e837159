package io.weir.engine.definition;

import io.weir.engine.definition.SourcePlan.Access;
import io.weir.spi.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the collection protocol of a table, and declarative extraction scripts, which say the same.
 */
final class SourceReader {
  private static final int MOST_SOURCES = 1_000;

  private final Problems problems;
  private final SourcePolicies policies;
  private final String module;
  private final Set<String> parameters;

  /**
   * @param module whose folder is meant by a file without a connection
   * @param extensionParameters parameters of connectors beyond the usual ones
   */
  SourceReader(Problems problems, String module, Set<String> extensionParameters) {
    this.problems = problems;
    this.policies = new SourcePolicies(problems);
    this.module = module;
    this.parameters = Terms.parameters(extensionParameters);
  }

  /**
   * A collection protocol as far as it could be read.
   *
   * @param plans by priority
   * @param mappings to be checked once the table's columns are known
   */
  record Collection(List<SourcePlan> plans, List<ColumnMapping> mappings) {
    static Collection none() {
      return new Collection(List.of(), List.of());
    }
  }

  /** The sources by priority. */
  Collection readAll(Node node, String table) {
    if (!(node instanceof Node.Arr(Place place, List<Node> elements))) {
      problems.error(
          node.place(),
          "\"collect\" of " + table + " must be a list, not " + node.kind(),
          "write the sources in [ ], the most trusted first");
      return Collection.none();
    }
    if (elements.isEmpty() || elements.size() > MOST_SOURCES) {
      problems.error(
          place,
          table + " has " + elements.size() + " sources; 1 to " + MOST_SOURCES + " are possible",
          "list the sources its records come from");
      return Collection.none();
    }
    List<SourcePlan> sources = new ArrayList<>();
    List<ColumnMapping> mappings = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Node element : elements) {
      read(element, table, sources.size(), lines, mappings).ifPresent(sources::add);
    }
    return new Collection(sources, mappings);
  }

  private Optional<SourcePlan> read(
      Node node,
      String table,
      int priority,
      Map<String, Integer> lines,
      List<ColumnMapping> mappings) {
    return Fields.of(node, "a source of " + table, problems)
        .flatMap(fields -> {
          Optional<Node.Text> name =
              fields
                  .requireText("source", "name the system the records come from")
                  .filter(text -> Names.isIdentifier(text, "a source", problems));
          String what =
              name.map(text -> "source " + Wording.quote(text.text())).orElse("a source")
                  + " of "
                  + table;
          name.ifPresent(text -> checkUnique(text, table, lines));
          Fields source = new Fields(fields.object(), what, problems);
          allowOnly(source, Terms.SOURCE, Map.of());
          ColumnMapping mapping = ColumnMapping.read(source, problems);
          mappings.add(mapping);
          SourcePlan.Shape shape =
              new SourcePlan.Shape(
                  mapping.plain(), policies.extraFields(source), policies.missingColumns(source));
          Duration idle = policies.idleTimeout(source);
          SourcePlan.Expected expected = policies.expected(source);
          SourcePlan.Retries retries = policies.retries(source);
          Optional<Access> access =
              source.has("script") ? script(source) : connected(source).map(Access.class::cast);
          return name.flatMap(text ->
              access.map(found ->
                  new SourcePlan(text.text(), priority, found, idle, shape, expected, retries)));
        });
  }

  /**
   * Refuses what is neither a term nor a parameter of a connector, and programs: those are run only
   * as scripts, which are reviewed and released.
   */
  void allowOnly(Fields source, Set<String> terms, Map<String, String> notYet) {
    Set<String> known = Terms.union(terms, parameters);
    if (source.has(Terms.COMMAND)) {
      known.add(Terms.COMMAND);
      problems.error(
          source.object().nameOf(Terms.COMMAND),
          source.what() + " gives a \"command\", but programs are run as scripts only",
          "write it into a file beside the document and name that in \"script\"");
    }
    source.allowOnly(known, notYet);
  }

  private void checkUnique(Node.Text name, String table, Map<String, Integer> lines) {
    Optional.ofNullable(lines.putIfAbsent(name.text(), name.place().line()))
        .ifPresent(line ->
            problems.error(
                name.place(),
                table
                    + " has two sources "
                    + Wording.quote(name.text())
                    + ", the first in line "
                    + line,
                "give one of them another name"));
  }

  private Optional<Access> script(Fields source) {
    for (String parameter : parameters) {
      if (source.has(parameter)) {
        problems.error(
            source.object().nameOf(parameter),
            source.what() + " has a script and " + Wording.quote(parameter) + " too",
            "write it inside the script, or remove the script");
      }
    }
    Optional<String> connection = connection(source);
    return source
        .text("script")
        .filter(text -> Names.isRelativePath(text, "a script", problems))
        .map(text -> new Access.Script(text.text(), connection));
  }

  /** A connection with parameters, or a file without one. */
  Optional<Access.Connected> connected(Fields source) {
    Map<String, Node> given = new LinkedHashMap<>();
    source
        .object()
        .members()
        .forEach((name, node) -> {
          if (parameters.contains(name)) {
            checkKind(source, name, node);
            given.put(name, node);
          }
        });
    Parameters plain = PlainValues.parameters(given, problems);
    if (source.has("connection")) {
      return connection(source).map(name -> new Access.Connected(name, plain));
    }
    if (!source.has("file")) {
      problems.error(
          source.object().place(),
          source.what() + " does not say where its records come from",
          "name a \"script\", a \"connection\", or a \"file\" beside the document");
      return Optional.empty();
    }
    for (String needy : List.of("query", "table")) {
      if (source.has(needy)) {
        problems.error(
            source.object().nameOf(needy),
            source.what() + " has " + Wording.quote(needy) + " but no connection to ask",
            "name a \"connection\", or remove it");
      }
    }
    return source
        .text("file")
        .filter(text -> Names.isRelativePath(text, "a file without a connection", problems))
        .map(_ -> new Access.Connected(module + "-folder", plain));
  }

  private Optional<String> connection(Fields source) {
    return source
        .text("connection")
        .filter(text -> Names.isConnection(text, problems))
        .map(Node.Text::text);
  }

  private void checkKind(Fields source, String name, Node node) {
    String what = Wording.quote(name) + " of " + source.what();
    switch (name) {
      case "query", "table", "file", "format" -> source.text(name);
      case "header" -> {
        if (!(node instanceof Node.Arr(_, List<Node> names))
            || names.isEmpty()
            || !names.stream().allMatch(Node.Text.class::isInstance)) {
          problems.error(
              node.place(),
              what + " must be a list of texts",
              "name the columns of a file without a header record; else remove it");
        }
      }
      case "delimiter", "quote" -> {
        if (!(node instanceof Node.Text(_, String text))
            || text.length() != 1
            || text.charAt(0) > 127) {
          problems.error(
              node.place(),
              what + " must be one ASCII character",
              "write it in double quotes, like \";\"");
        }
      }
      default -> {
        // A parameter of an installed connector; the connector judges it when it is asked.
      }
    }
  }
}
