package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.TableRisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through the classes of a table at one stage, once for the classes themselves and once for
 * each sensitive column, and shows them to whatever looks at classes.
 */
final class ClassScan {
  private static final long OF_TABLE = 0;
  private static final long OF_POPULATION = 1;

  private final TableRecords records;
  private final Optional<TableRecords> population;
  private final List<String> quasi;
  private final JoinedTables joined;
  private final Stars stars;
  private final Path temporary;
  private final long budget;

  /**
   * @param population records that are drawn from, with the same quasi-identifiers
   * @param quasi the quasi-identifiers that are there
   * @param joined where else the persons have some
   */
  ClassScan(
      TableRecords records,
      Optional<TableRecords> population,
      List<String> quasi,
      JoinedTables joined,
      Stars stars,
      Path temporary,
      long budget) {
    this.records = records;
    this.population = population;
    this.quasi = quasi;
    this.joined = joined;
    this.stars = stars;
    this.temporary = temporary;
    this.budget = budget;
  }

  /** Sees a class: how many records of the table and of the population there are in it. */
  interface SizeVisitor {
    void size(long high, long low, long size, long persons);
  }

  /** Shows the sizes of all classes, those of the population alone included. */
  List<TableRisk.Column> sizes(SizeVisitor visitor) {
    List<QuasiColumn> columns = new ArrayList<>();
    try (Grouping classes = new Grouping(temporary, budget / 4)) {
      for (String column : quasi) {
        columns.add(new QuasiColumn(column, temporary, budget / 4 / quasi.size()));
      }
      group(classes, columns);
      classes.forEach(new Sizes(visitor));
      return columns.stream().map(QuasiColumn::told).toList();
    } finally {
      columns.forEach(QuasiColumn::close);
    }
  }

  private void group(Grouping classes, List<QuasiColumn> columns) {
    group(Optional.empty(), classes, columns);
    Tuples tuples = new Tuples(quasi.size());
    population.ifPresent(all ->
        all.forEach(
            quasi,
            batch -> {
              tuples.take(batch);
              for (int row = 0; row < batch.size(); row++) {
                classes.add(tuples.high(row), tuples.low(row), OF_POPULATION, 1);
              }
            }));
  }

  /** Adds every record to its class, with its value of a sensitive column. */
  private void group(Optional<String> value, Grouping classes, List<QuasiColumn> counted) {
    if (!joined.isEmpty()) {
      joined.group(records, quasi, value, stars, classes, temporary, budget / 4);
    }
    List<String> columns = new ArrayList<>(quasi);
    value.ifPresent(columns::add);
    Tuples tuples = new Tuples(quasi.size());
    Fingerprints values = new Fingerprints();
    records.forEach(
        columns,
        batch -> {
          tuples.take(batch);
          if (value.isPresent()) {
            values.take(batch.column(quasi.size()));
          }
          for (int row = 0; row < batch.size() && joined.isEmpty(); row++) {
            if (!stars.isStarred(tuples, row)) {
              long of = value.isPresent() ? values.value(row) : OF_TABLE;
              classes.add(tuples.high(row), tuples.low(row), of, 1);
            }
          }
          for (int i = 0; i < counted.size(); i++) {
            counted.get(i).add(batch.column(i), tuples, i);
          }
        });
  }

  private static final class Sizes implements Grouping.ClassVisitor {
    private final SizeVisitor visitor;
    private long size;
    private long persons;

    Sizes(SizeVisitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void value(long value, long count) {
      if (value == OF_TABLE) {
        size = count;
      } else {
        persons = count;
      }
    }

    @Override
    public void end(long high, long low, long both) {
      visitor.size(high, low, size, persons);
      size = 0;
      persons = 0;
    }
  }

  /** How often each value of a column occurs; empty when there are too many to be held. */
  Optional<Distribution> distribution(String column) {
    return Distribution.of(records, column, budget / 2);
  }

  /** Shows the values of a sensitive column, class by class. */
  void values(String column, Grouping.ClassVisitor visitor) {
    try (Grouping classes = new Grouping(temporary, budget / 4)) {
      group(Optional.of(column), classes, List.of());
      classes.forEach(visitor);
    }
  }
}
