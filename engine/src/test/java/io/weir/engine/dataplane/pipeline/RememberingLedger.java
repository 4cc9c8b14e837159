package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.Progress.SourceProgress;
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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A ledger in memory that can be cut off after any number of entries. */
final class RememberingLedger implements RunLedger {
  enum Cut {
    /** The entry counts and the run is asked to halt. */
    HALT,
    /** The node dies before the entry is durable. */
    DIE_BEFORE,
    /** The node dies after the entry is durable. */
    DIE_AFTER
  }

  private final Set<Stage> completed = EnumSet.noneOf(Stage.class);
  private final Map<SourceKey, SourceProgress> sources = new HashMap<>();
  private final Map<PartId, MaskFile> masks = new HashMap<>();
  private final Map<PartId, Part> prepared = new HashMap<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Stage, Map<String, String>> facts = new TreeMap<>();
  private volatile Instruction wish = Instruction.GO_ON;
  private List<ProfileFile> profiles = List.of();
  private Optional<Suppressed> suppressed = Optional.empty();
  private List<RiskFile> risks = List.of();
  private final List<String> names = new ArrayList<>();
  private int entries;
  private int cutAt = -1;
  private Cut cut = Cut.HALT;

  synchronized void cut(int entry, Cut how) {
    entries = 0;
    cutAt = entry;
    cut = how;
  }

  synchronized int entries() {
    return entries;
  }

  synchronized Map<Stage, Map<String, String>> facts() {
    return facts;
  }

  synchronized List<ProfileFile> profiles() {
    return profiles;
  }

  synchronized List<RiskFile> risks() {
    return risks;
  }

  synchronized Progress progress() {
    return new Progress(completed, sources, masks, suppressed, prepared);
  }

  /** What the rules did: by table, source, column, rule and round. */
  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  private void count(List<RuleCount> more) {
    for (RuleCount count : more) {
      counts.merge(
          "%s %d %s %s %d"
              .formatted(
                  count.table(), count.source(), count.column(), count.rule(), count.round()),
          count.count(),
          Long::sum);
    }
  }

  /** The number of the entry of this name, as {@link #cut} counts. */
  synchronized int entryOf(String name) {
    return names.indexOf(name);
  }

  /** As if an earlier version had decided what is suppressed. */
  synchronized void forgetFiles() {
    suppressed =
        suppressed.map(it ->
            new Suppressed(it.masks(), it.solutions(), it.records(), it.lattices(), List.of()));
  }

  private Instruction entry(Runnable change) {
    return entry("", change);
  }

  private synchronized Instruction entry(String name, Runnable change) {
    names.add(name);
    boolean now = entries++ == cutAt;
    if (now && cut == Cut.DIE_BEFORE) {
      throw new IllegalStateException("the node died");
    }
    change.run();
    if (now && cut == Cut.DIE_AFTER) {
      throw new IllegalStateException("the node died");
    }
    return now ? Instruction.HALT : Instruction.GO_ON;
  }

  @Override
  public Instruction partCommitted(
      Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> more) {
    return entry(() -> {
      count(more);
      PartId id = part.id();
      if (id.stage() == Stage.ANONYMIZE) {
        prepared.put(
            new PartId(id.run(), Stage.EXTRACT, id.table(), id.source(), id.number()), part);
        return;
      }
      SourceKey key = new SourceKey(id.table(), id.source());
      SourceProgress before = sources.get(key);
      List<Part> parts = new ArrayList<>(before == null ? List.of() : before.parts());
      parts.add(part);
      sources.put(key, new SourceProgress(parts, resumePoint, false));
    });
  }

  @Override
  public synchronized Instruction attemptFailed(
      SourceKey source, int attempt, ErrorCode code, Duration pause) {
    return entry(() -> {});
  }

  @Override
  public Instruction instruction() {
    return wish;
  }

  /** What is answered from now on to those who ask. */
  void wish(Instruction now) {
    wish = now;
  }

  @Override
  public Instruction sourceRestarted(SourceKey source, String reason) {
    return entry(() -> sources.remove(source));
  }

  @Override
  public Instruction sourceCompleted(SourceKey source, long recordsRead, List<RuleCount> trailing) {
    return entry(() -> {
      count(trailing);
      SourceProgress before = sources.get(source);
      sources.put(
          source,
          before == null
              ? new SourceProgress(List.of(), ResumePoint.start(), true)
              : new SourceProgress(before.parts(), before.resumePoint(), true));
    });
  }

  @Override
  public Instruction keysResolved(List<MaskFile> resolved, List<RuleCount> more) {
    return entry(() -> {
      count(more);
      resolved.forEach(mask -> masks.put(mask.part(), mask));
    });
  }

  @Override
  public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
    return entry(
        "recordsSuppressed",
        () -> {
          count(counts);
          this.suppressed = Optional.of(suppressed);
        });
  }

  @Override
  public Instruction profilesStored(List<ProfileFile> stored) {
    return entry(() -> profiles = List.copyOf(stored));
  }

  @Override
  public Instruction risksStored(List<RiskFile> stored) {
    return entry(() -> risks = List.copyOf(stored));
  }

  @Override
  public Instruction stageCompleted(Stage stage, Map<String, String> told) {
    return entry(
        "stageCompleted " + stage,
        () -> {
          completed.add(stage);
          facts.put(stage, told);
        });
  }
}
