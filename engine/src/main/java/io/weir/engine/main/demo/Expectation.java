package io.weir.engine.main.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What must become of the company's records, calculated in memory from the module document and the
 * records alone, as plainly as possible. It shares no code with the engine, so that both can be
 * wrong only by agreeing.
 */
final class Expectation {
  /** A line of the quality report; of orphans all rounds together. */
  record Line(String table, String system, String column, String rule) {}

  /** A record on its way, and the key its source delivered. */
  private record Member(String system, Row row, String deliveredKey) {}

  private final JsonNode document;
  private final Map<Line, Long> counts = new LinkedHashMap<>();
  private final Map<String, List<Member>> tables = new LinkedHashMap<>();
  private int rounds;

  private Expectation(JsonNode document) {
    this.document = document;
  }

  static Expectation of(JsonNode document, Company company) {
    Expectation expectation = new Expectation(document);
    for (JsonNode table : document.get("tables")) {
      expectation.collect(table, company);
    }
    for (String table : List.of("department", "store", "product", "customer", "receipt")) {
      expectation.settleKey(expectation.table(table));
    }
    expectation.settleKey(expectation.table("employee"));
    expectation.follow();
    expectation.settleKey(expectation.table("sale"));
    expectation.dropOrphans();
    return expectation;
  }

  /** How often each rule must have applied. */
  Map<Line, Long> counts() {
    return counts;
  }

  /** The records that must be left, before anonymization, in order. */
  List<Row> records(String table) {
    return tables.get(table).stream().map(Member::row).toList();
  }

  /** How many rounds it took until no orphan was left. */
  int rounds() {
    return rounds;
  }

  List<String> tableNames() {
    return List.copyOf(tables.keySet());
  }

  JsonNode table(String name) {
    for (JsonNode table : document.get("tables")) {
      if (table.get("url").asText().equals(name)) {
        return table;
      }
    }
    throw new IllegalArgumentException("the document has no table " + name);
  }

  private void collect(JsonNode table, Company company) {
    String name = table.get("url").asText();
    String key = table.at("/tableSchema/primaryKey").asText();
    List<Member> members = new ArrayList<>();
    for (JsonNode source : table.get("collect")) {
      String system = source.get("source").asText();
      for (Row delivered : company.rows(name, system)) {
        Row row = delivered.copy();
        boolean kept = true;
        for (Iterator<JsonNode> it = table.at("/tableSchema/columns").iterator();
            kept && it.hasNext(); ) {
          kept = fieldRules(it.next(), row, new Line(name, system, "", ""));
        }
        if (kept) {
          members.add(new Member(system, row, row.get(key)));
        }
      }
    }
    tables.put(name, members);
  }

  /** Null tokens, type, empty, range: in this order. Gives whether the record stays. */
  private boolean fieldRules(JsonNode column, Row row, Line at) {
    String name = column.get("name").asText();
    String base = ColumnValues.base(column);
    String value = row.get(name);
    boolean empty = value.isEmpty();
    for (JsonNode token : column.path("null")) {
      empty |= value.equals(token.asText());
    }
    if (!empty && !ColumnValues.readable(base, value)) {
      count(at, name, "TYPE_VIOLATION_DROPPED");
      return false;
    }
    if (empty) {
      return switch (column.path("onEmpty").asText("pass")) {
        case "drop" -> {
          count(at, name, "EMPTY_DROPPED");
          yield false;
        }
        case "replace" -> {
          count(at, name, "EMPTY_REPLACED");
          row.with(name, column.get("default").asText());
          yield true;
        }
        default -> {
          count(at, name, "EMPTY_PASSED");
          row.with(name, "");
          yield true;
        }
      };
    }
    String inside = ColumnValues.clamp(column, value);
    if (inside.equals(value)) {
      return true;
    }
    boolean drop = column.get("onOutOfRange").asText().equals("drop");
    count(at, name, drop ? "OUT_OF_RANGE_DROPPED" : "OUT_OF_RANGE_CLAMPED");
    row.with(name, inside);
    return !drop;
  }

  private void settleKey(JsonNode table) {
    String name = table.get("url").asText();
    String key = table.at("/tableSchema/primaryKey").asText();
    String strategy = table.at("/tableSchema/onKeyConflict").asText();
    List<Member> members = tables.get(name);
    Map<String, Long> sizes =
        members.stream()
            .collect(Collectors.groupingBy(it -> it.row().get(key), Collectors.counting()));
    long fresh = highest(name, key) + 1;
    Set<String> seen = new HashSet<>();
    List<Member> kept = new ArrayList<>();
    for (Member member : members) {
      String value = member.row().get(key);
      Line at = new Line(name, member.system(), "", "");
      if (sizes.get(value) == 1) {
        kept.add(member);
        continue;
      }
      count(at, key, "KEY_CONFLICT");
      boolean first = seen.add(value);
      if (first && !strategy.equals("drop-all")) {
        kept.add(member);
      } else if (strategy.equals("new-keys")) {
        count(at, key, "KEY_RENEWED");
        member.row().with(key, Long.toString(fresh++));
        kept.add(member);
      } else {
        count(at, key, "KEY_CONFLICT_DROPPED");
      }
    }
    tables.put(name, kept);
  }

  /** In use is what the key holds and what refers to it. */
  private long highest(String table, String key) {
    long highest = values(table, key).mapToLong(Long::parseLong).max().orElse(0);
    for (Reference reference : references()) {
      if (reference.parent().equals(table) && reference.parentColumn().equals(key)) {
        highest =
            Math.max(
                highest,
                values(reference.child(), reference.column())
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(0));
      }
    }
    return highest;
  }

  private java.util.stream.Stream<String> values(String table, String column) {
    return tables.get(table).stream().map(it -> it.row().get(column)).filter(it -> !it.isEmpty());
  }

  /** The lines of a receipt that got a new number, delivered by the same system, get it too. */
  private void follow() {
    Map<List<String>, String> renewed = new HashMap<>();
    for (Member receipt : tables.get("receipt")) {
      if (!receipt.deliveredKey().equals(receipt.row().get("receipt_id"))) {
        renewed.put(
            List.of(receipt.system(), receipt.deliveredKey()), receipt.row().get("receipt_id"));
      }
    }
    for (Member sale : tables.get("sale")) {
      String number = renewed.get(List.of(sale.system(), sale.row().get("receipt_id")));
      if (number != null) {
        sale.row().with("receipt_id", number);
        count(new Line("sale", sale.system(), "", ""), "receipt_id", "REFERENCE_FOLLOWED");
      }
    }
  }

  /** A round judges every record by what stood at its beginning. */
  private void dropOrphans() {
    boolean changed = true;
    while (changed) {
      Map<Reference, Set<String>> present =
          references().stream()
              .collect(
                  Collectors.toMap(
                      Function.identity(),
                      it -> values(it.parent(), it.parentColumn()).collect(Collectors.toSet())));
      changed = false;
      for (String table : tableNames()) {
        List<Reference> own = references().stream().filter(it -> it.child().equals(table)).toList();
        List<Member> kept = new ArrayList<>();
        for (Member member : tables.get(table)) {
          var broken =
              own.stream()
                  .filter(it ->
                      !member.row().get(it.column()).isEmpty()
                          && !present.get(it).contains(member.row().get(it.column())))
                  .findFirst();
          if (broken.isEmpty()) {
            kept.add(member);
          } else {
            count(
                new Line(table, member.system(), "", ""), broken.get().column(), "ORPHAN_DROPPED");
            changed = true;
          }
        }
        tables.put(table, kept);
      }
      rounds += changed ? 1 : 0;
    }
  }

  /** A foreign key of the document. */
  record Reference(String child, String column, String parent, String parentColumn) {}

  List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    for (JsonNode table : document.get("tables")) {
      for (JsonNode column : table.at("/tableSchema/columns")) {
        if (column.has("references")) {
          String[] target = column.get("references").asText().split("/");
          references.add(
              new Reference(
                  table.get("url").asText(), column.get("name").asText(), target[0], target[1]));
        }
      }
    }
    return references;
  }

  private void count(Line at, String column, String rule) {
    counts.merge(new Line(at.table(), at.system(), column, rule), 1L, Long::sum);
  }

  /** The counts in a steady order, for people. */
  Map<String, Long> readable() {
    Map<String, Long> lines = new TreeMap<>();
    counts.forEach((line, count) ->
        lines.put(
            line.table() + " " + line.system() + " " + line.column() + " " + line.rule(), count));
    return lines;
  }
}
