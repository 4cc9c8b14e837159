package io.weir.engine.dataplane;

import java.util.List;
import java.util.Optional;

/**
 * How likely the person behind a record of a table is found, and what it costs to make that less
 * likely. Exact. Nothing in it is made of a value: it counts records, classes and different values.
 *
 * <p>A class are the records that share all values of the quasi-identifiers.
 *
 * @param population the table that the persons are drawn from, if the privacy model names one
 * @param before as collected, after keys: the values of EXTRACT
 * @param after as published
 * @param repeats texts that repeat what is hidden elsewhere, by published text column; none where
 *     nothing is hidden
 */
public record TableRisk(
    String table, Optional<String> population, Side before, Side after, List<Repeats> repeats) {
  /** Classes are told apart by being smaller than these. */
  public static final List<Integer> THRESHOLDS = List.of(2, 3, 5, 10, 20);

  public TableRisk {
    // Reports that were written before texts were looked at have none.
    repeats = repeats == null ? List.of() : List.copyOf(repeats);
  }

  /** Of a table whose texts were not looked at. */
  public TableRisk(String table, Optional<String> population, Side before, Side after) {
    this(table, population, before, after, List.of());
  }

  /** Of a table without quasi-identifiers. */
  public static TableRisk unclassed(String table, long before, long after) {
    return new TableRisk(table, Optional.empty(), Side.unclassed(before), Side.unclassed(after));
  }

  /** The same with what was found in texts. */
  public TableRisk with(List<Repeats> found) {
    return new TableRisk(table, population, before, after, found);
  }

  /**
   * @param columns the quasi-identifiers, in document order
   * @param records how many records there are, starred ones included
   * @param starred records all of whose searched quasi-identifiers were suppressed; they are in no
   *     class
   * @param classes how many classes there are
   * @param smallest records of the smallest class; 0 when there is none
   * @param largest records of the largest class
   * @param discernibility the sum of the squares of the classes' sizes, and for each starred record
   *     the size of the table; at most the greatest long
   * @param prosecutor the risk that somebody is found who is known to be in the table
   * @param journalist the risk that somebody of the population is found; empty without one, when it
   *     is that of the prosecutor
   * @param sizes how many classes of which sizes, ascending, up to that of the largest
   * @param sensitive what records tell of those who are not even found, by sensitive column
   */
  public record Side(
      List<Column> columns,
      long records,
      long starred,
      long classes,
      long smallest,
      long largest,
      long discernibility,
      Finding prosecutor,
      Optional<Finding> journalist,
      List<Sizes> sizes,
      List<Disclosure> sensitive) {
    public Side {
      columns = List.copyOf(columns);
      sizes = List.copyOf(sizes);
      sensitive = List.copyOf(sensitive);
    }

    static Side unclassed(long records) {
      return new Side(
          List.of(),
          records,
          0,
          0,
          0,
          0,
          0,
          new Finding(0, 0, List.of()),
          Optional.empty(),
          List.of(),
          List.of());
    }

    /** Records in classes of one. */
    public long unique() {
      return sizes.stream().filter(bin -> bin.to() == 1).mapToLong(Sizes::records).sum();
    }

    /** How many records a class has on average; 0 without one. */
    public double averageClassSize() {
      return classes == 0 ? 0 : (double) (records - starred) / classes;
    }
  }

  /**
   * A published column of texts that may repeat what is hidden elsewhere.
   *
   * @param table as published; one that a method added has a name of its own
   * @param hidden what was looked for: columns that are removed, identifying or pseudonymized, as
   *     {@code table/column}
   * @param records how many records the table has
   * @param repeating in how many of them the text has all words of a hidden value
   * @param complete whether all hidden values were looked for, or only as many as memory held
   */
  public record Repeats(
      String table,
      String column,
      List<String> hidden,
      long records,
      long repeating,
      boolean complete) {
    public Repeats {
      hidden = List.copyOf(hidden);
    }
  }

  /**
   * A quasi-identifier.
   *
   * @param distinct how many different values it has; an empty one counts
   * @param empty how many of its values are empty
   * @param stars how many of its values are the token {@code *}
   */
  public record Column(String column, long distinct, long empty, long stars) {}

  /**
   * The risk of being found, from 0 to 1.
   *
   * @param greatest of a record
   * @param average of all records in classes: the share of records somebody finds who guesses for
   *     each, which is the marketer's risk
   * @param above how many records have a greater risk than 1/k, for rising k
   */
  public record Finding(double greatest, double average, List<Above> above) {
    public Finding {
      above = List.copyOf(above);
    }
  }

  /**
   * @param records in classes smaller than k
   */
  public record Above(int k, long records) {}

  /**
   * @param from the least size
   * @param to the greatest size; the greatest long in the last bin
   */
  public record Sizes(long from, long to, long classes, long records) {}

  /**
   * @param single records in classes that have one value only
   * @param posterior the greatest share that a value has of a class
   * @param farthest the greatest distance of a class's values to those of the table, as for
   *     t-closeness; empty when the column has too many values to tell
   * @param distance the ground distance: {@code equal}, {@code ordered} or {@code hierarchical}
   */
  public record Disclosure(
      String column, long single, double posterior, Optional<Double> farthest, String distance) {}
}
