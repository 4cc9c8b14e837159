package io.weir.engine.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table's privacy model as far as it could be read, with the places of all that it names.
 *
 * @param place where the model stands
 * @param sensitive the columns whose values are to be diverse, or close to those of the table
 * @param byHierarchy those of them whose distance is that of their hierarchy
 * @param levels by the name of a quasi-identifier
 */
record PrivacyDraft(
    PrivacyModel model,
    Node.Obj node,
    List<Node.Text> sensitive,
    List<Node.Text> byHierarchy,
    Optional<Node.Text> population,
    Map<String, Level> levels,
    List<JoinedDraft> joined) {

  Place place() {
    return node.place();
  }

  /** Where a term of the model stands, or the model itself when it is not said. */
  Place at(String term) {
    return node.get(term).map(Node::place).orElse(node.place());
  }

  /**
   * @param named where its column's name stands
   */
  record Level(int level, Place named) {}

  /** A quasi-identifier in another table, and the key that leads there. */
  record JoinedDraft(Target column, Target by) {}

  /** A column of a table, as {@code table/column}. */
  record Target(Place place, String table, String column) {
    String text() {
      return table + "/" + column;
    }
  }
}
