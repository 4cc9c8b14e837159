package io.weir.spi;

/** DOUBLE values. */
public final class DoubleColumn implements Column {
  private final double[] values;
  private final int size;
  private final Empties empties;

  /**
   * @param values at least {@code size} values; not copied, and not to be changed afterwards
   */
  public DoubleColumn(double[] values, int size, Empties empties) {
    this.values = values;
    this.size = size;
    this.empties = empties;
  }

  public double value(int row) {
    return values[row];
  }

  /** The values of all rows; what stands at an empty row is undefined. Not to be changed. */
  public double[] values() {
    return values;
  }

  @Override
  public ValueType type() {
    return ValueType.DOUBLE;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Empties empties() {
    return empties;
  }

  @Override
  public DoubleColumn select(int[] rows, int length) {
    double[] picked = new double[length];
    for (int i = 0; i < length; i++) {
      picked[i] = values[rows[i]];
    }
    return new DoubleColumn(picked, length, empties.select(rows, length));
  }

  @Override
  public String format(int row) {
    return Double.toString(values[row]);
  }
}
