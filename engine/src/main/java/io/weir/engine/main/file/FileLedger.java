package io.weir.engine.main.file;

import io.weir.engine.dataplane.LatticeFile;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.ProfileFile;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The ledger of a run that nobody goes on with: kept in memory until it is told. */
final class FileLedger implements RunLedger {
  private final List<RuleCount> counts = new ArrayList<>();
  private final Map<Stage, Map<String, String>> facts = new EnumMap<>(Stage.class);
  private List<LatticeFile> lattices = List.of();
  private List<RiskFile> risks = List.of();
  private long read;

  /** Records read from the file. */
  synchronized long read() {
    return read;
  }

  synchronized List<LatticeFile> lattices() {
    return lattices;
  }

  synchronized List<RiskFile> risks() {
    return risks;
  }

  /** What the rules did, each time apart. */
  synchronized List<RuleCount> counts() {
    return List.copyOf(counts);
  }

  synchronized Map<String, String> facts(Stage stage) {
    return facts.getOrDefault(stage, Map.of());
  }

  @Override
  public synchronized Instruction partCommitted(
      Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> more) {
    counts.addAll(more);
    return Instruction.GO_ON;
  }

  @Override
  public Instruction attemptFailed(SourceKey source, int attempt, ErrorCode code, Duration pause) {
    return Instruction.GO_ON;
  }

  @Override
  public Instruction instruction() {
    return Instruction.GO_ON;
  }

  @Override
  public Instruction sourceRestarted(SourceKey source, String reason) {
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction sourceCompleted(
      SourceKey source, long recordsRead, List<RuleCount> trailing) {
    read += recordsRead;
    counts.addAll(trailing);
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction keysResolved(List<MaskFile> masks, List<RuleCount> more) {
    counts.addAll(more);
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction recordsSuppressed(Suppressed decided, List<RuleCount> more) {
    counts.addAll(more);
    lattices = decided.lattices();
    return Instruction.GO_ON;
  }

  @Override
  public Instruction profilesStored(List<ProfileFile> profiles) {
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction risksStored(List<RiskFile> risks) {
    this.risks = risks;
    return Instruction.GO_ON;
  }

  @Override
  public synchronized Instruction stageCompleted(Stage stage, Map<String, String> told) {
    facts.put(stage, told);
    return Instruction.GO_ON;
  }
}
