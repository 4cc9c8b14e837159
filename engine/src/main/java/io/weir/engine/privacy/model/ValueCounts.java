package io.weir.engine.privacy.model;

/** The values of one sensitive column in one class; filled anew for each class. */
public final class ValueCounts {
  private final int[] dense;
  private final int[] values;
  private int distinct;
  private int size;

  /**
   * @param cardinality one more than the greatest code
   */
  public ValueCounts(int cardinality) {
    dense = new int[cardinality];
    values = new int[cardinality];
  }

  public void clear() {
    for (int at = 0; at < distinct; at++) {
      dense[values[at]] = 0;
    }
    distinct = 0;
    size = 0;
  }

  public void add(int value, int count) {
    if (dense[value] == 0) {
      values[distinct++] = value;
    }
    dense[value] += count;
    size += count;
  }

  /** How many different values there are. */
  public int distinct() {
    return distinct;
  }

  /** How many records there are. */
  public int size() {
    return size;
  }

  /** One of the values, in no particular order. */
  public int value(int at) {
    return values[at];
  }

  /** How many records have a value. */
  public int count(int value) {
    return dense[value];
  }

  public int cardinality() {
    return dense.length;
  }
}
