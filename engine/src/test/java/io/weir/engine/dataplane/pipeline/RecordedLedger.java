package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress.SourceProgress;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.Tries;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A ledger in memory for one source. It can break down before or after any entry, or ask to halt.
 */
final class RecordedLedger implements RunLedger {
  /** What happens at an entry. */
  enum Event {
    BREAKS_BEFORE,
    BREAKS_AFTER,
    HALTS
  }

  /** The node is gone. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** An attempt that will be followed by another. */
  record FailedAttempt(int attempt, ErrorCode code, Duration pause) {}

  private final List<FailedAttempt> attempts = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private ResumePoint resumePoint = ResumePoint.start();
  private Tries tries = Tries.none();
  private volatile Instruction wish = Instruction.GO_ON;
  private long covered;
  private long records;
  private boolean complete;
  private int restarts;
  private int entries;
  private int eventAt = -1;
  private Event event = Event.HALTS;

  synchronized RecordedLedger at(int entry, Event what) {
    eventAt = entries + entry;
    event = what;
    return this;
  }

  @Override
  public synchronized Instruction partCommitted(
      Part part, ResumePoint point, long recordsRead, List<RuleCount> ruleCounts) {
    return enter(() -> {
      if (part.id().number() != parts.size()) {
        throw new AssertionError("part " + part.id() + " does not follow " + parts);
      }
      parts.add(part);
      resumePoint = point;
      tries = tries.reached(point.bytes());
      covered += recordsRead;
      count(ruleCounts);
    });
  }

  @Override
  public synchronized Instruction attemptFailed(
      SourceKey source, int attempt, ErrorCode code, Duration pause) {
    return enter(() -> {
      attempts.add(new FailedAttempt(attempt, code, pause));
      tries = tries.failedAgain();
    });
  }

  @Override
  public Instruction instruction() {
    return wish;
  }

  /** What whoever waits is told from now on. */
  void wish(Instruction now) {
    wish = now;
  }

  synchronized List<FailedAttempt> attempts() {
    return List.copyOf(attempts);
  }

  @Override
  public synchronized Instruction sourceRestarted(SourceKey source, String reason) {
    return enter(() -> {
      tries = tries.restarted(resumePoint.bytes());
      parts.clear();
      counts.clear();
      covered = 0;
      resumePoint = ResumePoint.start();
      restarts++;
    });
  }

  @Override
  public synchronized Instruction sourceCompleted(
      SourceKey source, long recordsRead, List<RuleCount> trailing) {
    return enter(() -> {
      complete = true;
      records = recordsRead;
      count(trailing);
    });
  }

  private Instruction enter(Runnable entry) {
    boolean now = entries++ == eventAt;
    if (now && event == Event.BREAKS_BEFORE) {
      throw new Killed();
    }
    entry.run();
    if (now && event == Event.BREAKS_AFTER) {
      throw new Killed();
    }
    return now ? Instruction.HALT : Instruction.GO_ON;
  }

  private void count(List<RuleCount> ruleCounts) {
    for (RuleCount count : ruleCounts) {
      counts.merge(count.column() + " " + count.rule(), count.count(), Long::sum);
    }
  }

  @Override
  public Instruction keysResolved(List<MaskFile> masks, List<RuleCount> ruleCounts) {
    throw new AssertionError("not part of extraction");
  }

  @Override
  public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
    throw new AssertionError("not part of extraction");
  }

  @Override
  public Instruction profilesStored(List<ProfileFile> stored) {
    throw new AssertionError("not part of extraction");
  }

  @Override
  public Instruction risksStored(List<RiskFile> stored) {
    throw new AssertionError("not part of extraction");
  }

  @Override
  public Instruction stageCompleted(Stage stage, Map<String, String> facts) {
    throw new AssertionError("not part of extraction");
  }

  synchronized Optional<SourceProgress> progress() {
    return parts.isEmpty() && !complete && tries.equals(Tries.none())
        ? Optional.empty()
        : Optional.of(new SourceProgress(parts, resumePoint, complete, tries));
  }

  synchronized List<Part> parts() {
    return List.copyOf(parts);
  }

  synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  synchronized long covered() {
    return covered;
  }

  synchronized long records() {
    return records;
  }

  synchronized boolean isComplete() {
    return complete;
  }

  synchronized int restarts() {
    return restarts;
  }

  synchronized int entries() {
    return entries;
  }
}
