package io.weir.engine.run;

/** Where a run stands. */
public enum RunState {
  RUNNING,
  PAUSED,
  /** The outbox awaits review. */
  PREPARED,
  UPLOADING,
  UPLOADED,
  STOPPED,
  FAILED;

  /** Whether nothing can happen to the run any more. */
  public boolean isTerminal() {
    return switch (this) {
      case UPLOADED, STOPPED, FAILED -> true;
      case RUNNING, PAUSED, PREPARED, UPLOADING -> false;
    };
  }

  /** Whether the engine has work to do. */
  public boolean isActive() {
    return this == RUNNING || this == UPLOADING;
  }
}
