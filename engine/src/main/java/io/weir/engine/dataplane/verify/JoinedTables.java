package io.weir.engine.dataplane.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Classes of persons whose quasi-identifiers lie in several tables: two persons are alike when
 * their own records are, and those of each other table, put together, have the same values, each as
 * often. The order of these does not matter; who sees them sees how many there are.
 *
 * @param key the primary key of the table with the model
 * @param others the tables that refer to it
 */
record JoinedTables(String key, List<Other> others) {
  private static final long KIND = 3;
  private static final long OF_OTHERS = 0;
  private static final long OWN_HIGH = 1;
  private static final long OWN_LOW = 2;
  private static final long VALUE = 3;

  JoinedTables {
    others = List.copyOf(others);
  }

  /**
   * @param columns its quasi-identifiers; those of one record are told together
   * @param by its foreign key that refers to the primary key
   */
  record Other(TableRecords records, List<String> columns, String by) {
    Other {
      columns = List.copyOf(columns);
    }
  }

  static JoinedTables none() {
    return new JoinedTables("", List.of());
  }

  boolean isEmpty() {
    return others.isEmpty();
  }

  /**
   * Adds every record of the table to its class.
   *
   * @param value a sensitive column
   */
  void group(
      TableRecords records,
      List<String> quasi,
      Optional<String> value,
      Stars stars,
      Grouping into,
      Path temporary,
      long budget) {
    try (Grouping persons = new Grouping(temporary, budget)) {
      own(records, quasi, value, stars, persons);
      for (int i = 0; i < others.size(); i++) {
        add(others.get(i), i, persons);
      }
      persons.forEach(new Persons(into));
    }
  }

  /** What a person's own record tells is put aside in pieces, each marked with what it is. */
  private void own(
      TableRecords records,
      List<String> quasi,
      Optional<String> value,
      Stars stars,
      Grouping persons) {
    List<String> columns = new ArrayList<>(quasi);
    columns.add(key);
    value.ifPresent(columns::add);
    Tuples tuples = new Tuples(quasi.size());
    Fingerprints keys = new Fingerprints();
    Fingerprints values = new Fingerprints();
    records.forEach(
        columns,
        batch -> {
          tuples.take(batch);
          keys.take(batch.column(quasi.size()));
          if (value.isPresent()) {
            values.take(batch.column(quasi.size() + 1));
          }
          for (int row = 0; row < batch.size(); row++) {
            if (!stars.isStarred(tuples, row)) {
              long high = keys.high(row);
              long low = keys.low(row);
              persons.add(high, low, tuples.high(row) & ~KIND | OWN_HIGH, 1);
              persons.add(high, low, tuples.low(row) & ~KIND | OWN_LOW, 1);
              persons.add(high, low, (value.isPresent() ? values.value(row) : 0) | VALUE, 1);
            }
          }
        });
  }

  private static void add(Other other, int index, Grouping persons) {
    int width = other.columns().size();
    List<String> columns = new ArrayList<>(other.columns());
    columns.add(other.by());
    Fingerprints keys = new Fingerprints();
    Tuples values = new Tuples(width);
    other
        .records()
        .forEach(
            columns,
            batch -> {
              values.take(batch);
              keys.take(batch.column(width));
              for (int row = 0; row < batch.size(); row++) {
                if (!batch.column(width).isEmpty(row)) {
                  long mixed = Fingerprints.mix(values.high(row) + index) ^ values.low(row);
                  persons.add(keys.high(row), keys.low(row), mixed & ~KIND | OF_OTHERS, 1);
                }
              }
            });
  }

  /** Puts the pieces of each person together again. */
  private static final class Persons implements Grouping.ClassVisitor {
    private final Grouping into;
    private boolean present;
    private long ownHigh;
    private long ownLow;
    private long sensitive;
    private long othersHigh;
    private long othersLow;

    Persons(Grouping into) {
      this.into = into;
    }

    @Override
    public void value(long value, long count) {
      long kind = value & KIND;
      if (kind == OWN_HIGH) {
        present = true;
        ownHigh = value;
      } else if (kind == OWN_LOW) {
        ownLow = value;
      } else if (kind == VALUE) {
        sensitive = value & ~KIND;
      } else {
        othersHigh += Fingerprints.mix(value ^ Fingerprints.mix(count));
        othersLow += Fingerprints.mix(~value + 31 * Fingerprints.mix(count));
      }
    }

    @Override
    public void end(long high, long low, long size) {
      if (present) {
        into.add(
            Fingerprints.mix(ownHigh ^ Fingerprints.mix(othersHigh)),
            Fingerprints.mix(ownLow ^ Fingerprints.mix(othersLow)),
            sensitive,
            1);
      }
      present = false;
      othersHigh = 0;
      othersLow = 0;
    }
  }
}
