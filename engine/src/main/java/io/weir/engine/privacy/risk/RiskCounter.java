package io.weir.engine.privacy.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers a risk report class by class, in any order; knows nothing of how classes were made. */
public final class RiskCounter {
  /** How many of the smallest sizes are told. */
  private static final int SIZES = 10;

  private final double threshold;
  private final List<String> sensitive;
  private final long[] homogeneousClasses;
  private final long[] homogeneousRecords;
  private final TreeMap<Integer, Long> smallest = new TreeMap<>();
  private long records;
  private long classes;
  private long suppressed;
  private long unique;
  private long atRisk;
  private int fewest = Integer.MAX_VALUE;
  private int fewestPersons = Integer.MAX_VALUE;
  private double journalist;
  private boolean population;

  /**
   * @param threshold the prosecutor risk above which a record is at risk, 0 to 1
   * @param sensitive the names of sensitive columns
   */
  public RiskCounter(double threshold, List<String> sensitive) {
    this.threshold = threshold;
    this.sensitive = List.copyOf(sensitive);
    homogeneousClasses = new long[sensitive.size()];
    homogeneousRecords = new long[sensitive.size()];
  }

  /** Records that are not published. */
  public void suppressed(long count) {
    suppressed += count;
  }

  /**
   * A class.
   *
   * @param size records, at least 1
   * @param distinct how many values each sensitive column has in it
   */
  public void add(int size, int[] distinct) {
    classes++;
    records += size;
    fewest = Math.min(fewest, size);
    unique += size == 1 ? 1 : 0;
    atRisk += 1.0 / size > threshold ? size : 0;
    smallest.merge(size, 1L, Long::sum);
    if (smallest.size() > SIZES) {
      smallest.pollLastEntry();
    }
    for (int column = 0; column < distinct.length; column++) {
      if (distinct[column] == 1) {
        homogeneousClasses[column]++;
        homogeneousRecords[column] += size;
      }
    }
  }

  /**
   * A class, with the persons of the population that fit it. All classes of a report are added in
   * this way or none.
   *
   * @param persons at least as many as records, or the table is no sample of the population; then
   *     the records are taken for the population
   */
  public void add(int size, int[] distinct, int persons) {
    add(size, distinct);
    population = true;
    int fit = Math.max(size, persons);
    fewestPersons = Math.min(fewestPersons, fit);
    journalist += (double) size / fit;
  }

  public RiskReport report() {
    List<RiskReport.Disclosure> disclosures = new ArrayList<>();
    for (int column = 0; column < homogeneousClasses.length; column++) {
      disclosures.add(
          new RiskReport.Disclosure(
              sensitive.get(column), homogeneousClasses[column], homogeneousRecords[column]));
    }
    double average = share(classes);
    SortedMap<Integer, Long> sizes = smallest;
    return new RiskReport(
        records,
        suppressed,
        classes,
        records == 0 ? 0 : 1.0 / fewest,
        average,
        population ? OptionalDouble.of(1.0 / fewestPersons) : OptionalDouble.empty(),
        population ? OptionalDouble.of(journalist / records) : OptionalDouble.empty(),
        population ? journalist / records : average,
        share(unique),
        threshold,
        share(atRisk),
        sizes,
        disclosures);
  }

  private double share(double count) {
    return records == 0 ? 0 : count / records;
  }
}
