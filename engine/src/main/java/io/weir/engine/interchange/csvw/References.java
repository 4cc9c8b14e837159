package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.Problems;
import io.weir.engine.definition.Wording;
import io.weir.engine.interchange.csvw.Fitted.FittedColumn;
import io.weir.engine.interchange.csvw.Metadata.ForeignKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The foreign keys of one table, as columns of a module document say them. */
final class References {
  private final Map<String, String> targets = new HashMap<>();
  private final List<Fitted> tables;
  private final List<String> names;
  private final Problems problems;

  /**
   * @param tables of the group
   * @param names what they are called in the module document
   */
  References(Fitted table, List<Fitted> tables, List<String> names, Problems problems) {
    this.tables = tables;
    this.names = names;
    this.problems = problems;
    table.table().schema().foreignKeys().forEach(key -> read(table, key));
  }

  /** {@code table/column}. */
  Optional<String> of(FittedColumn column) {
    return Optional.ofNullable(targets.get(column.name()));
  }

  private void read(Fitted table, ForeignKey key) {
    Optional<Integer> target = target(key);
    if (target.isEmpty()) {
      problems.error(
          key.place(),
          "a foreign key of " + what(table) + " refers to a table that the metadata does not have",
          "describe that table too, or correct the reference");
      return;
    }
    Fitted parent = tables.get(target.get());
    boolean known = has(table, key.columns(), key) & has(parent, key.referenced(), key);
    if (!known) {
      return;
    }
    if (key.columns().size() > 1) {
      leaveOut(table, key, "a module document has keys of one column");
      return;
    }
    FittedColumn from = table.byKey(key.columns().getFirst()).orElseThrow();
    FittedColumn to = parent.byKey(key.referenced().getFirst()).orElseThrow();
    String reference = names.get(target.get()) + "/" + to.name();
    if (parent == table && from.equals(to)) {
      leaveOut(table, key, "the column refers to itself");
    } else if (targets.putIfAbsent(from.name(), reference) != null
        && !targets.get(from.name()).equals(reference)) {
      leaveOut(table, key, "its column has another one, and can have one only");
    }
  }

  private Optional<Integer> target(ForeignKey key) {
    for (int i = 0; i < tables.size(); i++) {
      Metadata.Table table = tables.get(i).table();
      if (key.resource().filter(table.path()::equals).isPresent()
          || (key.schema().isPresent() && key.schema().equals(table.schema().id()))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private boolean has(Fitted table, List<String> columns, ForeignKey key) {
    boolean all = true;
    for (String column : columns) {
      // A table without columns has a problem already.
      if (!table.columns().isEmpty() && table.byKey(column).isEmpty()) {
        problems.error(
            key.place(),
            "a foreign key names the column "
                + Wording.quote(column)
                + ", which "
                + what(table)
                + " does not have",
            ColumnNames.advice(column, table.columns().stream().map(FittedColumn::key).toList()));
      }
      all &= table.byKey(column).isPresent();
    }
    return all;
  }

  private void leaveOut(Fitted table, ForeignKey key, String reason) {
    problems.warn(
        key.place(),
        "a foreign key of " + what(table) + " is left out",
        reason + "; check it in another way if it matters");
  }

  private static String what(Fitted table) {
    return Fitted.what(table.table());
  }
}
