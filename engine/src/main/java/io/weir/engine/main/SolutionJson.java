package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.dataplane.TableLattice.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The solutions there were to choose among, for programs. */
final class SolutionJson {
  private SolutionJson() {}

  static ObjectNode of(TableLattice lattice) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("table", lattice.table());
    node.put("search", lattice.search());
    node.put("metric", lattice.metric());
    ArrayNode columns = node.putArray("columns");
    for (TableLattice.Column column : lattice.columns()) {
      columns
          .addObject()
          .put("column", column.column())
          .put("lowest", column.lowest())
          .put("highest", column.highest())
          .put("generalized", column.generalized());
    }
    node.put("records", lattice.records());
    node.put("limit", lattice.limit());
    node.put("latticeSize", lattice.size());
    node.put("whole", lattice.whole());
    node.put("cut", lattice.cut());
    node.put("proven", lattice.proven());
    ArrayNode rounds = node.putArray("rounds");
    lattice.rounds().forEach(levels -> rounds.add(levels(levels)));
    Set<Node> bySuppression = new HashSet<>(lattice.bySuppression());
    Set<Node> byRisk = new HashSet<>(lattice.byRisk());
    ArrayNode nodes = node.putArray("nodes");
    for (Node one : lattice.nodes()) {
      ObjectNode told = nodes.addObject();
      told.set("levels", levels(one.levels()));
      told.put("verdict", one.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      told.put("suppressed", one.suppressed());
      told.put("utility", one.utility());
      told.put("classes", one.classes());
      told.put("smallestClass", one.smallest());
      told.put("risk", one.risk());
      told.put("chosen", lattice.isChosen(one));
      told.put("neighbour", lattice.isNeighbour(one));
      told.put("bestBySuppression", bySuppression.contains(one));
      told.put("bestByRisk", byRisk.contains(one));
    }
    return node;
  }

  private static ArrayNode levels(List<Integer> levels) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    levels.forEach(array::add);
    return array;
  }
}
