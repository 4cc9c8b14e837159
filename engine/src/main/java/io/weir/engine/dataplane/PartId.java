package io.weir.engine.dataplane;

/**
 * Names a part. Parts of a table are ordered by source, then number; that order is the order of the
 * records, whatever ran in parallel.
 *
 * @param source the source's priority
 * @param number counts from 0 within a table's source
 */
public record PartId(String run, Stage stage, String table, int source, int number)
    implements Comparable<PartId> {

  @Override
  public int compareTo(PartId other) {
    int byTable = table.compareTo(other.table);
    int bySource = byTable != 0 ? byTable : Integer.compare(source, other.source);
    return bySource != 0 ? bySource : Integer.compare(number, other.number);
  }
}
