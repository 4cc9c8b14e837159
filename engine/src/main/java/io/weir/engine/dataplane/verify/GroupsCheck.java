package io.weir.engine.dataplane.verify;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks an anatomized table (Xiao, Tao, VLDB 2006) against the table its sensitive values went to,
 * from these two alone: both have the same groups, of the same sizes; each group has at least l
 * different values, and none of them more often than in a share of 1/l.
 */
final class GroupsCheck {
  private static final long OF_RECORDS = 0;
  private static final long OF_COUNTS = 1;
  private static final String ADVICE =
      "Nothing is published. Start the run again; if it happens again, report the method to its"
          + " plugin's author with the run's history.";

  private final TableRecords records;
  private final TableRecords values;
  private final Shape shape;
  private final int l;
  private final Path temporary;
  private final long budget;
  private final List<Findings.Violation> violations = new ArrayList<>();
  private int promises;

  /**
   * What is what in the table of sensitive values.
   *
   * @param group the column that both tables have
   * @param count how many records of the group have the values
   */
  record Shape(String group, List<String> sensitive, String count) {
    /** The group comes first, the count last, and the sensitive columns between them. */
    static Shape of(TableSchema values, String group) {
      List<String> others =
          values.columns().stream()
              .map(ColumnSchema::name)
              .filter(name -> !name.equals(group))
              .toList();
      return new Shape(group, others.subList(0, others.size() - 1), others.getLast());
    }
  }

  /**
   * @param records the table that lost its sensitive columns
   * @param values the table they went to
   */
  GroupsCheck(
      TableRecords records, TableRecords values, Shape shape, int l, Path temporary, long budget) {
    this.records = records;
    this.values = values;
    this.shape = shape;
    this.l = l;
    this.temporary = temporary;
    this.budget = budget;
  }

  /** Whether two tables can be linked by a group at all. */
  static boolean concerns(TableSchema records, TableSchema values, String group) {
    return records.indexOf(group).isPresent()
        && values.indexOf(group).isPresent()
        && values.columns().size() >= 3
        && values.columns().getLast().type() == ValueType.INTEGER
        && !values.columns().getLast().name().equals(group);
  }

  /** What is found where no column links a table to the one that was added. */
  static Findings unknown(String records, String values) {
    Findings.Violation violation =
        new Findings.Violation(
            records,
            "",
            "group",
            1,
            "added table has no group, values and count that go with %s: %s"
                .formatted(records, values),
            ADVICE);
    return new Findings(records, 1, 0, TableDigest.none(), List.of(violation));
  }

  Findings run() {
    sizes();
    shape.sensitive().forEach(this::diversity);
    return new Findings(
        records.schema().name(),
        promises,
        records.rows() + values.rows() * values.schema().columns().size(),
        TableDigest.none(),
        violations);
  }

  /** Every group of one table is in the other, and as large. */
  private void sizes() {
    Fingerprints groups = new Fingerprints();
    long[] wrong = new long[3];
    try (Grouping sizes = new Grouping(temporary, budget)) {
      records.forEach(
          List.of(shape.group()),
          batch -> {
            groups.take(batch.column(0));
            wrong[0] += batch.column(0).empties().count();
            for (int row = 0; row < batch.size(); row++) {
              sizes.add(groups.high(row), groups.low(row), OF_RECORDS, 1);
            }
          });
      values.forEach(
          List.of(shape.group(), shape.count()),
          batch -> {
            groups.take(batch.column(0));
            wrong[0] += batch.column(0).empties().count();
            for (int row = 0; row < batch.size(); row++) {
              long count = count(batch, 1, row);
              wrong[1] += count < 1 ? 1 : 0;
              sizes.add(groups.high(row), groups.low(row), OF_COUNTS, Math.max(1, count));
            }
          });
      sizes.forEach(
          new Grouping.ClassVisitor() {
            private long difference;

            @Override
            public void value(long value, long count) {
              difference += value == OF_RECORDS ? count : -count;
            }

            @Override
            public void end(long high, long low, long size) {
              wrong[2] += difference == 0 ? 0 : 1;
              difference = 0;
            }
          });
    }
    promised("group", shape.group(), wrong[0], "records without a group are in %s or %s");
    promised(
        "group count", shape.count(), wrong[1], "values without a positive count go with %s in %s");
    promised("group size", shape.group(), wrong[2], "groups are not of the same size in %s and %s");
  }

  private static long count(RecordBatch batch, int column, int row) {
    Column counts = batch.column(column);
    return counts instanceof LongColumn longs && !longs.isEmpty(row) ? longs.value(row) : 0;
  }

  /** Every group has l different values, none with more than its share. */
  private void diversity(String sensitive) {
    Fingerprints groups = new Fingerprints();
    Fingerprints sensitives = new Fingerprints();
    long[] wrong = new long[2];
    try (Grouping byGroup = new Grouping(temporary, budget)) {
      values.forEach(
          List.of(shape.group(), sensitive, shape.count()),
          batch -> {
            groups.take(batch.column(0));
            sensitives.take(batch.column(1));
            for (int row = 0; row < batch.size(); row++) {
              byGroup.add(
                  groups.high(row),
                  groups.low(row),
                  sensitives.low(row),
                  Math.max(1, count(batch, 2, row)));
            }
          });
      byGroup.forEach(
          new Grouping.ClassVisitor() {
            private long distinct;
            private long most;

            @Override
            public void value(long value, long count) {
              distinct++;
              most = Math.max(most, count);
            }

            @Override
            public void end(long high, long low, long size) {
              wrong[0] += distinct < l ? 1 : 0;
              wrong[1] += most > size / l ? 1 : 0;
              distinct = 0;
              most = 0;
            }
          });
    }
    promised(
        "l-diversity of groups",
        sensitive,
        wrong[0],
        "groups of %s have fewer than " + l + " different values in %s");
    promised(
        "share in groups",
        sensitive,
        wrong[1],
        "groups of %s have a value with more than 1/" + l + " of their records in %s");
  }

  private void promised(String rule, String column, long count, String what) {
    promises++;
    if (count > 0) {
      violations.add(
          new Findings.Violation(
              records.schema().name(),
              column,
              rule,
              count,
              what.formatted(records.schema().name(), values.schema().name()),
              ADVICE));
    }
  }
}
