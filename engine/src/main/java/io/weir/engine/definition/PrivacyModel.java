package io.weir.engine.definition;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is promised of a table as it is published. Classes are the records that share all values of
 * the quasi-identifiers; where the records of a person may lie in several tables, see {@link
 * #joined}.
 *
 * @param k how many records a class has at least; 1 promises nothing
 * @param diversity how different the values of sensitive columns are in each class
 * @param closeness how near the values of sensitive columns in each class are to those of the table
 * @param population the table that records are drawn from, for promises against those who know it
 * @param maxSuppressed the share of records that may be suppressed to keep the promise, 0 to 1
 * @param suppression what suppressing a record means
 * @param metric what makes one solution better than another
 * @param search which solutions are looked at
 * @param empties what an empty value of a quasi-identifier is
 * @param timeLimit after which the best solution found is taken; empty for none
 * @param levels a solution that was found before, by column: it is applied without a search
 */
public record PrivacyModel(
    int k,
    List<Diversity> diversity,
    List<Closeness> closeness,
    Optional<Population> population,
    BigDecimal maxSuppressed,
    Suppression suppression,
    Metric metric,
    Search search,
    Empties empties,
    Optional<Duration> timeLimit,
    Map<String, Integer> levels,
    List<Joined> joined) {
  public PrivacyModel {
    diversity = List.copyOf(diversity);
    closeness = List.copyOf(closeness);
    levels = Map.copyOf(levels);
    joined = List.copyOf(joined);
  }

  /** k-anonymity, and what is taken for the rest when nothing is said. */
  public static PrivacyModel ofK(int k) {
    return new PrivacyModel(
        k,
        List.of(),
        List.of(),
        Optional.empty(),
        BigDecimal.ZERO,
        Suppression.RECORD,
        Metric.LOSS,
        Search.OPTIMAL,
        Empties.CATEGORY,
        Optional.empty(),
        Map.of(),
        List.of());
  }

  /** l-diversity of a sensitive column. */
  public sealed interface Diversity {
    String column();

    /** At least so many different values in each class. */
    record Distinct(String column, int l) implements Diversity {}

    /** The entropy of the values in each class is at least log l. */
    record Entropy(String column, BigDecimal l) implements Diversity {}

    /**
     * With the values of a class by falling frequency, the first is less than c times as frequent
     * as the l-th and all after it together.
     */
    record Recursive(String column, BigDecimal c, int l) implements Diversity {}
  }

  /**
   * t-closeness of a sensitive column: the distance of its distribution in each class to that in
   * the table is at most t.
   */
  public record Closeness(String column, BigDecimal t, Distance distance) {}

  /** The ground distance of t-closeness. */
  public enum Distance {
    /** All values are equally far from each other. */
    EQUAL,
    /** Values lie in their order, neighbours equally far from each other. */
    ORDERED,
    /** As far as their nearest common ancestor in the column's hierarchy is high. */
    HIERARCHICAL
  }

  /**
   * The persons that records are drawn from.
   *
   * @param table of the module; it has all quasi-identifiers, with the same names
   * @param kMap how many persons of the population a class fits at least, 1 or more
   * @param presence the least and greatest share of a class's persons that are in the table
   */
  public record Population(String table, int kMap, Optional<Presence> presence) {}

  /** δ-presence: bounds from 0 to 1, the least not above the greatest. */
  public record Presence(BigDecimal least, BigDecimal greatest) {}

  /** What suppressing a record means. */
  public enum Suppression {
    /** The record goes; what becomes of its children their foreign keys say. */
    RECORD,
    /** All its quasi-identifiers become the token {@code *}. */
    VALUES
  }

  /** What makes one solution better than another: less of it. */
  public enum Metric {
    LOSS,
    DISCERNIBILITY,
    AVERAGE_CLASS_SIZE,
    ENTROPY
  }

  /** Which solutions are looked at. */
  public enum Search {
    /** One level a column: all combinations, the best of which is found. */
    OPTIMAL,
    /** As OPTIMAL, then again with the suppressed records, as long as that helps. */
    LOCAL,
    /** Classes are split at the median of a column as long as the promise holds. */
    MONDRIAN
  }

  /** What an empty value of a quasi-identifier is. */
  public enum Empties {
    /** A value like any other. */
    CATEGORY,
    /** It matches every value. */
    WILDCARD,
    /** There may be none: the run fails. */
    REFUSE
  }

  /**
   * A quasi-identifier of the same person in another table.
   *
   * @param table of the module
   * @param column its quasi-identifier
   * @param by its foreign key that refers to the primary key of the table with the model
   */
  public record Joined(String table, String column, String by) {}
}
