package io.weir.engine.dataplane;

import java.util.List;

/**
 * The columns of a table before and after.
 *
 * @param before as collected, after the field rules: the records of EXTRACT
 * @param after as prepared: the records of the outbox
 */
public record TableProfile(String table, List<ColumnProfile> before, List<ColumnProfile> after) {
  public TableProfile {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
