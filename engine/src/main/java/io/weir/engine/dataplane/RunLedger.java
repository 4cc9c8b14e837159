package io.weir.engine.dataplane;

import io.weir.engine.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where a run's progress becomes truth. Every call returns once the entry is durable. Implemented
 * by {@code run}; safe for use by many threads.
 *
 * <p>A ledger belongs to one execution of the run and carries its fencing epoch: once another
 * execution has begun, every call throws a {@link io.weir.engine.vocabulary.WeirException} of code
 * FENCED.
 */
public interface RunLedger {
  /** What the run wants after an entry. */
  enum Instruction {
    GO_ON,
    /** The run was paused or stopped: finish cleanly, committing nothing more. */
    HALT
  }

  /**
   * A part of EXTRACT or ANONYMIZE is there.
   *
   * @param counts what the rules did to the records this part covers
   * @param recordsRead how many records of the source this part covers, dropped ones included
   */
  Instruction partCommitted(
      Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> counts);

  /**
   * Reading a source failed for a passing reason, and it will be tried again.
   *
   * @param attempt how many failed in a row, this one included
   * @param code what kind of failure it was
   * @param pause how long will be waited
   */
  Instruction attemptFailed(SourceKey source, int attempt, ErrorCode code, Duration pause);

  /** What the run wants now. Enters nothing; for an execution that waits. */
  Instruction instruction();

  /** The source delivered something else than before: its parts are void and it starts over. */
  Instruction sourceRestarted(SourceKey source, String reason);

  /**
   * A source is read to its end.
   *
   * @param recordsRead in all
   * @param trailing counts for records after the last part (all dropped)
   */
  Instruction sourceCompleted(SourceKey source, long recordsRead, List<RuleCount> trailing);

  /** Primary and foreign keys are settled; parts without a mask are unchanged. */
  Instruction keysResolved(List<MaskFile> masks, List<RuleCount> counts);

  /**
   * It is decided which records are suppressed.
   *
   * @param counts of those records, and of what became of their children
   */
  Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts);

  /** What the columns of all tables look like, before and after; in document order. */
  Instruction profilesStored(List<ProfileFile> profiles);

  /** How likely somebody is found in the tables with quasi-identifiers; in document order. */
  Instruction risksStored(List<RiskFile> risks);

  /**
   * A stage is complete.
   *
   * @param facts what is worth telling, by name: {@code promises checked} …
   */
  Instruction stageCompleted(Stage stage, Map<String, String> facts);
}
