package io.weir.engine.run;

import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.definition.Composition;
import io.weir.engine.run.RunReport.TableReport;
import java.util.List;

/**
 * Some of a report's tables with all that is known of their columns.
 *
 * @param report of the whole run
 * @param tables in document order
 * @param compositions what the run reveals together with versions published before, of all tables;
 *     only where the first table is among these
 */
public record ReportedTables(RunReport report, List<Table> tables, List<Composition> compositions) {
  public ReportedTables {
    compositions = List.copyOf(compositions);
    tables = List.copyOf(tables);
  }

  /**
   * @param flows by source as in the report, each in document order of the columns; when neither
   *     the module's document nor the profile can be read, none
   * @param profile what the columns look like
   * @param risk how likely somebody is found
   */
  public record Table(
      TableReport report,
      List<List<ColumnFlow>> flows,
      Kept<TableProfile> profile,
      Kept<TableRisk> risk) {
    public Table {
      flows = flows.stream().map(List::copyOf).toList();
    }
  }
}
