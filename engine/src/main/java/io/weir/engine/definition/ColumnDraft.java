package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.spi.ColumnRole;
import io.weir.spi.ValueType;
import java.util.Optional;
import java.util.Set;

/**
 * A column as far as it could be read.
 *
 * @param named where its name stands
 * @param type empty when the document's could not be understood
 * @param personal where it is said to hold what identifies or concerns a person
 */
record ColumnDraft(
    String name,
    Place named,
    Optional<ValueType> type,
    Facets facets,
    Set<String> nullTokens,
    OnEmpty onEmpty,
    Optional<Range> range,
    OnTypeViolation onTypeViolation,
    Optional<Declared> anonymize,
    Optional<Reference> reference,
    Optional<Place> personal,
    Optional<ColumnRole> role) {

  /**
   * A method as the document itself declares it, at a column or at a table.
   *
   * @param complete whether every parameter could be read
   */
  record Declared(Anonymization anonymization, Node.Obj node, boolean complete) {
    /** Where one of its parameters stands, or else itself. */
    Place at(String parameter) {
      return node.get(parameter).map(Node::place).orElse(node.place());
    }
  }

  record Reference(Place place, String table, String column, ChildPolicy onParentGone) {
    String target() {
      return table + "/" + column;
    }
  }

  ColumnPlan plan(Optional<Anonymization> effective) {
    return new ColumnPlan(
        name,
        type.orElseThrow(),
        facets,
        nullTokens,
        onEmpty,
        range,
        onTypeViolation,
        effective,
        role);
  }
}
