package io.weir.engine.dataplane.verify;

import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Closeness;
import io.weir.engine.definition.PrivacyModel.Diversity;
import io.weir.engine.definition.PrivacyModel.Suppression;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a privacy model promises of the sensitive values of each class. */
final class ValuePromises {
  private static final String CLOSENESS = "t-closeness";

  private final PreparedTable table;
  private final TableRecords collected;
  private final TableRecords published;
  private final long budget;
  private final Optional<PrivacyModel> model;

  /**
   * @param collected the table that records were left out of
   */
  ValuePromises(PreparedTable table, TableRecords collected, TableRecords published, long budget) {
    this.table = table;
    this.collected = collected;
    this.published = published;
    this.budget = budget;
    this.model = table.plan().privacyModel();
  }

  List<ClassPromise> diversity(String column) {
    return model.map(PrivacyModel::diversity).orElseGet(List::of).stream()
        .filter(diversity -> diversity.column().equals(column))
        .map(ValuePromises::of)
        .toList();
  }

  private static ClassPromise of(Diversity diversity) {
    String column = diversity.column();
    DiversityMeasure measure = new DiversityMeasure(diversity);
    return switch (diversity) {
      case Diversity.Distinct(_, int l) ->
          ClassPromise.of(
              column,
              "distinct l-diversity",
              "have fewer than %d different values of %s".formatted(l, column),
              measure);
      case Diversity.Entropy(_, BigDecimal l) ->
          ClassPromise.of(
              column,
              "entropy l-diversity",
              "have values of %s of less entropy than log %s".formatted(column, l.toPlainString()),
              measure);
      case Diversity.Recursive(_, BigDecimal c, int l) ->
          ClassPromise.of(
              column,
              "recursive (c,l)-diversity",
              "have a value of %s that is too frequent for c = %s and l = %d"
                  .formatted(column, c.toPlainString(), l),
              measure);
    };
  }

  private List<Closeness> closeness(String column) {
    return model.map(PrivacyModel::closeness).orElseGet(List::of).stream()
        .filter(closeness -> closeness.column().equals(column))
        .toList();
  }

  /**
   * The table that classes are to be close to is the published one or, where records were left out,
   * the one they were left out of, as the literature has it: close to either is close.
   *
   * @param values how often each occurs in the published table
   */
  List<ClassPromise> closeness(String column, Distances distances, Distribution values) {
    List<Closeness> asked = closeness(column);
    Optional<Distribution> whole =
        asked.isEmpty() || !isLeftOutOf(column)
            ? Optional.empty()
            : Distribution.of(collected, column, budget / 4);
    return asked.stream()
        .map(closeness -> {
          ClassPromise promise = of(closeness, distances, values);
          return whole.map(all -> promise.or(of(closeness, distances, all))).orElse(promise);
        })
        .toList();
  }

  private boolean isLeftOutOf(String column) {
    boolean asCollected =
        ColumnPromise.of(table).stream()
            .anyMatch(it -> it.column().name().equals(column) && !it.isChanged());
    return asCollected
        && model.filter(it -> it.suppression() == Suppression.RECORD).isPresent()
        && published.rows() < collected.rows();
  }

  private static ClassPromise of(Closeness closeness, Distances distances, Distribution table) {
    String column = closeness.column();
    return ClassPromise.of(
        column,
        CLOSENESS,
        "are farther than %s from the table in their values of %s, by the distance %s"
            .formatted(
                closeness.t().toPlainString(),
                column,
                distances.name(column, closeness.distance(), table)),
        new ClosenessMeasure(
            table, distances.of(column, closeness.distance(), table), closeness.t().doubleValue()));
  }

  /** What is told of closeness when there are too many values to be counted. */
  List<Findings.Violation> uncountable(String column) {
    String name = table.plan().name();
    return closeness(column).stream()
        .map(closeness ->
            new Findings.Violation(
                name,
                column,
                CLOSENESS,
                published.rows(),
                "records of %s have too many different values of %s to recompute t-closeness"
                    .formatted(name, column),
                "Generalize the column, or promise diversity instead."))
        .toList();
  }
}
