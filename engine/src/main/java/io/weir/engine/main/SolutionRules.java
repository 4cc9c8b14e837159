package io.weir.engine.main;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.dataplane.TableLattice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A solution as anonymization rules that fix its levels. */
final class SolutionRules {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode root = JSON.createObjectNode();
  private final ObjectNode tables = root.putObject("tables");

  /**
   * Adds the levels of a table.
   *
   * @param levels in the order of its columns
   */
  void add(TableLattice lattice, List<Integer> levels) {
    ObjectNode of = tables.putObject(lattice.table()).putObject("privacyModel").putObject("levels");
    for (int i = 0; i < levels.size(); i++) {
      TableLattice.Column column = lattice.columns().get(i);
      if (column.generalized()) {
        of.put(column.column(), levels.get(i).intValue());
      }
    }
  }

  boolean isEmpty() {
    return tables.isEmpty();
  }

  String text() {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
