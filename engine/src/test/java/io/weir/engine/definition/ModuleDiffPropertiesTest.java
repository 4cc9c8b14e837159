package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.ModuleDiff.Change;
import io.weir.engine.definition.ModuleDiff.Kind;
import io.weir.engine.definition.UploadPlan.Bump;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is changed in a document is found where it was changed, and nothing else is. */
class ModuleDiffPropertiesTest {
  /**
   * Something done to a document.
   *
   * @param kind what the one change must be
   * @param pointer where it must be told
   */
  private record Mutation(ObjectNode before, ObjectNode after, Kind kind, String pointer) {}

  @Property(tries = 200)
  void a_document_does_not_differ_from_itself(@ForAll("documents") ObjectNode document) {
    assertEquals(List.of(), diff(document, document).changes());
    assertEquals(List.of(), between(document.toString(), document.toPrettyString()).changes());
  }

  @Property(tries = 500)
  void every_mutation_is_found_at_its_pointer_and_nothing_else(
      @ForAll("mutations") Mutation mutation) {
    ModuleDiff diff = diff(mutation.before(), mutation.after());
    assertEquals(1, diff.changes().size(), diff::toString);
    Change change = diff.changes().getFirst();
    assertEquals(mutation.kind(), change.kind(), change::toString);
    String pointer =
        (mutation.kind() == Kind.REMOVED ? change.before() : change.after())
            .orElseThrow()
            .pointer();
    assertEquals(mutation.pointer(), pointer);
    ObjectNode holds = mutation.kind() == Kind.REMOVED ? mutation.before() : mutation.after();
    assertTrue(!holds.at(pointer).isMissingNode(), pointer);
  }

  @Property(tries = 200)
  void backwards_what_was_added_is_removed(@ForAll("mutations") Mutation mutation) {
    Change there = diff(mutation.before(), mutation.after()).changes().getFirst();
    Change back = diff(mutation.after(), mutation.before()).changes().getFirst();
    assertEquals(there.before(), back.after());
    assertEquals(there.after(), back.before());
    assertEquals(there.subject(), back.subject());
  }

  @Property(tries = 200)
  void the_whole_demands_what_the_greatest_change_demands(
      @ForAll("documents") ObjectNode before, @ForAll("documents") ObjectNode after) {
    ModuleDiff diff = diff(before, after);
    Optional<Bump> greatest =
        diff.changes().stream().map(Change::demands).reduce((a, b) -> a.compareTo(b) > 0 ? a : b);
    assertEquals(greatest, diff.demands());
    assertEquals(diff.changes().isEmpty(), before.equals(after));
  }

  // ---- documents

  @Provide
  Arbitrary<ObjectNode> documents() {
    return Arbitraries.integers()
        .between(0, 9)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .uniqueElements()
        .flatMap(numbers ->
            tables(numbers)
                .map(tables -> {
                  ObjectNode module = JsonNodeFactory.instance.objectNode();
                  module.put("@context", "https://w3id.org/weir/v1");
                  module.put("id", "urn:example:generated");
                  module.put("type", "DataModule").put("name", "generated");
                  module.put("version", "1.0.0").put("description", "for tests");
                  module.putArray("tables").addAll(tables);
                  return module;
                }));
  }

  private static Arbitrary<List<ObjectNode>> tables(List<Integer> numbers) {
    return Combinators.combine(numbers.stream().map(number -> table("t" + number)).toList())
        .as(tables -> tables);
  }

  private static Arbitrary<ObjectNode> table(String name) {
    Arbitrary<List<Integer>> columns =
        Arbitraries.integers().between(0, 20).list().ofMinSize(2).ofMaxSize(6).uniqueElements();
    return Combinators.combine(
            columns, Arbitraries.of("integer", "string", "date"), Arbitraries.of("pass", "drop"))
        .as((numbers, type, onEmpty) -> {
          ObjectNode table = JsonNodeFactory.instance.objectNode();
          table.put("url", name).put("description", "table " + name);
          table.putArray("collect").addObject().put("source", "s").put("file", name + ".csv");
          ArrayNode list = table.putObject("tableSchema").putArray("columns");
          numbers.forEach(number ->
              list.addObject()
                  .put("name", "c ~/" + number)
                  .put("datatype", number % 2 == 0 ? type : "string")
                  .put("onEmpty", onEmpty)
                  .put("description", "column"));
          return table;
        });
  }

  // ---- what is done to them

  @Provide
  Arbitrary<Mutation> mutations() {
    return Combinators.combine(
            documents(),
            Arbitraries.integers().between(0, 1_000),
            Arbitraries.integers().between(0, 9))
        .as(ModuleDiffPropertiesTest::mutate);
  }

  private static Mutation mutate(ObjectNode before, int place, int what) {
    ObjectNode after = before.deepCopy();
    ArrayNode tables = (ArrayNode) after.path("tables");
    int t = place % tables.size();
    ObjectNode table = (ObjectNode) tables.get(t);
    ArrayNode columns = (ArrayNode) table.path("tableSchema").path("columns");
    int c = place % columns.size();
    ObjectNode column = (ObjectNode) columns.get(c);
    String at = "/tables/" + t;
    String there = at + "/tableSchema/columns/" + c;
    return switch (what) {
      case 0 -> {
        after.put("description", "otherwise");
        yield new Mutation(before, after, Kind.CHANGED, "/description");
      }
      case 1 -> {
        tables.insert(t, table.deepCopy().put("url", "new"));
        yield new Mutation(before, after, Kind.ADDED, at);
      }
      case 2 -> {
        table.remove("description");
        yield new Mutation(before, after, Kind.REMOVED, at + "/description");
      }
      case 3 -> {
        columns.insert(c, JsonNodeFactory.instance.objectNode().put("name", "new"));
        yield new Mutation(before, after, Kind.ADDED, there);
      }
      case 4 -> {
        columns.remove(c);
        yield new Mutation(before, after, Kind.REMOVED, there);
      }
      case 5 -> {
        column.put("datatype", "boolean");
        yield new Mutation(before, after, Kind.CHANGED, there + "/datatype");
      }
      case 6 -> {
        column.putArray("null").add("?");
        yield new Mutation(before, after, Kind.ADDED, there + "/null");
      }
      case 7 -> {
        column.remove("onEmpty");
        yield new Mutation(before, after, Kind.REMOVED, there + "/onEmpty");
      }
      case 8 -> {
        table.withArray("collect").addObject().put("source", "new").put("file", "new.csv");
        yield new Mutation(before, after, Kind.ADDED, at + "/collect/1");
      }
      default -> {
        columns.add(columns.remove(0));
        yield new Mutation(before, after, Kind.CHANGED, at + "/tableSchema/columns");
      }
    };
  }

  private static ModuleDiff diff(ObjectNode before, ObjectNode after) {
    return between(before.toString(), after.toString());
  }

  private static ModuleDiff between(String before, String after) {
    return ModuleDiff.between(before, after, new SomeExtensions());
  }
}
