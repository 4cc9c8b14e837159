package io.weir.engine.privacy.risk;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * How easily records of a published table could be told to be somebody's, and what could be learned
 * of them. Shares and risks are from 0 to 1; of a table without records all are 0. Definitions are
 * those of El Emam and Dankar 2008.
 *
 * @param records that are published
 * @param suppressed records that are not
 * @param classes of records that share all quasi-identifiers
 * @param prosecutorHighest the chance of somebody who knows that a person is in the table: one by
 *     the size of the smallest class
 * @param prosecutorAverage the same, mean over records
 * @param journalistHighest the chance of somebody who only knows the population: one by the fewest
 *     persons of a class; empty without a population
 * @param journalistAverage the same, mean over records
 * @param marketer the share of records that somebody would hit who links all of them to persons of
 *     the population, or, without one, to persons known to be in the table
 * @param unique the share of records that are alone in their class
 * @param threshold above which a record is at risk
 * @param atRisk the share of records whose prosecutor risk is above the threshold
 * @param smallest how many classes there are of each of the smallest sizes
 * @param disclosures what classes tell of sensitive columns
 */
public record RiskReport(
    long records,
    long suppressed,
    long classes,
    double prosecutorHighest,
    double prosecutorAverage,
    OptionalDouble journalistHighest,
    OptionalDouble journalistAverage,
    double marketer,
    double unique,
    double threshold,
    double atRisk,
    SortedMap<Integer, Long> smallest,
    List<Disclosure> disclosures) {
  public RiskReport {
    smallest = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(smallest));
    disclosures = List.copyOf(disclosures);
  }

  /**
   * Classes in which a sensitive column has one value only: whoever is known to be in one has it.
   *
   * @param records in such classes
   */
  public record Disclosure(String column, long classes, long records) {}
}
