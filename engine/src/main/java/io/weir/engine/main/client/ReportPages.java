package io.weir.engine.main.client;

import io.weir.v1.ProfileState;
import io.weir.v1.RunReport;
import io.weir.v1.SourceReport;
import io.weir.v1.TableReport;

/** Puts the pages of a report together again. */
final class ReportPages {
  private ReportPages() {}

  static void add(RunReport page, RunReport.Builder whole) {
    ProfileState before = whole.getProfiles();
    whole
        .setRunId(page.getRunId())
        .setTotals(page.getTotals())
        .setSettled(page.getSettled())
        .setProfiles(before == ProfileState.DELETED ? before : page.getProfiles());
    if (page.hasPrivacy()) {
      whole.setPrivacy(page.getPrivacy());
    }
    whole.addAllCompositions(page.getCompositionsList());
    for (TableReport table : page.getTablesList()) {
      int last = whole.getTablesCount() - 1;
      if (last >= 0 && whole.getTables(last).getTable().equals(table.getTable())) {
        goOn(whole.getTablesBuilder(last), table);
      } else {
        whole.addTables(table);
      }
    }
  }

  /** A table that did not fit into one page. */
  private static void goOn(TableReport.Builder table, TableReport more) {
    table.addAllColumns(more.getColumnsList());
    if (more.hasRisk()) {
      table.setRisk(more.getRisk());
    }
    for (int i = 0; i < more.getSourcesCount(); i++) {
      SourceReport source = more.getSources(i);
      table
          .getSourcesBuilder(i)
          .addAllRules(source.getRulesList())
          .addAllColumns(source.getColumnsList());
    }
  }
}
