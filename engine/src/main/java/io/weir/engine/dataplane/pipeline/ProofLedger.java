package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.verify.RecordDigester;
import io.weir.engine.dataplane.verify.TableDigest;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Keeps of what is read back only its digest: every part is deleted as soon as it was looked at.
 */
final class ProofLedger implements RunLedger {
  private final Parts parts;
  private final Scratch scratch;
  private final BooleanSupplier cancelled;
  private final Map<SourceKey, TableDigest> digests = new HashMap<>();

  ProofLedger(Parts parts, Scratch scratch, BooleanSupplier cancelled) {
    this.parts = parts;
    this.scratch = scratch;
    this.cancelled = cancelled;
  }

  @Override
  public Instruction partCommitted(
      Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> counts) {
    TableDigest digest = RecordDigester.of(parts, part);
    scratch.delete(part.path());
    synchronized (this) {
      digests.merge(
          new SourceKey(part.id().table(), part.id().source()), digest, TableDigest::plus);
    }
    return instruction();
  }

  @Override
  public Instruction attemptFailed(SourceKey source, int attempt, ErrorCode code, Duration pause) {
    return instruction();
  }

  @Override
  public synchronized Instruction sourceRestarted(SourceKey source, String reason) {
    digests.remove(source);
    return instruction();
  }

  @Override
  public Instruction sourceCompleted(SourceKey source, long recordsRead, List<RuleCount> trailing) {
    return instruction();
  }

  @Override
  public Instruction keysResolved(List<MaskFile> masks, List<RuleCount> counts) {
    return instruction();
  }

  @Override
  public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
    throw new UnsupportedOperationException("nothing is suppressed when reading back");
  }

  @Override
  public Instruction profilesStored(List<ProfileFile> profiles) {
    return instruction();
  }

  @Override
  public Instruction risksStored(List<RiskFile> risks) {
    return instruction();
  }

  @Override
  public Instruction stageCompleted(Stage stage, Map<String, String> facts) {
    return instruction();
  }

  /** What was read back of a table. */
  synchronized TableDigest digest(String table) {
    return digests.entrySet().stream()
        .filter(entry -> entry.getKey().table().equals(table))
        .map(Map.Entry::getValue)
        .reduce(TableDigest.none(), TableDigest::plus);
  }

  @Override
  public Instruction instruction() {
    return cancelled.getAsBoolean() ? Instruction.HALT : Instruction.GO_ON;
  }
}
