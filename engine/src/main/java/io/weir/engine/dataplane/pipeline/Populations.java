package io.weir.engine.dataplane.pipeline;

import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.TablePlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tables are the populations that records of others are drawn from. */
final class Populations {
  private final Plan plan;
  private final Map<String, String> populations = new HashMap<>();

  Populations(Plan plan) {
    this.plan = plan;
    for (TablePlan table : plan.tables()) {
      table
          .privacyModel()
          .flatMap(PrivacyModel::population)
          .map(Population::table)
          .ifPresent(population -> populations.put(table.name(), population));
    }
  }

  /** The population of a table. */
  Optional<String> of(String table) {
    return Optional.ofNullable(populations.get(table));
  }

  /** The tables that are drawn from one, in document order. */
  List<String> drawnFrom(String population) {
    return plan.tables().stream()
        .map(TablePlan::name)
        .filter(table -> of(table).equals(Optional.of(population)))
        .toList();
  }
}
