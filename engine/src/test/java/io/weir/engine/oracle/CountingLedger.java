package io.weir.engine.oracle;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger that never halts and keeps what was counted. */
final class CountingLedger implements RunLedger {
  private final List<RuleCount> counts = new ArrayList<>();
  private final Map<SourceKey, Long> recordsRead = new HashMap<>();
  private final Map<Stage, Map<String, String>> facts = new HashMap<>();

  synchronized List<RuleCount> counts() {
    return List.copyOf(counts);
  }

  synchronized Map<SourceKey, Long> recordsRead() {
    return Map.copyOf(recordsRead);
  }

  synchronized Map<String, String> facts(Stage stage) {
    return facts.getOrDefault(stage, Map.of());
  }

  @Override
  public synchronized Instruction partCommitted(
      Part part, ResumePoint resumePoint, long records, List<RuleCount> counted) {
    counts.addAll(counted);
    return Instruction.GO_ON;
  }

  @Override
  public Instruction attemptFailed(SourceKey source, int attempt, ErrorCode code, Duration pause) {
    throw new AssertionError("no source fails for a passing reason in these tests");
  }

  @Override
  public Instruction instruction() {
    return Instruction.GO_ON;
  }

  @Override
  public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
    return keysResolved(List.of(), counts);
  }

  @Override
  public Instruction profilesStored(List<ProfileFile> files) {
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction sourceRestarted(SourceKey source, String reason) {
    throw new AssertionError("no source changes in these tests");
  }

  @Override
  public synchronized Instruction sourceCompleted(
      SourceKey source, long records, List<RuleCount> trailing) {
    counts.addAll(trailing);
    recordsRead.put(source, records);
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction keysResolved(List<MaskFile> masks, List<RuleCount> counted) {
    counts.addAll(counted);
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction stageCompleted(Stage stage, Map<String, String> told) {
    facts.put(stage, told);
    return Instruction.GO_ON;
  }
}
