package io.weir.engine.storage;

import io.weir.engine.views.Folding;
import org.apache.pekko.actor.typed.ActorSystem;

/** Keeps the lists up with the journal. */
public final class ViewProjection {
  private ViewProjection() {}

  /** Starts it on one node of the cluster. */
  public static void start(ActorSystem<?> system, Database database) {
    JournalProjection.start(
        system,
        database,
        Follower.LISTS,
        (connection, event) -> new Folding(new SqlRows(connection)).fold(event));
  }
}
