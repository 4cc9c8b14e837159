package io.weir.engine.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Puts what scripts of field rules and of anonymization say into a module document, at the places
 * where the document itself could have said it. So both ways yield the same plan, and every check
 * of a document is a check of the scripts too.
 *
 * <p>Nothing is overridden: what is said in two places must be the same there. Members of {@code
 * datatype} and {@code privacyModel} are merged one by one.
 */
final class RulesMerge {
  private static final Set<String> SCRIPT = Set.of("tables");

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
        merged = script(module, fields.get(), RulesTerms.of(script.kind()));
      }
    }
    return merged;
  }

  private Node script(Node.Obj module, Fields script, RulesTerms terms) {
    script.allowOnly(SCRIPT, Map.of("privacyBudget", "write it in the module document"));
    Optional<Fields> tables =
        script
            .require("tables", "say there by a table's name what its rules are")
            .flatMap(node -> Fields.of(node, "\"tables\"", problems));
    if (tables.isEmpty()
        || !(module.members().get("tables") instanceof Node.Arr(Place place, List<Node> present))) {
      return module;
    }
    List<Node> merged =
        named(
            tables.get(),
            present,
            "url",
            RulesMerge::calledTable,
            (table, rules) -> table(table, rules, terms));
    return with(module, "tables", module.nameOf("tables"), new Node.Arr(place, merged));
  }

  private Node.Obj table(Node.Obj table, Fields rules, RulesTerms terms) {
    rules.allowOnly(terms.table(), terms.notOfTable());
    Node.Obj merged = terms(table, terms.ofTable(), rules, terms);
    return merged.members().get("tableSchema") instanceof Node.Obj schema
        ? with(merged, "tableSchema", merged.nameOf("tableSchema"), schema(schema, rules, terms))
        : merged;
  }

  private Node.Obj schema(Node.Obj schema, Fields rules, RulesTerms terms) {
    Node.Obj merged = terms(schema, terms.ofSchema(), rules, terms);
    Optional<Fields> columns =
        rules
            .get("columns")
            .flatMap(node -> Fields.of(node, "\"columns\" of " + rules.what(), problems));
    if (columns.isEmpty()
        || !(merged.members().get("columns")
            instanceof Node.Arr(Place place, List<Node> present))) {
      return merged;
    }
    List<Node> together =
        named(
            columns.get(),
            present,
            "name",
            name -> calledColumn(name, rules),
            (column, said) -> column(column, said, terms));
    return with(merged, "columns", merged.nameOf("columns"), new Node.Arr(place, together));
  }

  private Node.Obj column(Node.Obj column, Fields rules, RulesTerms terms) {
    rules.allowOnly(terms.column(), terms.notOfColumn());
    return terms(column, terms.ofColumn(), rules, terms);
  }

  private Node.Obj terms(Node.Obj target, List<String> names, Fields rules, RulesTerms terms) {
    Node.Obj merged = target;
    for (String term : names) {
      merged =
          terms.merged().contains(term) ? members(merged, term, rules) : term(merged, term, rules);
    }
    return merged;
  }

  /** A term whose value is an object: its members may be said in several places. */
  private Node.Obj members(Node.Obj target, String term, Fields rules) {
    Optional<Node> present = target.get(term);
    Optional<Node> said = rules.get(term);
    if (present.isEmpty() || said.isEmpty() || isSame(present.get(), said.get())) {
      return term(target, term, rules);
    }
    Optional<Node.Obj> base = asObject(present.get(), term);
    Optional<Node.Obj> more = asObject(said.get(), term);
    if (base.isEmpty() || more.isEmpty()) {
      return term(target, term, rules);
    }
    Fields members = new Fields(more.get(), Wording.quote(term) + " of " + rules.what(), problems);
    Node.Obj merged = base.get();
    for (String member : more.get().members().keySet()) {
      merged = term(merged, member, members);
    }
    return with(target, term, target.nameOf(term), merged);
  }

  /** A datatype that is only a name says what an object with that base says. */
  private static Optional<Node.Obj> asObject(Node value, String term) {
    return switch (value) {
      case Node.Obj object -> Optional.of(object);
      case Node.Text name when term.equals("datatype") ->
          Optional.of(
              new Node.Obj(name.place(), Map.of("base", name), Map.of("base", name.place())));
      case Node.Text _, Node.Arr _, Node.Num _, Node.Bool _, Node.Nil _ -> Optional.empty();
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
