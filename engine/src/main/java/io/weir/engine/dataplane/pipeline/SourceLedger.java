package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Progress.SourceProgress;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Tries;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger as far as it concerns one source. Knows what is committed, so that the next attempt at
 * the source goes on from there.
 */
final class SourceLedger {
  private final RunLedger ledger;
  private final SourceKey key;
  private final List<Part> parts = new ArrayList<>();
  private ResumePoint resumePoint;
  private Tries tries;

  /**
   * @param progress what the ledger holds of the source
   */
  SourceLedger(RunLedger ledger, SourceKey key, Optional<SourceProgress> progress) {
    this.ledger = ledger;
    this.key = key;
    progress.ifPresent(done -> parts.addAll(done.parts()));
    resumePoint = progress.map(SourceProgress::resumePoint).orElseGet(ResumePoint::start);
    tries = progress.map(SourceProgress::tries).orElseGet(Tries::none);
  }

  SourceKey key() {
    return key;
  }

  /** What is committed; nothing when there is no part. */
  synchronized Optional<SourceProgress> progress() {
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(new SourceProgress(parts, resumePoint, false, tries));
  }

  Instruction partCommitted(
      Part part, ResumePoint reached, long recordsRead, List<RuleCount> counts) {
    Instruction instruction = ledger.partCommitted(part, reached, recordsRead, counts);
    synchronized (this) {
      parts.add(part);
      resumePoint = reached;
      tries = tries.reached(reached.bytes());
    }
    return instruction;
  }

  Instruction restarted(String reason) {
    Instruction instruction = ledger.sourceRestarted(key, reason);
    synchronized (this) {
      tries = tries.restarted(resumePoint.bytes());
      parts.clear();
      resumePoint = ResumePoint.start();
    }
    return instruction;
  }

  Instruction completed(long recordsRead, List<RuleCount> trailing) {
    return ledger.sourceCompleted(key, recordsRead, trailing);
  }

  /** How many attempts in a row have failed, one more included. */
  synchronized int failedWithThis() {
    return tries.failedAgain().failed();
  }

  Instruction attemptFailed(ErrorCode code, Duration pause) {
    Instruction instruction = ledger.attemptFailed(key, failedWithThis(), code, pause);
    synchronized (this) {
      tries = tries.failedAgain();
    }
    return instruction;
  }

  Instruction instruction() {
    return ledger.instruction();
  }
}
