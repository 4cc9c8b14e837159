package io.weir.plugins.anatomization;

import io.weir.plugins.notes.Draws;
import io.weir.plugins.notes.Groups;
import io.weir.plugins.notes.NotedColumns;
import io.weir.plugins.notes.ValueNotes;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodException;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.RecordFunction;
import io.weir.spi.TableSchema;
import io.weir.spi.Trait;
import io.weir.spi.Workspace.LongArray;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table whose sensitive column goes to a table of its own.
 *
 * @param table with the sensitive column
 * @param group the new column that tells a record's group
 * @param added the new table: group, sensitive value, count
 * @param refusesEmpties whether an empty value ends the run
 * @param shuffles whether the records of the table come in a random order
 */
record Anatomized(
    TableSchema table,
    ColumnSchema sensitive,
    long l,
    ColumnSchema group,
    TableSchema added,
    boolean refusesEmpties,
    boolean shuffles)
    implements OfRecords {
  @Override
  public Set<Trait> traits() {
    return shuffles
        ? Set.of(Trait.RECORDS_MOVE, Trait.VALUES_STAY, Trait.DISTINCT_STAYS_DISTINCT)
        : Set.of();
  }

  @Override
  public List<String> inputs() {
    return noted().map(ColumnSchema::name).toList();
  }

  private Stream<ColumnSchema> noted() {
    return Stream.concat(Stream.of(sensitive), moved().stream());
  }

  /** The columns whose values go with their records to other positions. */
  private List<ColumnSchema> moved() {
    return shuffles
        ? table.columns().stream().filter(it -> !it.equals(sensitive)).toList()
        : List.of();
  }

  @Override
  public MethodOutput output() {
    return new MethodOutput(
        Stream.concat(moved().stream(), Stream.of(group)).toList(),
        Set.of(sensitive.name()),
        List.of(added));
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return Optional.of(NotedColumns.of(noted().toList(), List.of(0), List.of(), run));
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> observer) {
    NotedColumns noted = (NotedColumns) observer.orElseThrow();
    ValueNotes values = noted.values().getFirst();
    if (refusesEmpties) {
      refuseEmpties(values, run.records());
    }
    Groups buckets = Groups.of(noted.equality().orElseThrow(), run.workspace(), run.records());
    requireEligible(buckets, run.records());
    DealtGroups dealt = DealtGroups.of(buckets, values, l, run);
    Optional<LongArray> order = shuffles ? Optional.of(shuffled(run)) : Optional.empty();
    List<ValueNotes> moved = noted.values().subList(1, noted.values().size());
    return new AnatomizedRecords(dealt, values, added, moved, order);
  }

  private void refuseEmpties(ValueNotes values, long records) {
    long empties = 0;
    for (long position = 0; position < records; position++) {
      empties += values.isEmpty(position) ? 1 : 0;
    }
    if (empties > 0) {
      throw new MethodException(
          "Column %s of table %s is empty in %d records and cannot be anatomized."
              .formatted(sensitive.name(), table.name(), empties),
          "Write \"empties\": \"category\" to count empty as one more value, or let the column's rules drop such records.");
    }
  }

  /** There are such groups if and only if no value is in more than 1 / l of the records. */
  private void requireEligible(Groups buckets, long records) {
    long most = 0;
    for (long bucket = 0; bucket < buckets.count(); bucket++) {
      most = Math.max(most, buckets.size(bucket));
    }
    if (most > records / l) {
      throw new MethodException(
          String.format(
              Locale.ROOT,
              "Column %s of table %s cannot be anatomized with l = %d: its most frequent value is in %d of %d records (%.1f %%), more than 1 / l of them.",
              sensitive.name(),
              table.name(),
              l,
              most,
              records,
              100.0 * most / records),
          "Lower \"l\", make the column coarser before, or leave out records of its most frequent value.");
    }
  }

  private static LongArray shuffled(MethodRun run) {
    LongArray order = run.workspace().longs(run.records());
    for (long position = 0; position < order.size(); position++) {
      order.set(position, position);
    }
    Draws.of(run.runSeed(), "records").shuffle(order, 0, order.size());
    return order;
  }
}
