package io.weir.engine.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Puts what FIELD_RULES scripts say into a module document, at the places where the document itself
 * could have said it. So both ways yield the same plan, and every check of a document is a check of
 * the scripts too.
 *
 * <p>Nothing is overridden: what is said in two places must be the same there. Members of {@code
 * datatype} are merged one by one.
 */
final class RulesMerge {
  private static final String ELSEWHERE = "write it in the module document";
  private static final Set<String> SCRIPT = Set.of("tables");
  private static final Set<String> TABLE = Set.of("primaryKey", "onKeyConflict", "columns");
  private static final Map<String, String> NOT_OF_TABLE =
      Map.of("collect", ELSEWHERE, "tableSchema", "leave it out: \"columns\" stands at the table");
  private static final Set<String> COLUMN = Set.copyOf(RulesScript.columnTerms());
  private static final Map<String, String> NOT_OF_COLUMN =
      Map.of("anonymize", ELSEWHERE, "role", ELSEWHERE, "personalData", ELSEWHERE);

  private final Problems problems;

  RulesMerge(Problems problems) {
    this.problems = problems;
  }

  /** The document with all scripts put in, as far as they could be. */
  Node into(Node document, List<RulesScript> scripts) {
    Node merged = document;
    for (RulesScript script : scripts) {
      Optional<Fields> fields =
          JsonText.parse(script.text(), script.name(), problems)
              .flatMap(root -> Fields.of(root, "the script", problems));
      if (fields.isPresent() && merged instanceof Node.Obj module) {
        merged = script(module, fields.get());
      }
    }
    return merged;
  }

  private Node script(Node.Obj module, Fields script) {
    script.allowOnly(SCRIPT, Map.of());
    Optional<Fields> tables =
        script
            .require("tables", "say there by a table's name what its rules are")
            .flatMap(node -> Fields.of(node, "\"tables\"", problems));
    if (tables.isEmpty()
        || !(module.members().get("tables") instanceof Node.Arr(Place place, List<Node> present))) {
      return module;
    }
    List<Node> merged = named(tables.get(), present, "url", RulesMerge::calledTable, this::table);
    return with(module, "tables", module.nameOf("tables"), new Node.Arr(place, merged));
  }

  private Node.Obj table(Node.Obj table, Fields rules) {
    rules.allowOnly(TABLE, NOT_OF_TABLE);
    if (!(table.members().get("tableSchema") instanceof Node.Obj schema)) {
      return table;
    }
    Node.Obj merged = schema;
    for (String term : RulesScript.tableTerms()) {
      merged = term(merged, term, rules);
    }
    Optional<Fields> columns =
        rules
            .get("columns")
            .flatMap(node -> Fields.of(node, "\"columns\" of " + rules.what(), problems));
    if (columns.isPresent()
        && merged.members().get("columns") instanceof Node.Arr(Place place, List<Node> present)) {
      List<Node> together =
          named(columns.get(), present, "name", name -> calledColumn(name, rules), this::column);
      merged = with(merged, "columns", merged.nameOf("columns"), new Node.Arr(place, together));
    }
    return with(table, "tableSchema", table.nameOf("tableSchema"), merged);
  }

  private Node.Obj column(Node.Obj column, Fields rules) {
    rules.allowOnly(COLUMN, NOT_OF_COLUMN);
    Node.Obj merged = column;
    for (String term : new TreeSet<>(COLUMN)) {
      merged = term.equals("datatype") ? datatype(merged, rules) : term(merged, term, rules);
    }
    return merged;
  }

  private Node.Obj datatype(Node.Obj column, Fields rules) {
    Optional<Node> present = column.get("datatype");
    Optional<Node> said = rules.get("datatype");
    if (present.isEmpty() || said.isEmpty() || isSame(present.get(), said.get())) {
      return term(column, "datatype", rules);
    }
    Optional<Node.Obj> base = asObject(present.get());
    Optional<Node.Obj> more = asObject(said.get());
    if (base.isEmpty() || more.isEmpty()) {
      return term(column, "datatype", rules);
    }
    Fields members = new Fields(more.get(), "\"datatype\" of " + rules.what(), problems);
    Node.Obj merged = base.get();
    for (String member : more.get().members().keySet()) {
      merged = term(merged, member, members);
    }
    return with(column, "datatype", column.nameOf("datatype"), merged);
  }

  /** A datatype that is only a name says what an object with that base says. */
  private static Optional<Node.Obj> asObject(Node datatype) {
    return switch (datatype) {
      case Node.Obj object -> Optional.of(object);
      case Node.Text name ->
          Optional.of(
              new Node.Obj(name.place(), Map.of("base", name), Map.of("base", name.place())));
      case Node.Arr _, Node.Num _, Node.Bool _, Node.Nil _ -> Optional.empty();
    };
  }

  private Node.Obj term(Node.Obj target, String term, Fields rules) {
    Optional<Node> said = rules.get(term);
    if (said.isEmpty()) {
      return target;
    }
    Optional<Node> present = target.get(term);
    if (present.isEmpty()) {
      return with(target, term, rules.object().nameOf(term), said.get());
    }
    if (!isSame(present.get(), said.get())) {
      Place first = target.nameOf(term);
      problems.error(
          rules.object().nameOf(term),
          Wording.quote(term)
              + " of "
              + rules.what()
              + " says something else than "
              + (first.script().isEmpty()
                  ? "the module document"
                  : "script " + Wording.quote(first.script()))
              + " in line "
              + first.line(),
          "say it in one of the two only");
    }
    return target;
  }

  private static String calledTable(String name) {
    return "table " + Wording.quote(name);
  }

  private static String calledColumn(String name, Fields table) {
    return "column " + Wording.quote(name) + " of " + table.what();
  }

  /** The elements, those that are named in the rules with these put in. */
  private List<Node> named(
      Fields rules,
      List<Node> elements,
      String naming,
      UnaryOperator<String> calling,
      BiFunction<Node.Obj, Fields, Node.Obj> merge) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof Node.Obj element
          && element.members().get(naming) instanceof Node.Text(_, String name)) {
        places.putIfAbsent(name, i);
      }
    }
    List<Node> merged = new ArrayList<>(elements);
    rules
        .object()
        .members()
        .forEach((name, node) -> {
          Optional<Integer> at = Optional.ofNullable(places.get(name));
          String called = calling.apply(name);
          Optional<Fields> fields = Fields.of(node, called, problems);
          if (at.isEmpty()) {
            problems.error(
                rules.object().nameOf(name),
                "the module document has no " + called,
                Wording.nearest(name, places.keySet()));
          } else if (fields.isPresent()) {
            merged.set(at.get(), merge.apply((Node.Obj) merged.get(at.get()), fields.get()));
          }
        });
    return merged;
  }

  private static Node.Obj with(Node.Obj object, String name, Place named, Node value) {
    Map<String, Node> members = new LinkedHashMap<>(object.members());
    Map<String, Place> names = new LinkedHashMap<>(object.names());
    members.put(name, value);
    names.putIfAbsent(name, named);
    return new Node.Obj(object.place(), members, names);
  }

  /** Whether two values are written alike, wherever they stand. */
  private static boolean isSame(Node one, Node other) {
    return switch (one) {
      case Node.Text(_, String text) ->
          other instanceof Node.Text(_, String same) && text.equals(same);
      case Node.Num(_, String number) ->
          other instanceof Node.Num(_, String same) && number.equals(same);
      case Node.Bool(_, boolean value) ->
          other instanceof Node.Bool(_, boolean same) && value == same;
      case Node.Nil _ -> other instanceof Node.Nil;
      case Node.Arr(_, List<Node> elements) ->
          other instanceof Node.Arr(_, List<Node> same) && areSame(elements, same);
      case Node.Obj object ->
          other instanceof Node.Obj same
              && object.members().keySet().equals(same.members().keySet())
              && object.members().entrySet().stream()
                  .allMatch(
                      member -> isSame(member.getValue(), same.members().get(member.getKey())));
    };
  }

  private static boolean areSame(List<Node> some, List<Node> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!isSame(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }
}
