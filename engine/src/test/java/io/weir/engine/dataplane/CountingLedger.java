package io.weir.engine.dataplane;

import io.weir.engine.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A ledger that never halts and keeps what was counted and what went wrong. */
public final class CountingLedger implements RunLedger {
  private final List<RuleCount> counts = new ArrayList<>();
  private final Map<SourceKey, Long> recordsRead = new HashMap<>();
  private final Map<Stage, Map<String, String>> facts = new HashMap<>();
  private final List<String> attempts = new ArrayList<>();

  /** In the order in which they were told. */
  public synchronized List<RuleCount> counts() {
    return List.copyOf(counts);
  }

  /** Summed up by table, source's priority, column and rule. */
  public synchronized Map<String, Long> sums() {
    Map<String, Long> sums = new TreeMap<>();
    for (RuleCount count : counts) {
      sums.merge(
          "%s %d %s %s".formatted(count.table(), count.source(), count.column(), count.rule()),
          count.count(),
          Long::sum);
    }
    return sums;
  }

  /** Of each source that was read to its end. */
  public synchronized Map<SourceKey, Long> recordsRead() {
    return Map.copyOf(recordsRead);
  }

  public synchronized Map<String, String> facts(Stage stage) {
    return facts.getOrDefault(stage, Map.of());
  }

  /** Those that failed, and sources that had to be begun anew. */
  public synchronized List<String> attempts() {
    return List.copyOf(attempts);
  }

  private Instruction count(List<RuleCount> more) {
    counts.addAll(more);
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction partCommitted(
      Part part, ResumePoint resumePoint, long records, List<RuleCount> counted) {
    return count(counted);
  }

  @Override
  public synchronized Instruction attemptFailed(
      SourceKey source, int attempt, ErrorCode code, Duration pause) {
    attempts.add("%s %d: %d %s".formatted(source.table(), source.source(), attempt, code));
    return Instruction.GO_ON;
  }

  @Override
  public Instruction instruction() {
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction sourceRestarted(SourceKey source, String reason) {
    attempts.add("%s %d: begun anew".formatted(source.table(), source.source()));
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction sourceCompleted(
      SourceKey source, long records, List<RuleCount> trailing) {
    recordsRead.put(source, records);
    return count(trailing);
  }

  @Override
  public synchronized Instruction keysResolved(List<MaskFile> masks, List<RuleCount> counted) {
    return count(counted);
  }

  @Override
  public synchronized Instruction recordsSuppressed(
      Suppressed suppressed, List<RuleCount> counted) {
    return count(counted);
  }

  @Override
  public Instruction risksStored(List<RiskFile> files) {
    return Instruction.GO_ON;
  }

  @Override
  public Instruction profilesStored(List<ProfileFile> files) {
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction stageCompleted(Stage stage, Map<String, String> told) {
    facts.put(stage, told);
    return Instruction.GO_ON;
  }
}
