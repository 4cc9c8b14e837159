package io.weir.engine.main;

import io.weir.v1.ColumnFlow;
import io.weir.v1.ColumnReport;
import io.weir.v1.RecordFlow;
import io.weir.v1.RuleCount;
import io.weir.v1.RunReport;
import io.weir.v1.SourceReport;
import io.weir.v1.TableReport;
import java.util.List;

/** Whether a settled report accounts for every record, calculated from its parts. */
final class ReportSums {
  private ReportSums() {}

  static boolean addUp(RunReport report) {
    return report.getSettled()
        && adds(report.getTotals())
        && report
            .getTotals()
            .equals(sum(report.getTablesList().stream().map(TableReport::getTotals).toList()))
        && report.getTablesList().stream().allMatch(ReportSums::addUp);
  }

  private static boolean addUp(TableReport table) {
    RecordFlow totals = table.getTotals();
    boolean profiled =
        table.getColumnsList().stream()
            .allMatch(column -> adds(column, totals.getExtracted(), totals.getPrepared()));
    return totals.getPrepared() == table.getPrepared()
        && totals.equals(sum(table.getSourcesList().stream().map(SourceReport::getTotals).toList()))
        && table.getSourcesList().stream().allMatch(ReportSums::addUp)
        && profiled;
  }

  private static boolean adds(ColumnReport column, long extracted, long prepared) {
    return (!column.hasBefore() || column.getBefore().getCount() == extracted)
        && (!column.hasAfter() || column.getAfter().getCount() == prepared);
  }

  private static boolean addUp(SourceReport source) {
    RecordFlow totals = source.getTotals();
    long in = source.getRead();
    for (ColumnFlow column : source.getColumnsList()) {
      boolean adds =
          column.getIn() == in
              && in
                  == column.getPassed()
                      + column.getReplaced()
                      + column.getClamped()
                      + column.getDropped();
      if (!adds) {
        return false;
      }
      in -= column.getDropped();
    }
    return adds(totals)
        && totals.getRead() == source.getRead()
        && totals.getExtracted() == source.getExtracted()
        && in == source.getExtracted()
        && totals.getConflictDropped() == count(source, "KEY_CONFLICT_DROPPED")
        && totals.getOrphaned() == count(source, "ORPHAN_DROPPED");
  }

  private static long count(SourceReport source, String rule) {
    return source.getRulesList().stream()
        .filter(count -> count.getRule().equals(rule))
        .mapToLong(RuleCount::getCount)
        .sum();
  }

  private static boolean adds(RecordFlow flow) {
    return flow.getRead() == flow.getDropped() + flow.getExtracted()
        && flow.getExtracted()
            == flow.getConflictDropped() + flow.getOrphaned() + flow.getPrepared();
  }

  private static RecordFlow sum(List<RecordFlow> flows) {
    RecordFlow.Builder sum = RecordFlow.newBuilder();
    for (RecordFlow flow : flows) {
      sum.setRead(sum.getRead() + flow.getRead())
          .setDropped(sum.getDropped() + flow.getDropped())
          .setExtracted(sum.getExtracted() + flow.getExtracted())
          .setConflictDropped(sum.getConflictDropped() + flow.getConflictDropped())
          .setOrphaned(sum.getOrphaned() + flow.getOrphaned())
          .setPrepared(sum.getPrepared() + flow.getPrepared());
    }
    return sum.build();
  }
}
