package io.weir.engine.oracle;

import io.weir.engine.dataplane.CountingLedger;
import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.definition.Plan;
import io.weir.engine.vocabulary.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A run that came to its end, and what it left. */
public final class Finished {
  private final Plan plan;
  private final Ending ending;
  private final PartStore store;
  private final CountingLedger ledger;

  Finished(Plan plan, Ending ending, PartStore store, CountingLedger ledger) {
    this.plan = plan;
    this.ending = ending;
    this.store = store;
    this.ledger = ledger;
  }

  public Plan plan() {
    return plan;
  }

  public Ending ending() {
    return ending;
  }

  /**
   * What the run failed with.
   *
   * @throws AssertionError if it did not fail
   */
  public Problem problem() {
    if (ending instanceof Ending.Failed(Problem problem)) {
      return problem;
    }
    throw new AssertionError("the run did not fail but ended as " + ending);
  }

  /** The prepared records of a table in their order, as lists of canonical texts, null if empty. */
  public List<List<String>> rows(String table) {
    return rows(part -> part.id().table().equals(table));
  }

  /** Those that one source delivered, named by its place in the table's list. */
  List<List<String>> rows(String table, int source) {
    return rows(part -> part.id().table().equals(table) && part.id().source() == source);
  }

  private List<List<String>> rows(Predicate<Part> wanted) {
    if (!(ending instanceof Ending.Prepared(List<Part> parts))) {
      throw new AssertionError("the run was not prepared but ended as " + ending);
    }
    List<List<String>> rows = new ArrayList<>();
    parts.stream()
        .filter(wanted)
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .forEach(part -> rows.addAll(InMemoryParts.rows(new ArrowParts(store).read(part))));
    return rows;
  }

  List<RuleCount> counts() {
    return ledger.counts();
  }

  /** How often a rule applied in a column, whatever the source and the round. */
  public long count(String table, String column, Rule rule) {
    return counts().stream()
        .filter(count -> count.table().equals(table) && count.column().equals(column))
        .filter(count -> count.rule() == rule)
        .mapToLong(RuleCount::count)
        .sum();
  }

  /** How many records each round of orphans dropped from a table, from the first round on. */
  public List<Long> orphans(String table) {
    long rounds =
        counts().stream()
            .filter(count -> count.table().equals(table) && count.rule() == Rule.ORPHAN_DROPPED)
            .mapToLong(RuleCount::round)
            .max()
            .orElse(0);
    List<Long> orphans = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      int wanted = round;
      orphans.add(
          counts().stream()
              .filter(count -> count.table().equals(table) && count.round() == wanted)
              .mapToLong(RuleCount::count)
              .sum());
    }
    return orphans;
  }

  Map<SourceKey, Long> recordsRead() {
    return ledger.recordsRead();
  }

  /** What a stage told. */
  public Map<String, String> facts(Stage stage) {
    return ledger.facts(stage);
  }
}
