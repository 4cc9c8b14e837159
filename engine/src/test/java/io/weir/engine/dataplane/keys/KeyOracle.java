package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Strategies;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.ConflictGroup;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the keys must do, record by record on lists and maps: an independent reading of the
 * semantics for modules without cycles between tables, listed parents first.
 */
final class KeyOracle {
  static final class Row {
    final int source;
    final String sourceName;
    final List<String> delivered;
    final List<String> now;
    boolean gone;

    Row(int source, String sourceName, List<String> values) {
      this.source = source;
      this.sourceName = sourceName;
      this.delivered = values;
      this.now = new ArrayList<>(values);
    }
  }

  final Map<String, List<Row>> rows = new LinkedHashMap<>();
  final Map<String, Long> counts = new TreeMap<>();
  private final Plan plan;
  private final Strategies strategies = new Strategies();

  /**
   * @param delivered by table, then source
   */
  KeyOracle(Plan plan, Map<String, List<List<List<String>>>> delivered) {
    this.plan = plan;
    for (TablePlan table : plan.tables()) {
      List<Row> all = new ArrayList<>();
      for (int source = 0; source < table.sources().size(); source++) {
        for (List<String> values : delivered.get(table.name()).get(source)) {
          all.add(new Row(source, table.sources().get(source).name(), values));
        }
      }
      rows.put(table.name(), all);
    }
  }

  void run() {
    for (TablePlan table : plan.tables()) {
      table.foreignKeys().stream()
          .filter(key -> !key.targetTable().equals(table.name()))
          .forEach(key -> follow(table, key));
      table.primaryKey().ifPresent(key -> settle(table, key));
      table.foreignKeys().stream()
          .filter(key -> key.targetTable().equals(table.name()))
          .forEach(key -> follow(table, key));
    }
    int round = 1;
    while (dropOrphans(round)) {
      round++;
    }
  }

  private void settle(TablePlan table, TablePlan.KeyPlan key) {
    int column = index(table, key.column());
    Map<Object, List<Row>> groups = new LinkedHashMap<>();
    Set<Object> used = usedValues(table, key);
    for (Row row : rows.get(table.name())) {
      if (row.now.get(column) == null) {
        row.gone = true;
        count(table, row, key.column(), "EMPTY_DROPPED", 0);
      } else {
        groups.computeIfAbsent(row.now.get(column), value -> new ArrayList<>()).add(row);
      }
    }
    List<Row> renewed = new ArrayList<>();
    groups.values().removeIf(group -> group.size() < 2);
    groups.values().forEach(group -> decide(table, key, group, renewed));
    if (table.schema().columns().get(column).type() == ValueType.STRING) {
      Map<String, Integer> last = new HashMap<>();
      for (Row row : rows.get(table.name())) {
        if (renewed.contains(row)) {
          String old = row.now.get(column);
          int number = last.getOrDefault(old, 1) + 1;
          while (used.contains(old + "~" + number)) {
            number++;
          }
          last.put(old, number);
          row.now.set(column, old + "~" + number);
        }
      }
    } else {
      long next = used.stream().mapToLong(value -> Long.parseLong((String) value)).max().orElse(0);
      for (Row row : rows.get(table.name())) {
        if (renewed.contains(row)) {
          row.now.set(column, Long.toString(++next));
        }
      }
    }
  }

  /** What stands wherever a fresh key may come to stand, and in the columns joined with that. */
  private Set<Object> usedValues(TablePlan table, TablePlan.KeyPlan key) {
    Set<List<String>> fresh = new HashSet<>(Set.of(List.of(table.name(), key.column())));
    boolean more = true;
    while (more) {
      more = false;
      for (TablePlan child : plan.tables()) {
        for (TablePlan.ForeignKeyPlan foreign : child.foreignKeys()) {
          TablePlan parent = plan.table(foreign.targetTable());
          if (fresh.contains(List.of(parent.name(), foreign.targetColumn()))
              && parent
                  .primaryKey()
                  .filter(it -> it.column().equals(foreign.targetColumn()))
                  .isPresent()) {
            more |= fresh.add(List.of(child.name(), foreign.column()));
          }
        }
      }
    }
    Set<Object> used = new HashSet<>();
    addAll(table.name(), key.column(), used);
    for (TablePlan child : plan.tables()) {
      for (TablePlan.ForeignKeyPlan foreign : child.foreignKeys()) {
        if (fresh.contains(List.of(foreign.targetTable(), foreign.targetColumn()))) {
          addAll(child.name(), foreign.column(), used);
        }
        if (fresh.contains(List.of(child.name(), foreign.column()))) {
          addAll(foreign.targetTable(), foreign.targetColumn(), used);
        }
      }
    }
    used.remove(null);
    return used;
  }

  private void addAll(String table, String column, Set<Object> used) {
    rows.get(table).forEach(row -> used.add(row.now.get(index(plan.table(table), column))));
  }

  private void decide(TablePlan table, TablePlan.KeyPlan key, List<Row> group, List<Row> renewed) {
    strategies
        .conflictStrategy(key.onConflict())
        .resolve(
            new ConflictGroup() {
              @Override
              public int size() {
                return group.size();
              }

              @Override
              public int source(int member) {
                return group.get(member).source;
              }

              @Override
              public void keep(int member) {
                count(table, group.get(member), key.column(), "KEY_CONFLICT", 0);
              }

              @Override
              public void drop(int member) {
                group.get(member).gone = true;
                count(table, group.get(member), key.column(), "KEY_CONFLICT", 0);
                count(table, group.get(member), key.column(), "KEY_CONFLICT_DROPPED", 0);
              }

              @Override
              public void newKey(int member) {
                renewed.add(group.get(member));
                count(table, group.get(member), key.column(), "KEY_CONFLICT", 0);
                count(table, group.get(member), key.column(), "KEY_RENEWED", 0);
              }
            });
  }

  private void follow(TablePlan child, TablePlan.ForeignKeyPlan key) {
    TablePlan parent = plan.table(key.targetTable());
    if (parent
        .primaryKey()
        .filter(primary -> primary.column().equals(key.targetColumn()))
        .isEmpty()) {
      return;
    }
    int target = index(parent, key.targetColumn());
    int column = index(child, key.column());
    for (Row row : rows.get(child.name())) {
      String old = row.delivered.get(column);
      if (row.gone || old == null) {
        continue;
      }
      rows.get(parent.name()).stream()
          .filter(candidate -> candidate.sourceName.equals(row.sourceName))
          .filter(candidate -> old.equals(candidate.delivered.get(target)))
          .findFirst()
          .filter(first -> !first.now.get(target).equals(old))
          .ifPresent(first -> {
            row.now.set(column, first.now.get(target));
            count(child, row, key.column(), "REFERENCE_FOLLOWED", 0);
          });
    }
  }

  private boolean dropOrphans(int round) {
    List<Row> orphans = new ArrayList<>();
    for (TablePlan child : plan.tables()) {
      for (Row row : rows.get(child.name())) {
        for (TablePlan.ForeignKeyPlan key : child.foreignKeys()) {
          if (!row.gone && isOrphan(child, row, key)) {
            orphans.add(row);
            count(child, row, key.column(), "ORPHAN_DROPPED", round);
            break;
          }
        }
      }
    }
    orphans.forEach(row -> row.gone = true);
    return !orphans.isEmpty();
  }

  private boolean isOrphan(TablePlan child, Row row, TablePlan.ForeignKeyPlan key) {
    String value = row.now.get(index(child, key.column()));
    int target = index(plan.table(key.targetTable()), key.targetColumn());
    return value != null
        && rows.get(key.targetTable()).stream()
            .noneMatch(parent -> !parent.gone && value.equals(parent.now.get(target)));
  }

  private void count(TablePlan table, Row row, String column, String rule, int round) {
    counts.merge(
        table.name() + "/" + row.source + "/" + column + "/" + rule + "/" + round, 1L, Long::sum);
  }

  private static int index(TablePlan table, String column) {
    return table.schema().indexOf(column).orElseThrow();
  }
}
