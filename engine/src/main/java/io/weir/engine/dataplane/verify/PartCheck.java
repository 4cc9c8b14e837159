package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
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

  /**
   * @param expected the table as it must be by now
   * @param promises of its columns
   */
  PartCheck(Parts parts, Part part, TableSchema expected, List<ColumnPromise> promises) {
    this.parts = parts;
    this.part = part;
    this.expected = expected;
    promises.forEach(promise -> checks.add(new ColumnCheck(promise)));
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
        for (ColumnCheck check : checks) {
          check.look(batch.column(check.promise().index()));
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
      String column = check.promise().column().name();
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
}
