package io.weir.engine.privacy.metric;

/**
 * What makes one solution better than another: less of it.
 *
 * @param mean how the losses of columns become one, for measures that are taken by column
 */
public record Metric(Measure measure, Mean mean) {
  /** Loss, by geometric mean. */
  public static final Metric LOSS = new Metric(Measure.LOSS, Mean.GEOMETRIC);

  /** Discernibility; it knows no mean. */
  public static final Metric DISCERNIBILITY = new Metric(Measure.DISCERNIBILITY, Mean.ARITHMETIC);

  /** Average class size; it knows no mean. */
  public static final Metric AVERAGE_CLASS_SIZE =
      new Metric(Measure.AVERAGE_CLASS_SIZE, Mean.ARITHMETIC);

  /** Non-uniform entropy, by arithmetic mean. */
  public static final Metric ENTROPY = new Metric(Measure.ENTROPY, Mean.ARITHMETIC);

  /** What is measured. */
  public enum Measure {
    /**
     * By column, the share of the domain a record's value may be after generalization, mean over
     * records, from 0 (the value itself) to 1 (anything, or suppressed); after Iyengar 2002.
     */
    LOSS,
    /**
     * How many records each record cannot be told from: the square of each class's size, and for
     * each suppressed record all records (Bayardo and Agrawal 2005).
     */
    DISCERNIBILITY,
    /** Records by classes; those that are suppressed are one class more (LeFevre et al. 2006). */
    AVERAGE_CLASS_SIZE,
    /**
     * By column, the bits it takes to tell a record's value from its generalized or suppressed one,
     * of those it takes when all is suppressed (Gionis and Tassa 2007). Frequencies are those of
     * the whole table.
     */
    ENTROPY
  }

  /** How losses of columns become one. */
  public enum Mean {
    /** The mean of the weighted losses. */
    ARITHMETIC,
    /** The geometric mean of one plus each weighted loss, less one. */
    GEOMETRIC
  }

  /** Whether it is taken by column and record, and so can be known without counting classes. */
  public boolean byColumn() {
    return switch (measure) {
      case LOSS, ENTROPY -> true;
      case DISCERNIBILITY, AVERAGE_CLASS_SIZE -> false;
    };
  }
}
