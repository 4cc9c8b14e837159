package io.weir.engine.access.door;

import io.weir.engine.audit.AuditOutcome;
import java.time.Duration;

/** Is told of every call that came to the door. */
public interface CallMeter {
  void called(String action, AuditOutcome outcome, Duration took);
}
