package io.weir.spi;

/** BOOLEAN values, one byte each (0 or 1). */
public final class BooleanColumn implements Column {
  private final byte[] values;
  private final int size;
  private final Empties empties;

  /**
   * @param values at least {@code size} bytes, 0 for false and 1 for true; not copied, and not to
   *     be changed afterwards
   */
  public BooleanColumn(byte[] values, int size, Empties empties) {
    this.values = values;
    this.size = size;
    this.empties = empties;
  }

  public boolean value(int row) {
    return values[row] != 0;
  }

  @Override
  public ValueType type() {
    return ValueType.BOOLEAN;
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
  public BooleanColumn select(int[] rows, int length) {
    byte[] picked = new byte[length];
    for (int i = 0; i < length; i++) {
      picked[i] = values[rows[i]];
    }
    return new BooleanColumn(picked, length, empties.select(rows, length));
  }

  @Override
  public String format(int row) {
    return Boolean.toString(value(row));
  }
}
