package io.weir.engine.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.engine.dataplane.LatticeFile;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.definition.PrivacySpending;
import java.util.List;
import java.util.Optional;

/**
 * What the rules did: a sum over what the run committed.
 *
 * @param settled whether keys are settled and all records prepared; before that the sums of {@link
 *     RecordFlow} end with what was extracted
 * @param tables in document order
 * @param profiles what the columns look like, by table; empty before the run is verified
 * @param risks how likely somebody is found, by table with quasi-identifiers; likewise
 * @param privacy what the run spends of the privacy budget if it is published; absent if nothing
 * @param lattices what solutions there were to choose among, by table whose privacy model was
 *     searched; empty before that is decided
 */
public record RunReport(
    String run,
    String module,
    String moduleVersion,
    boolean settled,
    List<TableReport> tables,
    List<ProfileFile> profiles,
    List<RiskFile> risks,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PrivacySpending> privacy,
    List<LatticeFile> lattices) {
  public RunReport {
    tables = List.copyOf(tables);
    profiles = List.copyOf(profiles);
    risks = List.copyOf(risks);
    lattices = List.copyOf(lattices);
  }

  /** Of all tables. */
  public RecordFlow flow() {
    return tables.stream().map(TableReport::flow).reduce(RecordFlow.none(), RecordFlow::plus);
  }

  Optional<ProfileFile> profile(String table) {
    return profiles.stream().filter(file -> file.table().equals(table)).findFirst();
  }

  Optional<RiskFile> risk(String table) {
    return risks.stream().filter(file -> file.table().equals(table)).findFirst();
  }

  /** Those of {@link #lattices} in document order. */
  List<LatticeFile> latticesInOrder() {
    return tables.stream()
        .flatMap(table -> lattices.stream().filter(file -> file.table().equals(table.table())))
        .toList();
  }

  /**
   * @param sources by priority
   */
  public record TableReport(String table, List<SourceReport> sources) {
    public TableReport {
      sources = List.copyOf(sources);
    }

    /** Of all sources. */
    public RecordFlow flow() {
      return sources.stream().map(SourceReport::flow).reduce(RecordFlow.none(), RecordFlow::plus);
    }
  }

  /**
   * @param read records read
   * @param extracted records that passed the field rules
   * @param prepared records in the outbox
   * @param rules by column, rule and round
   */
  public record SourceReport(
      String source, long read, long extracted, long prepared, List<RuleTally> rules) {
    public SourceReport {
      rules = List.copyOf(rules);
    }

    public RecordFlow flow() {
      return new RecordFlow(
          read,
          sum(Rule.Effect.DROPPED),
          extracted,
          sum(Rule.Effect.CONFLICT_DROPPED),
          sum(Rule.Effect.ORPHANED),
          sum(Rule.Effect.SUPPRESSED),
          prepared);
    }

    private long sum(Rule.Effect effect) {
      return rules.stream()
          .filter(tally -> tally.rule().effect() == effect)
          .mapToLong(RuleTally::count)
          .sum();
    }
  }

  /**
   * @param column empty text when the rule concerns whole records
   * @param round for orphans the pass of the fixpoint, from 1; else 0
   */
  public record RuleTally(String column, Rule rule, int round, long count) {}
}
