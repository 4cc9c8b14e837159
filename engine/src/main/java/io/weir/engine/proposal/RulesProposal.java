package io.weir.engine.proposal;

import io.weir.spi.ColumnRole;
import java.util.List;
import java.util.Optional;

/**
 * Anonymization rules for a file that may be a good beginning, and why. Values that were seen stand
 * in the rules only where a hierarchy lists them, and nowhere else.
 *
 * @param rules as {@code weir anonymize} takes them, a text of several lines
 * @param document what {@code weir anonymize} would put them into
 * @param columns all columns of the file in order
 * @param promises whether there is a column that a privacy model could be about
 * @param whole whether all records of the file were looked at
 * @param remarks what people should know of the file
 */
public record RulesProposal(
    String rules,
    String document,
    List<Decision> columns,
    boolean promises,
    boolean whole,
    List<String> remarks) {
  public RulesProposal {
    columns = List.copyOf(columns);
    remarks = List.copyOf(remarks);
  }

  /**
   * What is proposed for a column.
   *
   * @param role empty where nothing was found that speaks of persons
   * @param method empty where the column stays as it is
   * @param reasons sentences for people
   * @param namesValues whether the method's parameters repeat values
   */
  public record Decision(
      String column,
      Optional<ColumnRole> role,
      Optional<String> method,
      List<String> reasons,
      boolean namesValues) {
    public Decision {
      reasons = List.copyOf(reasons);
    }
  }
}
