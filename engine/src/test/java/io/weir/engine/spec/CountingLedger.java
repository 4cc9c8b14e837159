package io.weir.engine.spec;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums up what the rules did, and lists the failed attempts. */
final class CountingLedger implements RunLedger {
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> attempts = new ArrayList<>();

  /** By table, source's priority, column and rule. */
  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  synchronized List<String> attempts() {
    return List.copyOf(attempts);
  }

  private synchronized Instruction count(List<RuleCount> more) {
    for (RuleCount count : more) {
      counts.merge(
          "%s %d %s %s".formatted(count.table(), count.source(), count.column(), count.rule()),
          count.count(),
          Long::sum);
    }
    return Instruction.GO_ON;
  }

  @Override
  public Instruction partCommitted(
      Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> more) {
    return count(more);
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
  public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
    return keysResolved(List.of(), counts);
  }

  @Override
  public Instruction profilesStored(List<ProfileFile> files) {
    return Instruction.GO_ON;
  }

  @Override
  public Instruction sourceRestarted(SourceKey source, String reason) {
    return Instruction.GO_ON;
  }

  @Override
  public Instruction sourceCompleted(SourceKey source, long recordsRead, List<RuleCount> trailing) {
    return count(trailing);
  }

  @Override
  public Instruction keysResolved(List<MaskFile> masks, List<RuleCount> more) {
    return count(more);
  }

  @Override
  public Instruction stageCompleted(Stage stage, Map<String, String> facts) {
    return Instruction.GO_ON;
  }
}
