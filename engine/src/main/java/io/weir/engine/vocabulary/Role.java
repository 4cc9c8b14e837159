package io.weir.engine.vocabulary;

/** What a person may be in Weir; a person may be several. */
public enum Role {
  /** Writes and releases scripts, modules and tasks. */
  TASK_EDITOR,
  /** Starts, pauses, resumes and stops runs, and confirms uploads. */
  TASK_MANAGER,
  /** Reviews and edits what lies in an outbox. */
  DATA_MANAGER,
  /** Creates connections and decides on access to those they own. */
  CONNECTION_OWNER,
  /** Reads the audit log. */
  AUDITOR,
  /** Gives roles to people. */
  ADMINISTRATOR
}
