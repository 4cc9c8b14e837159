package io.weir.engine.run;

import io.weir.engine.dataplane.Rule;
import java.util.List;

/**
 * What the rules did: a sum over what the run committed.
 *
 * @param tables in document order
 */
public record RunReport(String run, List<TableReport> tables) {
  public RunReport {
    tables = List.copyOf(tables);
  }

  /**
   * @param sources by priority
   * @param prepared records in the outbox
   */
  public record TableReport(String table, List<SourceReport> sources, long prepared) {
    public TableReport {
      sources = List.copyOf(sources);
    }
  }

  /**
   * @param read records read
   * @param extracted records that passed the field rules
   */
  public record SourceReport(String source, long read, long extracted, List<RuleTally> rules) {
    public SourceReport {
      rules = List.copyOf(rules);
    }
  }

  /**
   * @param column empty text when the rule concerns whole records
   * @param round for orphans the pass of the fixpoint, from 1; else 0
   */
  public record RuleTally(String column, Rule rule, int round, long count) {}
}
