package io.weir.engine.dataplane.verify;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Groups records by the fingerprint of their class, and within a class by one further value. Equal
 * records are counted in memory; when there are too many different ones they are put aside sorted.
 * So neither the number of classes nor that of the values of one class is bounded by memory, and
 * the result is the same however little there is of it. For one thread.
 */
final class Grouping implements AutoCloseable {
  private final Path temporary;
  private final long budget;
  private final TupleTable table;
  private Optional<SortedRuns> aside = Optional.empty();

  /**
   * @param temporary a folder for what does not fit into the budget; it has no name there
   * @param budget bytes of memory
   */
  Grouping(Path temporary, long budget) {
    this.temporary = temporary;
    this.budget = budget;
    this.table = new TupleTable(budget / 4 * 3);
  }

  /** Adds so many records of a class that have this value. */
  void add(long high, long low, long value, long count) {
    if (table.isFull()) {
      putAside();
    }
    table.add(high, low, value, count);
  }

  private void putAside() {
    if (aside.isEmpty()) {
      aside = Optional.of(new SortedRuns(temporary, budget / 4));
    }
    aside.get().add(table);
    table.clear();
  }

  /** Shows all classes; may be called again. */
  void forEach(ClassVisitor visitor) {
    Classes classes = new Classes(visitor);
    if (aside.isPresent()) {
      putAside();
      aside.get().forEach(classes);
    } else {
      table.forEach(classes);
    }
    classes.end();
  }

  /** Sees class after class: the values of each in ascending order of their bits, then its end. */
  interface ClassVisitor {
    void value(long value, long count);

    /**
     * @param size how many records the class has
     */
    void end(long high, long low, long size);
  }

  private static final class Classes implements TupleTable.TupleVisitor {
    private final ClassVisitor visitor;
    private long high;
    private long low;
    private long size;

    Classes(ClassVisitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void tuple(long highBits, long lowBits, long value, long count) {
      if (highBits != high || lowBits != low) {
        end();
        high = highBits;
        low = lowBits;
      }
      visitor.value(value, count);
      size += count;
    }

    void end() {
      if (size > 0) {
        visitor.end(high, low, size);
        size = 0;
      }
    }
  }

  @Override
  public void close() {
    aside.ifPresent(SortedRuns::close);
  }
}
