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
  private final Stars stars;
  private final Path temporary;
  private final long budget;

  /**
   * @param population records that are drawn from, with the same quasi-identifiers
   * @param quasi the quasi-identifiers that are there
   */
  ClassScan(
      TableRecords records,
      Optional<TableRecords> population,
      List<String> quasi,
      Stars stars,
      Path temporary,
      long budget) {
    this.records = records;
    this.population = population;
    this.quasi = quasi;
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
    try (Grouping classes = new Grouping(temporary, budget / 2)) {
      for (String column : quasi) {
        columns.add(new QuasiColumn(column, temporary, budget / 2 / quasi.size()));
      }
      group(classes, columns);
      classes.forEach(new Sizes(visitor));
      return columns.stream().map(QuasiColumn::told).toList();
    } finally {
      columns.forEach(QuasiColumn::close);
    }
  }

  private void group(Grouping classes, List<QuasiColumn> columns) {
    Tuples tuples = new Tuples(quasi.size());
    records.forEach(
        quasi,
        batch -> {
          tuples.take(batch);
          for (int row = 0; row < batch.size(); row++) {
            if (!stars.isStarred(tuples, row)) {
              classes.add(tuples.high(row), tuples.low(row), OF_TABLE, 1);
            }
          }
          for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(batch.column(i), tuples, i);
          }
        });
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
    List<String> columns = new ArrayList<>(quasi);
    columns.add(column);
    Tuples tuples = new Tuples(quasi.size());
    Fingerprints values = new Fingerprints();
    try (Grouping classes = new Grouping(temporary, budget / 2)) {
      records.forEach(
          columns,
          batch -> {
            tuples.take(batch);
            values.take(batch.column(quasi.size()));
            for (int row = 0; row < batch.size(); row++) {
              if (!stars.isStarred(tuples, row)) {
                classes.add(tuples.high(row), tuples.low(row), values.low(row), 1);
              }
            }
          });
      classes.forEach(visitor);
    }
  }
}
