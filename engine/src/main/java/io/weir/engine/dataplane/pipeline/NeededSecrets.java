package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.anonymize.Methods;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.PreparedMethod;
import java.util.Optional;

/**
 * The secrets that the methods of a plan name, looked at before the first record is read: one that
 * is not there is told at once, and the versions a run works with are those of its beginning.
 */
record NeededSecrets(Catalogue catalogue, Secrets secrets) {

  /**
   * @throws WeirException NOT_FOUND for the first that is not there; METHOD_FAILED or
   *     MISSING_PLUGIN when a method cannot be prepared
   */
  void settle(Plan plan, String run) {
    for (TablePlan table : plan.tables()) {
      PreparedTable prepared = Methods.prepare(table, catalogue);
      for (PreparedTable.Column column : prepared.columns()) {
        column
            .method()
            .ifPresent(method -> settle(run, table, Optional.of(column.plan().name()), method));
      }
      prepared.steps().forEach(step -> settle(run, table, Optional.empty(), step.method()));
    }
  }

  private void settle(String run, TablePlan table, Optional<String> column, PreparedMethod method) {
    for (String reference : method.secrets()) {
      try {
        secrets.forRun(run, reference);
      } catch (WeirException e) {
        Problem problem = e.problem().at("table", table.name());
        throw new WeirException(column.map(name -> problem.at("column", name)).orElse(problem), e);
      }
    }
  }
}
