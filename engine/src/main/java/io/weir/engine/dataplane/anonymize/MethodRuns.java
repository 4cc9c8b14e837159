package io.weir.engine.dataplane.anonymize;

import io.weir.spi.MethodRun;

/** What each use of a method may draw on in a run. */
@FunctionalInterface
public interface MethodRuns {
  /**
   * @param table the method is declared in
   * @param place within the table: a column, or the method's number in the table's list
   * @param records how many records there are when the method begins
   */
  MethodRun of(String table, String place, String method, long records);
}
