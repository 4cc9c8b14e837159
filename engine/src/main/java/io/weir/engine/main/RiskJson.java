package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.v1.ClassSizes;
import io.weir.v1.Disclosure;
import io.weir.v1.FindingRisk;
import io.weir.v1.QuasiIdentifier;
import io.weir.v1.RecordsAtRisk;
import io.weir.v1.RepeatedValues;
import io.weir.v1.RiskSide;
import io.weir.v1.TableRisk;

/** How likely a person is found in a table, for programs. */
final class RiskJson {
  private RiskJson() {}

  static ObjectNode of(TableRisk risk) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (!risk.getPopulation().isEmpty()) {
      node.put("population", risk.getPopulation());
    }
    node.set("before", side(risk.getBefore()));
    node.set("after", side(risk.getAfter()));
    if (risk.getRepeatsCount() > 0) {
      ArrayNode repeats = node.putArray("repeats");
      for (RepeatedValues found : risk.getRepeatsList()) {
        ObjectNode told =
            repeats.addObject().put("table", found.getTable()).put("column", found.getColumn());
        ArrayNode hidden = told.putArray("hidden");
        found.getHiddenList().forEach(hidden::add);
        told.put("records", found.getRecords())
            .put("repeating", found.getRepeating())
            .put("complete", found.getComplete());
      }
    }
    return node;
  }

  private static ObjectNode side(RiskSide side) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("records", side.getRecords());
    node.put("starred", side.getStarred());
    node.put("classes", side.getClasses());
    node.put("smallestClass", side.getSmallestClass());
    node.put("largestClass", side.getLargestClass());
    node.put("averageClassSize", side.getAverageClassSize());
    node.put("unique", side.getUnique());
    node.put("discernibility", side.getDiscernibility());
    node.set("prosecutor", finding(side.getProsecutor()));
    if (side.hasJournalist()) {
      node.set("journalist", finding(side.getJournalist()));
    }
    node.put("marketer", side.getMarketer());
    ArrayNode sizes = node.putArray("sizes");
    for (ClassSizes bin : side.getSizesList()) {
      ObjectNode told = sizes.addObject().put("from", bin.getFrom());
      if (bin.hasTo()) {
        told.put("to", bin.getTo());
      }
      told.put("classes", bin.getClasses()).put("records", bin.getRecords());
    }
    ArrayNode columns = node.putArray("quasiIdentifiers");
    for (QuasiIdentifier column : side.getQuasiIdentifiersList()) {
      columns
          .addObject()
          .put("column", column.getColumn())
          .put("distinct", column.getDistinct())
          .put("empty", column.getEmpty())
          .put("stars", column.getStars());
    }
    ArrayNode sensitive = node.putArray("sensitive");
    for (Disclosure disclosure : side.getSensitiveList()) {
      ObjectNode told =
          sensitive
              .addObject()
              .put("column", disclosure.getColumn())
              .put("single", disclosure.getSingle())
              .put("posterior", disclosure.getPosterior())
              .put("distance", disclosure.getDistance());
      if (disclosure.hasFarthest()) {
        told.put("farthest", disclosure.getFarthest());
      }
    }
    return node;
  }

  private static ObjectNode finding(FindingRisk risk) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("greatest", risk.getGreatest());
    node.put("average", risk.getAverage());
    ArrayNode above = node.putArray("above");
    for (RecordsAtRisk records : risk.getAboveList()) {
      above.addObject().put("k", records.getK()).put("records", records.getRecords());
    }
    return node;
  }
}
