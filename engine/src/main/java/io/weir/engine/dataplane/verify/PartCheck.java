package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one prepared part whole: types, empties, ranges, its number of records, and its digest. */
final class PartCheck {
  private final Parts parts;
  private final Part part;
  private final TableSchema expected;
  private final List<ColumnCheck> checks = new ArrayList<>();
  private long schemaMismatches;

  PartCheck(Parts parts, Part part, TablePlan table, TableSchema expected) {
    this.parts = parts;
    this.part = part;
    this.expected = expected;
    for (ColumnPlan column : table.columns()) {
      if (expected.indexOf(column.name()).isPresent()) {
        boolean key =
            table.primaryKey().filter(it -> it.column().equals(column.name())).isPresent();
        checks.add(new ColumnCheck(column, key));
      }
    }
  }

  Findings run() {
    RecordDigester digester = new RecordDigester();
    long values = 0;
    try (Parts.Reader reader = parts.read(part)) {
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        RecordBatch batch = next.get();
        if (!batch.schema().columns().equals(expected.columns())) {
          schemaMismatches += batch.size();
          continue;
        }
        for (int i = 0; i < checks.size(); i++) {
          checks.get(i).look(batch.column(i));
        }
        digester.add(batch);
        values += (long) batch.size() * batch.columns().size();
      }
    }
    return new Findings(
        expected.name(), 0, values, digester.digest(), violations(digester.digest().rows()));
  }

  private List<Findings.Violation> violations(long rows) {
    List<Findings.Violation> violations = new ArrayList<>();
    if (schemaMismatches > 0) {
      violations.add(
          violation(
              "", "type", schemaMismatches, "records have other columns or types than declared"));
    } else if (rows != part.rows()) {
      violations.add(
          violation(
              "", "row count", Math.abs(rows - part.rows()), "records are missing or too many"));
    }
    for (ColumnCheck check : checks) {
      String column = check.plan().name();
      if (check.empties() > 0) {
        violations.add(
            violation(column, "empty", check.empties(), "values are empty and must not be"));
      }
      if (check.outOfRange() > 0) {
        violations.add(
            violation(
                column, "range", check.outOfRange(), "values are outside the declared range"));
      }
    }
    return violations;
  }

  private Findings.Violation violation(String column, String rule, long count, String what) {
    String place = column.isEmpty() ? expected.name() : expected.name() + "/" + column;
    return new Findings.Violation(
        expected.name(),
        column,
        rule,
        count,
        what + " in " + place,
        "Start the run again; if it happens again, report it with the run's history.");
  }

  /** Whether a column's plan promises that nothing is empty. */
  static boolean promisesNoEmpties(ColumnPlan column, boolean primaryKey) {
    return primaryKey
        || column.anonymization().isEmpty() && !(column.onEmpty() instanceof OnEmpty.Pass);
  }

  /** How many promises the checks of a table's parts stand for. */
  static int promises(TablePlan table, TableSchema expected) {
    int promises = 1;
    for (ColumnSchema kept : expected.columns()) {
      ColumnPlan column =
          table.columns().stream()
              .filter(it -> it.name().equals(kept.name()))
              .findFirst()
              .orElseThrow();
      boolean key = table.primaryKey().filter(it -> it.column().equals(column.name())).isPresent();
      promises += 1;
      promises += promisesNoEmpties(column, key) ? 1 : 0;
      promises += column.range().isPresent() && column.anonymization().isEmpty() ? 1 : 0;
    }
    return promises;
  }
}
