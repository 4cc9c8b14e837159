package io.weir.engine.proposal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A module document that may be a good beginning, and what it was made from. Nothing here holds a
 * value that was seen, except for bounds in the document where they were asked for.
 *
 * @param document the document, a text of several lines; {@code weir check} accepts it
 * @param tables its tables in order
 * @param leftOut what could not become a table, one sentence each
 */
public record Proposal(String document, List<Table> tables, List<String> leftOut) {
  public Proposal {
    tables = List.copyOf(tables);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * What became of a table.
   *
   * @param place where it was found
   * @param records how many records were seen, or are there by the system's estimate
   * @param whole whether that is all of them
   * @param personal columns that seem to tell something of persons, each with what
   * @param nullTokens columns with texts that stand for nothing, each with those
   * @param references columns that refer, each with what to
   * @param remarks what people should know
   */
  public record Table(
      String name,
      String place,
      OptionalLong records,
      boolean whole,
      int columns,
      Optional<String> primaryKey,
      List<Mark> references,
      List<Mark> personal,
      List<Mark> nullTokens,
      List<String> remarks) {}

  /** Something said of a column. */
  public record Mark(String column, String what) {}
}
