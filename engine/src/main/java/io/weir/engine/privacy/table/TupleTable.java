package io.weir.engine.privacy.table;

import java.util.List;

/**
 * The distinct tuples of quasi-identifier codes of a table, sorted, with how many records have
 * each, and how often which sensitive value occurs with each. Immutable; does not depend on the
 * order in which records were added.
 */
public final class TupleTable {
  private final List<LevelTable> columns;
  private final PackedLayout layout;
  private final long[] packed;
  private final int[] counts;
  private final int records;
  private final List<Histograms> sensitive;
  private final int[] cardinalities;

  TupleTable(
      List<LevelTable> columns,
      PackedLayout layout,
      long[] packed,
      int[] counts,
      List<Histograms> sensitive,
      int[] cardinalities) {
    this.columns = List.copyOf(columns);
    this.layout = layout;
    this.packed = packed;
    this.counts = counts;
    this.sensitive = List.copyOf(sensitive);
    this.cardinalities = cardinalities;
    int sum = 0;
    for (int count : counts) {
      sum = Math.addExact(sum, count);
    }
    records = sum;
  }

  public List<LevelTable> columns() {
    return columns;
  }

  /** How many distinct tuples there are. */
  public int size() {
    return counts.length;
  }

  /** How many records there are. */
  public int records() {
    return records;
  }

  /** How many records have a tuple. */
  public int count(int tuple) {
    return counts[tuple];
  }

  /** The base code of a tuple in a column. */
  public int code(int tuple, int column) {
    return layout.code(packed, tuple * layout.words(), column);
  }

  /** The histograms of a sensitive column, by tuple. */
  public Histograms sensitive(int column) {
    return sensitive.get(column);
  }

  public int sensitiveColumns() {
    return sensitive.size();
  }

  /** One more than the greatest code of a sensitive column. */
  public int sensitiveCardinality(int column) {
    return cardinalities[column];
  }

  /**
   * Some of the tuples as a table of their own.
   *
   * @param tuples rising
   */
  public TupleTable only(int[] tuples) {
    int words = layout.words();
    long[] some = new long[tuples.length * words];
    int[] records = new int[tuples.length];
    for (int at = 0; at < tuples.length; at++) {
      System.arraycopy(packed, tuples[at] * words, some, at * words, words);
      records[at] = counts[tuples[at]];
    }
    List<Histograms> histograms = sensitive.stream().map(one -> one.only(tuples)).toList();
    return new TupleTable(columns, layout, some, records, histograms, cardinalities);
  }

  /** How many long words a tuple takes in {@link #packed}. */
  public int words() {
    return layout.words();
  }

  /** The word a column lies in. */
  public int word(int column) {
    return layout.word(column);
  }

  /** How far a column's code is shifted in its word. */
  public int shift(int column) {
    return layout.shift(column);
  }

  /** How many bits a column's code has. */
  public int width(int column) {
    return layout.width(column);
  }

  /** All tuples' words, one tuple after the other; not to be changed. */
  public long[] packed() {
    return packed;
  }

  /** All tuples' counts; not to be changed. */
  public int[] counts() {
    return counts;
  }
}
