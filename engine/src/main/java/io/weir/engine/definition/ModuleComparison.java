package io.weir.engine.definition;

import io.weir.engine.definition.ModuleDiff.Change;
import io.weir.engine.definition.ModuleDiff.Kind;
import io.weir.engine.definition.ModuleDiff.Stand;
import io.weir.engine.definition.ModuleDiff.Subject;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Walks two documents side by side. */
final class ModuleComparison {
  private static final Set<String> IDENTITY = Set.of("id", "name", "type", "@context");
  private static final Set<String> WORDS = Set.of("titles", "description", "role", "personalData");
  private static final Set<String> FOREIGN_KEY = Set.of("references", "onParentGone");
  private static final Set<String> ANONYMIZATION = Set.of("anonymize", "onPersonalData");

  private final Published before;
  private final Published after;
  private final List<Change> changes = new ArrayList<>();

  ModuleComparison(Published before, Published after) {
    this.before = before;
    this.after = after;
  }

  ModuleDiff compare() {
    members(
        before.document(),
        after.document(),
        (name, pair) -> {
          switch (name) {
            case "tables" ->
                elements(
                    pair, "url", Subject.TABLE, Subject.METADATA, this::tableDemands, this::table);
            case "upload" -> deep(pair, Subject.UPLOAD);
            case "privacyBudget" -> deep(pair, Subject.ANONYMIZATION);
            default ->
                leaf(pair, Subject.METADATA, IDENTITY.contains(name) ? Bump.MAJOR : Bump.PATCH);
          }
        });
    return new ModuleDiff(changes);
  }

  /** Two values at the same place, at least one of which is there. */
  private record Pair(Optional<Node> before, Optional<Node> after) {
    Kind kind() {
      return before.isEmpty() ? Kind.ADDED : after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    }

    boolean both() {
      return kind() == Kind.CHANGED;
    }
  }

  private Bump tableDemands(String table, Kind kind) {
    if (before.publishes(table) && after.publishes(table)) {
      return Bump.PATCH; // a method made it before, or does now
    }
    return kind == Kind.REMOVED ? Bump.MAJOR : Bump.MINOR;
  }

  private void table(String name, Pair table) {
    members(
        object(table.before()),
        object(table.after()),
        (term, pair) -> {
          switch (term) {
            case "url" -> {}
            case "collect" ->
                elements(
                    pair,
                    "source",
                    Subject.SOURCE,
                    Subject.SOURCE,
                    (_, kind) -> kind == Kind.ADDED ? Bump.MINOR : Bump.PATCH,
                    (_, source) -> deep(source, Subject.SOURCE));
            case "tableSchema" -> schema(name, pair);
            case "anonymization" -> leaf(pair, Subject.ANONYMIZATION, publication(name));
            case "privacyModel" -> deep(pair, Subject.ANONYMIZATION);
            default -> leaf(pair, subject(term), Bump.PATCH);
          }
        });
  }

  private void schema(String table, Pair schema) {
    members(
        object(schema.before()),
        object(schema.after()),
        (term, pair) -> {
          switch (term) {
            case "columns" ->
                elements(
                    pair,
                    "name",
                    Subject.COLUMN,
                    Subject.COLUMN,
                    (column, kind) -> columnDemands(table, column, kind),
                    (column, both) -> column(table, column, both));
            case "primaryKey" -> leaf(pair, Subject.KEY, promise(pair.kind()));
            case "onKeyConflict" -> leaf(pair, Subject.KEY, Bump.PATCH);
            default -> leaf(pair, subject(term), Bump.PATCH);
          }
        });
  }

  /** What is promised newly does no harm; what was promised is relied upon. */
  private static Bump promise(Kind kind) {
    return kind == Kind.ADDED ? Bump.MINOR : Bump.MAJOR;
  }

  private Bump columnDemands(String table, String column, Kind kind) {
    Published where = kind == Kind.ADDED ? after : before;
    if (where.column(table, column).isEmpty()) {
      return Bump.PATCH; // never published
    }
    String path = table + "/" + column;
    ValueType type = before.schema().get(path);
    if (type != null && type == after.schema().get(path)) {
      return Bump.PATCH; // a method made it before, or does now
    }
    return kind == Kind.ADDED ? Bump.MINOR : Bump.MAJOR;
  }

  private void column(String table, String column, Pair columns) {
    Bump published = publication(table, column);
    members(
        object(columns.before()),
        object(columns.after()),
        (term, pair) -> {
          switch (term) {
            case "name" -> {}
            case "datatype" -> {
              if (pair.before().orElse(null) instanceof Node.Obj was
                  && pair.after().orElse(null) instanceof Node.Obj is) {
                members(
                    was,
                    is,
                    (facet, facets) ->
                        leaf(
                            facets,
                            facet.equals("base") ? Subject.TYPE : Subject.RULE,
                            facet.equals("base") ? published : Bump.PATCH));
              } else {
                leaf(pair, Subject.TYPE, published);
              }
            }
            case "anonymize" -> leaf(pair, Subject.ANONYMIZATION, published);
            case "references" -> leaf(pair, Subject.KEY, larger(published, promise(pair.kind())));
            default -> leaf(pair, subject(term), Bump.PATCH);
          }
        });
  }

  /** What it means to readers that a column is published as it now is. */
  private Bump publication(String table, String column) {
    Optional<ColumnSchema> was = before.column(table, column);
    Optional<ColumnSchema> is = after.column(table, column);
    if (was.equals(is)) {
      return Bump.PATCH;
    }
    return was.isEmpty() ? Bump.MINOR : Bump.MAJOR;
  }

  /** What it means to readers that a table, and those that come of it, are as they now are. */
  private Bump publication(String table) {
    boolean stays = after.schema().entrySet().containsAll(before.schema(table).entrySet());
    boolean wasThere = before.schema().entrySet().containsAll(after.schema(table).entrySet());
    return stays ? wasThere ? Bump.PATCH : Bump.MINOR : Bump.MAJOR;
  }

  private static Bump larger(Bump one, Bump other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Subject subject(String term) {
    if (WORDS.contains(term)) {
      return Subject.METADATA;
    }
    if (FOREIGN_KEY.contains(term)) {
      return Subject.KEY;
    }
    return ANONYMIZATION.contains(term) ? Subject.ANONYMIZATION : Subject.RULE;
  }

  // ---- walking

  private interface Demands {
    Bump of(String name, Kind kind);
  }

  /** Lists whose elements have names: those of the same name are compared, order apart. */
  private void elements(
      Pair lists,
      String key,
      Subject subject,
      Subject order,
      Demands demands,
      BiConsumer<String, Pair> compared) {
    Map<String, Node> was = named(lists.before(), key);
    Map<String, Node> is = named(lists.after(), key);
    if (lists.both()) {
      order(lists, was, is, order);
    }
    union(was.keySet(), is.keySet())
        .forEach(name -> {
          Pair pair =
              new Pair(Optional.ofNullable(was.get(name)), Optional.ofNullable(is.get(name)));
          if (pair.both()) {
            compared.accept(name, pair);
          } else {
            leaf(pair, subject, demands.of(name, pair.kind()));
          }
        });
  }

  private void order(Pair lists, Map<String, Node> was, Map<String, Node> is, Subject subject) {
    List<String> wasOrder = was.keySet().stream().filter(is::containsKey).toList();
    List<String> isOrder = is.keySet().stream().filter(was::containsKey).toList();
    if (!wasOrder.equals(isOrder)) {
      changes.add(
          new Change(
              Kind.CHANGED,
              subject,
              Optional.of(
                  new Stand(lists.before().orElseThrow().place().pointer(), names(wasOrder))),
              Optional.of(new Stand(lists.after().orElseThrow().place().pointer(), names(isOrder))),
              Bump.PATCH));
    }
  }

  private static String names(List<String> names) {
    return names.stream()
        .map(name -> CompactJson.of(new Node.Text(Place.root(1, 1), name)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** An object term by term, anything else as a whole. */
  private void deep(Pair pair, Subject subject) {
    if (pair.before().orElse(null) instanceof Node.Obj was
        && pair.after().orElse(null) instanceof Node.Obj is) {
      members(was, is, (_, inner) -> leaf(inner, subject, Bump.PATCH));
    } else {
      leaf(pair, subject, Bump.PATCH);
    }
  }

  private void leaf(Pair pair, Subject subject, Bump demands) {
    Optional<Stand> was = pair.before().map(ModuleComparison::stand);
    Optional<Stand> is = pair.after().map(ModuleComparison::stand);
    boolean same = pair.both() && same(pair.before().orElseThrow(), pair.after().orElseThrow());
    if (!same) {
      changes.add(new Change(pair.kind(), subject, was, is, demands));
    }
  }

  /** Equal but for places, white space and the order of members. */
  private static boolean same(Node one, Node other) {
    return switch (one) {
      case Node.Obj was when other instanceof Node.Obj is ->
          was.members().keySet().equals(is.members().keySet())
              && was.members().keySet().stream()
                  .allMatch(name -> same(was.members().get(name), is.members().get(name)));
      case Node.Arr was when other instanceof Node.Arr is ->
          was.elements().size() == is.elements().size()
              && IntStream.range(0, was.elements().size())
                  .allMatch(i -> same(was.elements().get(i), is.elements().get(i)));
      case Node.Obj _, Node.Arr _, Node.Text _, Node.Num _, Node.Bool _, Node.Nil _ ->
          CompactJson.of(one).equals(CompactJson.of(other));
    };
  }

  private static Stand stand(Node node) {
    return new Stand(node.place().pointer(), CompactJson.of(node));
  }

  private static void members(Node.Obj before, Node.Obj after, BiConsumer<String, Pair> compared) {
    union(before.members().keySet(), after.members().keySet())
        .forEach(name -> compared.accept(name, new Pair(before.get(name), after.get(name))));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return all;
  }

  private static Node.Obj object(Optional<Node> node) {
    return (Node.Obj) node.orElseThrow();
  }

  private static Map<String, Node> named(Optional<Node> list, String key) {
    Map<String, Node> named = new LinkedHashMap<>();
    if (list.orElse(null) instanceof Node.Arr(Place _, List<Node> elements)) {
      for (Node element : elements) {
        if (element instanceof Node.Obj object
            && object.members().get(key) instanceof Node.Text name) {
          named.put(name.text(), element);
        }
      }
    }
    return named;
  }
}
