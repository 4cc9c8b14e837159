package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.v1.ColumnFlow;
import io.weir.v1.ColumnProfile;
import io.weir.v1.ColumnReport;
import io.weir.v1.HistogramBin;
import io.weir.v1.RecordFlow;
import io.weir.v1.RuleCount;
import io.weir.v1.RunReport;
import io.weir.v1.SourceReport;
import io.weir.v1.TableReport;

/**
 * A run's quality report for programs. Its shape is documented; members are added, never changed.
 */
final class ReportJson {
  private ReportJson() {}

  static ObjectNode of(RunReport report) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("run", report.getRunId());
    node.put("settled", report.getSettled());
    node.put("profiles", report.getProfiles().name());
    node.set("totals", flow(report.getTotals()));
    node.set("tables", tables(report));
    if (report.hasPrivacy()) {
      node.set("privacy", PrivacyPrinter.json(report.getPrivacy()));
    }
    if (report.getCompositionsCount() > 0) {
      node.set("compositions", CompositionPrinter.json(report));
    }
    return node;
  }

  static ArrayNode tables(RunReport report) {
    ArrayNode tables = JsonNodeFactory.instance.arrayNode();
    for (TableReport table : report.getTablesList()) {
      ObjectNode node = tables.addObject();
      node.put("table", table.getTable());
      node.put("prepared", table.getPrepared());
      node.set("totals", flow(table.getTotals()));
      ArrayNode sources = node.putArray("sources");
      table.getSourcesList().forEach(source -> sources.add(source(source)));
      ArrayNode columns = node.putArray("columns");
      table.getColumnsList().forEach(column -> columns.add(column(column)));
      node.put("profileState", table.getProfileState().name());
      node.put("riskState", table.getRiskState().name());
      if (table.hasRisk()) {
        node.set("risk", RiskJson.of(table.getRisk()));
      }
    }
    return tables;
  }

  private static ObjectNode source(SourceReport source) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("source", source.getSource());
    node.put("read", source.getRead());
    node.put("extracted", source.getExtracted());
    node.set("totals", flow(source.getTotals()));
    ArrayNode rules = node.putArray("rules");
    for (RuleCount rule : source.getRulesList()) {
      rules
          .addObject()
          .put("column", rule.getColumn())
          .put("rule", rule.getRule())
          .put("round", rule.getRound())
          .put("count", rule.getCount());
    }
    ArrayNode columns = node.putArray("columns");
    for (ColumnFlow flow : source.getColumnsList()) {
      columns
          .addObject()
          .put("column", flow.getColumn())
          .put("in", flow.getIn())
          .put("passed", flow.getPassed())
          .put("replaced", flow.getReplaced())
          .put("clamped", flow.getClamped())
          .put("dropped", flow.getDropped());
    }
    return node;
  }

  private static ObjectNode flow(RecordFlow flow) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("read", flow.getRead())
        .put("dropped", flow.getDropped())
        .put("extracted", flow.getExtracted())
        .put("conflictDropped", flow.getConflictDropped())
        .put("orphaned", flow.getOrphaned())
        .put("suppressed", flow.getSuppressed())
        .put("prepared", flow.getPrepared());
  }

  private static ObjectNode column(ColumnReport column) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("column", column.getColumn());
    if (column.hasBefore()) {
      node.set("before", profile(column.getBefore()));
    }
    if (column.hasAfter()) {
      node.set("after", profile(column.getAfter()));
    }
    return node;
  }

  private static ObjectNode profile(ColumnProfile profile) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", profile.getType());
    node.put("count", profile.getCount());
    node.put("empty", profile.getEmpty());
    node.put("distinct", profile.getDistinct());
    node.put("distinctEstimated", profile.getDistinctEstimated());
    node.put("withheld", profile.getWithheld());
    if (profile.getWithheld()) {
      return node;
    }
    node.put("of", profile.getLengths() ? "lengths" : "values");
    if (profile.hasMinimum()) {
      node.put("minimum", profile.getMinimum());
      node.put("maximum", profile.getMaximum());
    }
    ArrayNode histogram = node.putArray("histogram");
    for (HistogramBin bin : profile.getHistogramList()) {
      histogram
          .addObject()
          .put("from", bin.getFrom())
          .put("to", bin.getTo())
          .put("count", bin.getCount());
    }
    return node;
  }
}
