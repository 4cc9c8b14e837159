package io.weir.engine.run;

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
import io.weir.engine.entity.Await;
import io.weir.engine.entity.Sharded;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The ledger of one execution: each entry is a command to the run's entity. When the entity does
 * not answer, the entry is made again, which is safe because the entity knows it; after some tries
 * the call fails with UNAVAILABLE.
 */
final class EntityLedger implements RunLedger {
  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final Sharded<Run.Command, Run.Reply> runs;
  private final String run;
  private final long epoch;

  EntityLedger(Sharded<Run.Command, Run.Reply> runs, String run, long epoch) {
    this.runs = runs;
    this.run = run;
    this.epoch = epoch;
  }

  @Override
  public Instruction partCommitted(
      Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> counts) {
    return enter(new Run.CommitPart(run, epoch, part, resumePoint, recordsRead, counts));
  }

  @Override
  public Instruction attemptFailed(SourceKey source, int attempt, ErrorCode code, Duration pause) {
    return enter(new Run.AttemptFailed(run, epoch, source, attempt, code, pause));
  }

  @Override
  public Instruction instruction() {
    return enter(new Run.AskInstruction(run, epoch));
  }

  @Override
  public Instruction sourceRestarted(SourceKey source, String reason) {
    return enter(new Run.RestartSource(run, epoch, source, reason));
  }

  @Override
  public Instruction sourceCompleted(SourceKey source, long recordsRead, List<RuleCount> trailing) {
    return enter(new Run.CompleteSource(run, epoch, source, recordsRead, trailing));
  }

  @Override
  public Instruction keysResolved(List<MaskFile> masks, List<RuleCount> counts) {
    return enter(new Run.ResolveKeys(run, epoch, masks, counts));
  }

  @Override
  public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
    return enter(new Run.SuppressRecords(run, epoch, suppressed, counts));
  }

  @Override
  public Instruction profilesStored(List<ProfileFile> profiles) {
    return enter(new Run.StoreProfiles(run, epoch, profiles));
  }

  @Override
  public Instruction risksStored(List<RiskFile> risks) {
    return enter(new Run.StoreRisks(run, epoch, risks));
  }

  @Override
  public Instruction stageCompleted(Stage stage, Map<String, String> facts) {
    return enter(new Run.CompleteStage(run, epoch, stage, facts));
  }

  private Instruction enter(Run.Entry entry) {
    return ((Run.Told) ask(entry)).instruction();
  }

  /** Tells the entity something, patiently. */
  Run.Reply ask(Run.Worker command) {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return Await.on(runs.ask(run, command));
      } catch (WeirException e) {
        if (e.problem().code() != ErrorCode.UNAVAILABLE || attempt == ATTEMPTS) {
          throw e;
        }
        sleep(pause, e);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static void sleep(Duration pause, WeirException why) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }
}
