package io.weir.engine.storage;

import io.weir.engine.audit.RunSteps;
import org.apache.pekko.actor.typed.ActorSystem;

/** Keeps the audit log up with what runs do. */
public final class AuditProjection {
  private AuditProjection() {}

  /** Starts it on one node of the cluster. */
  public static void start(ActorSystem<?> system, Database database) {
    JournalProjection.start(
        system,
        database,
        Follower.AUDIT_LOG,
        (connection, event) -> new RunSteps(new SqlStepLog(connection)).follow(event));
  }
}
