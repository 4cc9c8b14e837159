package io.weir.engine.dataplane.verify;

import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Closeness;
import io.weir.engine.definition.PrivacyModel.Distance;
import io.weir.spi.PreparedMethod.OfLevels;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The distances between the values of a table's sensitive columns. A hierarchical distance needs
 * the hierarchy of the column's own method, and the values it begins with; without, all values are
 * equally far from each other, which only makes the promise harder to keep.
 */
final class Distances {
  private final PreparedTable table;
  private final TableRecords records;

  Distances(PreparedTable table, TableRecords records) {
    this.table = table;
    this.records = records;
  }

  /** What the model says of a column first, or equal. */
  Distance declared(String column) {
    return table.plan().privacyModel().stream()
        .map(PrivacyModel::closeness)
        .flatMap(List::stream)
        .filter(closeness -> closeness.column().equals(column))
        .map(Closeness::distance)
        .findFirst()
        .orElse(Distance.EQUAL);
  }

  ClassDistance of(String column, Distance distance, Distribution values) {
    return switch (distance) {
      case EQUAL -> new ClassDistance.Equal(values);
      case ORDERED -> new ClassDistance.Ordered(values);
      case HIERARCHICAL ->
          tree(column, values)
              .<ClassDistance>map(tree -> new ClassDistance.Hierarchical(values, tree))
              .orElseGet(() -> new ClassDistance.Equal(values));
    };
  }

  /** What {@link #of} is called: {@code equal} where there is no hierarchy. */
  String name(String column, Distance distance, Distribution values) {
    boolean lost = distance == Distance.HIERARCHICAL && tree(column, values).isEmpty();
    return lost ? "equal" : distance.name().toLowerCase(Locale.ROOT);
  }

  private Optional<ValueTree> tree(String column, Distribution values) {
    return table.columns().stream()
        .filter(it -> it.plan().name().equals(column) && records.has(column))
        .flatMap(it -> it.method().stream())
        .flatMap(method ->
            method instanceof OfLevels levels
                ? ValueTree.of(values, table.plan().column(column).type(), levels).stream()
                : java.util.stream.Stream.empty())
        .findFirst();
  }
}
