package io.weir.engine.run;

import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.run.RunReport.TableReport;
import java.util.List;
import java.util.Optional;

/**
 * Some of a report's tables with all that is known of their columns.
 *
 * @param report of the whole run
 * @param tables in document order
 */
public record ReportedTables(RunReport report, List<Table> tables) {
  public ReportedTables {
    tables = List.copyOf(tables);
  }

  /**
   * @param flows by source as in the report, each in document order of the columns
   * @param profile empty before the run is verified and after its outbox is cleared
   */
  public record Table(
      TableReport report, List<List<ColumnFlow>> flows, Optional<TableProfile> profile) {
    public Table {
      flows = flows.stream().map(List::copyOf).toList();
    }
  }
}
