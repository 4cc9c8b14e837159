package io.weir.engine.run;

import io.weir.engine.entity.Await;
import io.weir.engine.entity.Sharded;
import io.weir.engine.outbox.Outboxes;
import io.weir.engine.vocabulary.WeirException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes, when a node starts, what runs left in the part store because a node died before it could
 * tidy up: collected records of runs that are prepared or ended, and files put aside by executions.
 * Folders of runs that this node's database does not know are left alone: they may be somebody
 * else's. Blocks.
 */
final class RunSweep {
  private static final Logger LOG = LoggerFactory.getLogger(RunSweep.class);

  /** Stands between a run's name and what one execution of it put aside. */
  private static final char ASIDE = '~';

  private final Sharded<Run.Command, Run.Reply> runs;
  private final Outboxes outboxes;

  RunSweep(Sharded<Run.Command, Run.Reply> runs, Outboxes outboxes) {
    this.runs = runs;
    this.outboxes = outboxes;
  }

  /**
   * @param folders of the part store, one for each run or for what was put aside
   */
  void sweep(List<String> folders) {
    for (String folder : folders) {
      try {
        sweep(folder);
      } catch (WeirException e) {
        LOG.warn("what is left of {} was not looked at: {}", folder, e.problem().message());
      }
    }
  }

  private void sweep(String folder) {
    int aside = folder.indexOf(ASIDE);
    String id = aside < 0 ? folder : folder.substring(0, aside);
    RunView run = ((Run.Seen) Await.on(runs.ask(id, new Run.Get(id)))).run();
    if (run.state().isActive() && run.outbox().isEmpty() || run.state() == RunState.PAUSED) {
      return;
    }
    if (aside >= 0 || run.outbox().isEmpty()) {
      Await.on(outboxes.discard(folder));
    } else {
      Await.on(outboxes.discardCollected(folder));
    }
  }
}
