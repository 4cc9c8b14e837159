package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RiskFile;
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
import java.util.Optional;
import java.util.TreeMap;

/**
 * Passes entries on to the run's ledger, keeps what later stages build on, and halts the execution
 * when the run wants it. Once the execution is cancelled nothing more is committed.
 */
final class TrackingLedger implements RunLedger {
  private final RunLedger ledger;
  private final Execution execution;
  private final Map<SourceKey, List<Part>> collected = new HashMap<>();
  private final Map<PartId, Part> prepared = new TreeMap<>();
  private final Map<PartId, MaskFile> masks = new HashMap<>();
  private Optional<Suppressed> suppressed;

  TrackingLedger(RunLedger ledger, Execution execution, Progress progress) {
    this.ledger = ledger;
    this.execution = execution;
    progress
        .sources()
        .forEach((key, source) -> collected.put(key, new ArrayList<>(source.parts())));
    progress.prepared().values().forEach(part -> prepared.put(part.id(), part));
    masks.putAll(progress.masks());
    suppressed = progress.suppressed();
  }

  @Override
  public Instruction partCommitted(
      Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> counts) {
    if (execution.isCancelled()) {
      return Instruction.HALT;
    }
    Instruction instruction = ledger.partCommitted(part, resumePoint, recordsRead, counts);
    synchronized (this) {
      if (part.id().stage() == Stage.ANONYMIZE) {
        prepared.put(part.id(), part);
      } else {
        SourceKey source = new SourceKey(part.id().table(), part.id().source());
        collected.computeIfAbsent(source, key -> new ArrayList<>()).add(part);
      }
    }
    return heeded(instruction);
  }

  @Override
  public Instruction attemptFailed(SourceKey source, int attempt, ErrorCode code, Duration pause) {
    return execution.isCancelled()
        ? Instruction.HALT
        : heeded(ledger.attemptFailed(source, attempt, code, pause));
  }

  @Override
  public Instruction instruction() {
    return execution.isCancelled() ? Instruction.HALT : heeded(ledger.instruction());
  }

  @Override
  public Instruction sourceRestarted(SourceKey source, String reason) {
    if (execution.isCancelled()) {
      return Instruction.HALT;
    }
    Instruction instruction = ledger.sourceRestarted(source, reason);
    synchronized (this) {
      collected.remove(source);
    }
    return heeded(instruction);
  }

  @Override
  public Instruction sourceCompleted(SourceKey source, long recordsRead, List<RuleCount> trailing) {
    return execution.isCancelled()
        ? Instruction.HALT
        : heeded(ledger.sourceCompleted(source, recordsRead, trailing));
  }

  @Override
  public Instruction keysResolved(List<MaskFile> resolved, List<RuleCount> counts) {
    Instruction instruction = ledger.keysResolved(resolved, counts);
    synchronized (this) {
      masks.clear();
      resolved.forEach(mask -> masks.put(mask.part(), mask));
    }
    return heeded(instruction);
  }

  @Override
  public Instruction recordsSuppressed(Suppressed decided, List<RuleCount> counts) {
    Instruction instruction = ledger.recordsSuppressed(decided, counts);
    synchronized (this) {
      suppressed = Optional.of(decided);
    }
    return heeded(instruction);
  }

  @Override
  public Instruction profilesStored(List<ProfileFile> profiles) {
    return heeded(ledger.profilesStored(profiles));
  }

  @Override
  public Instruction risksStored(List<RiskFile> risks) {
    return heeded(ledger.risksStored(risks));
  }

  @Override
  public Instruction stageCompleted(Stage stage, Map<String, String> facts) {
    return heeded(ledger.stageCompleted(stage, facts));
  }

  /** The parts of EXTRACT by table, each table's in order. */
  synchronized Map<String, List<Part>> collected() {
    Map<String, List<Part>> byTable = new TreeMap<>();
    collected
        .values()
        .forEach(parts ->
            parts.forEach(part ->
                byTable.computeIfAbsent(part.id().table(), key -> new ArrayList<>()).add(part)));
    byTable.values().forEach(parts -> parts.sort((one, other) -> one.id().compareTo(other.id())));
    return byTable;
  }

  /** The parts of ANONYMIZE in order. */
  synchronized List<Part> prepared() {
    return List.copyOf(prepared.values());
  }

  synchronized boolean isPrepared(PartId id) {
    return prepared.containsKey(id);
  }

  synchronized Optional<MaskFile> mask(PartId collectedPart) {
    return Optional.ofNullable(masks.get(collectedPart));
  }

  synchronized Optional<Suppressed> suppressed() {
    return suppressed;
  }

  /** What lies over the parts of EXTRACT, by part. */
  synchronized Map<PartId, MaskFile> masks() {
    return Map.copyOf(masks);
  }

  synchronized boolean hasMasks() {
    return !masks.isEmpty();
  }

  private Instruction heeded(Instruction instruction) {
    if (instruction == Instruction.HALT) {
      execution.halt();
    }
    return instruction;
  }
}
