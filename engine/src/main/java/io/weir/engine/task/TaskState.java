package io.weir.engine.task;

/** Whether a task may be run. */
public enum TaskState {
  DRAFT,
  RELEASED
}
