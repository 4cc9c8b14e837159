package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.spi.Column;
import io.weir.spi.RecordBatch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks uniqueness and references on the prepared values themselves: their fingerprints are put
 * aside by radix partition, sorted and compared, and where two are equal the values are.
 */
final class KeyChecks {
  private static final int CONFIRMED_AT_MOST = 10_000;

  private final Parts parts;
  private final Path temporary;
  private final long budget;

  /**
   * @param temporary a folder for what does not fit into the budget
   * @param budget bytes of memory for one check
   */
  KeyChecks(Parts parts, Path temporary, long budget) {
    this.parts = parts;
    this.temporary = temporary;
    this.budget = budget;
  }

  /** Every value of the primary key occurs once. */
  Findings primaryKey(TablePlan table, List<Part> prepared) {
    String column = table.primaryKey().orElseThrow().column();
    long rows = rows(prepared);
    int partitions = FingerprintTable.partitions(rows, budget);
    long repeated = 0;
    Map<Fingerprint, Map<String, Long>> suspects = new HashMap<>();
    try (Fingerprinted values = fingerprinted(column, prepared, partitions)) {
      for (int partition = 0; partition < partitions; partition++) {
        FingerprintTable fingerprints = values.table(partition);
        repeated += fingerprints.leftOut();
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
    try (Fingerprinted present = fingerprinted(key.targetColumn(), parents, partitions);
        Fingerprinted values = fingerprinted(key.column(), prepared, partitions)) {
      for (int partition = 0; partition < partitions; partition++) {
        FingerprintTable among = present.table(partition);
        values.forEach(
            partition,
            (high, low) -> {
              if (!among.contains(high, low)) {
                orphans[0]++;
              }
            });
      }
    }
    List<Findings.Violation> violations =
        orphans[0] == 0 ? List.of() : List.of(orphan(child, key, orphans[0]));
    long values = rows(prepared) + rows(parents);
    return new Findings(child.name(), 1, values, TableDigest.none(), violations);
  }

  private Fingerprinted fingerprinted(String name, List<Part> prepared, int partitions) {
    return partitions == 1 ? new AsRead(name, prepared) : new PutAside(name, prepared, partitions);
  }

  /** The fingerprints of a column's values that are not empty. */
  private sealed interface Fingerprinted extends AutoCloseable {
    void forEach(int partition, FingerprintSpill.Visitor visitor);

    default FingerprintTable table(int partition) {
      FingerprintTable table = new FingerprintTable();
      forEach(partition, table::add);
      table.sort();
      return table;
    }

    @Override
    void close();
  }

  /** There is one partition: values are read as often as they are wanted. */
  private final class AsRead implements Fingerprinted {
    private final String name;
    private final List<Part> prepared;

    AsRead(String name, List<Part> prepared) {
      this.name = name;
      this.prepared = prepared;
    }

    @Override
    public void forEach(int partition, FingerprintSpill.Visitor visitor) {
      scan(
          name,
          prepared,
          (fingerprints, column) -> {
            for (int row = 0; row < column.size(); row++) {
              if (!column.isEmpty(row)) {
                visitor.fingerprint(fingerprints.high(row), fingerprints.low(row));
              }
            }
          });
    }

    @Override
    public void close() {}
  }

  /** Values are read once. */
  private final class PutAside implements Fingerprinted {
    private final FingerprintSpill spill;

    PutAside(String name, List<Part> prepared, int partitions) {
      spill = new FingerprintSpill(temporary, partitions, budget / 4);
      try {
        new AsRead(name, prepared)
            .forEach(
                0,
                (high, low) -> spill.add(FingerprintTable.partition(high, partitions), high, low));
      } catch (RuntimeException | Error e) {
        spill.close();
        throw e;
      }
    }

    @Override
    public void forEach(int partition, FingerprintSpill.Visitor visitor) {
      spill.forEach(partition, visitor);
    }

    @Override
    public void close() {
      spill.close();
    }
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
