package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.spi.Column;
import io.weir.spi.RecordBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks uniqueness and references on the prepared values themselves: their fingerprints are spread
 * into radix partitions, sorted and compared, and where two are equal the values are.
 */
final class KeyChecks {
  private static final int CONFIRMED_AT_MOST = 10_000;

  private final Parts parts;
  private final long budget;

  KeyChecks(Parts parts, long budget) {
    this.parts = parts;
    this.budget = budget;
  }

  /** Every value of the primary key occurs once. */
  Findings primaryKey(TablePlan table, List<Part> prepared) {
    String column = table.primaryKey().orElseThrow().column();
    long rows = rows(prepared);
    int partitions = FingerprintTable.partitions(rows, budget);
    long repeated = 0;
    Map<Fingerprint, Map<String, Long>> suspects = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      FingerprintTable fingerprints = fingerprints(column, prepared, partition, partitions);
      for (int at = 0; at < fingerprints.size(); at++) {
        if (fingerprints.repeats(at)) {
          repeated++;
          if (suspects.size() < CONFIRMED_AT_MOST) {
            suspects.put(
                new Fingerprint(fingerprints.high(at), fingerprints.low(at)), new HashMap<>());
          }
        }
      }
    }
    long confirmed = repeated == 0 ? 0 : confirmed(column, prepared, suspects);
    long count = suspects.size() < CONFIRMED_AT_MOST || confirmed == 0 ? confirmed : repeated;
    List<Findings.Violation> violations =
        count == 0 ? List.of() : List.of(repeatedKey(table, column, count));
    return new Findings(table.name(), 1, rows, TableDigest.none(), violations);
  }

  /** Every value of a foreign key that is not empty occurs in the column it refers to. */
  Findings foreignKey(
      TablePlan child, ForeignKeyPlan key, List<Part> prepared, List<Part> parents) {
    int partitions = FingerprintTable.partitions(rows(parents), budget);
    long[] orphans = new long[1];
    for (int partition = 0; partition < partitions; partition++) {
      FingerprintTable present = fingerprints(key.targetColumn(), parents, partition, partitions);
      scan(
          key.column(),
          prepared,
          (fingerprints, column) -> {
            for (int row = 0; row < column.size(); row++) {
              long high = fingerprints.high(row);
              if (!column.isEmpty(row)
                  && present.holds(high)
                  && !present.contains(high, fingerprints.low(row))) {
                orphans[0]++;
              }
            }
          });
    }
    List<Findings.Violation> violations =
        orphans[0] == 0 ? List.of() : List.of(orphan(child, key, orphans[0]));
    long values = rows(prepared) + rows(parents);
    return new Findings(child.name(), 1, values, TableDigest.none(), violations);
  }

  private FingerprintTable fingerprints(
      String name, List<Part> prepared, int partition, int partitions) {
    FingerprintTable table = new FingerprintTable(partition, partitions);
    scan(
        name,
        prepared,
        (fingerprints, column) -> {
          for (int row = 0; row < column.size(); row++) {
            if (!column.isEmpty(row)) {
              table.add(fingerprints.high(row), fingerprints.low(row));
            }
          }
        });
    table.sort();
    return table;
  }

  /** How many records repeat a value, by the values themselves. */
  private long confirmed(
      String name, List<Part> prepared, Map<Fingerprint, Map<String, Long>> suspects) {
    scan(
        name,
        prepared,
        (fingerprints, column) -> {
          for (int row = 0; row < column.size(); row++) {
            if (!column.isEmpty(row)) {
              Map<String, Long> values =
                  suspects.get(new Fingerprint(fingerprints.high(row), fingerprints.low(row)));
              if (values != null) {
                values.merge(column.format(row), 1L, Long::sum);
              }
            }
          }
        });
    return suspects.values().stream()
        .flatMap(values -> values.values().stream())
        .mapToLong(count -> count - 1)
        .sum();
  }

  private void scan(String name, List<Part> prepared, Visitor visitor) {
    Fingerprints fingerprints = new Fingerprints();
    for (Part part : prepared) {
      try (Parts.Reader reader = parts.read(part, List.of(name))) {
        for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
          fingerprints.take(next.get().column(0));
          visitor.look(fingerprints, next.get().column(0));
        }
      }
    }
  }

  private static long rows(List<Part> parts) {
    return parts.stream().mapToLong(Part::rows).sum();
  }

  private static Findings.Violation repeatedKey(TablePlan table, String column, long count) {
    Optional<Anonymization> method =
        table.columns().stream()
            .filter(plan -> plan.name().equals(column))
            .findFirst()
            .flatMap(ColumnPlan::anonymization);
    return new Findings.Violation(
        table.name(),
        column,
        "primary key",
        count,
        "records of " + table.name() + " repeat a value of the primary key " + column,
        method
            .map(it ->
                "The method "
                    + it.method()
                    + " gives different keys the same value: choose one that keeps them apart, or drop"
                    + " the column.")
            .orElse("Start the run again; if it happens again, report it with the run's history."));
  }

  private static Findings.Violation orphan(TablePlan child, ForeignKeyPlan key, long count) {
    return new Findings.Violation(
        child.name(),
        key.column(),
        "foreign key",
        count,
        "values of %s/%s are not in %s/%s"
            .formatted(child.name(), key.column(), key.targetTable(), key.targetColumn()),
        "Anonymize both columns in the same way; if they are, report it with the run's history.");
  }

  private record Fingerprint(long high, long low) {}

  private interface Visitor {
    void look(Fingerprints fingerprints, Column column);
  }
}
