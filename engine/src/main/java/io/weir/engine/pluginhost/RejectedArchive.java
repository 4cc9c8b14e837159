package io.weir.engine.pluginhost;

/** An archive cannot be used; the message says why, the advice what to do about it. */
final class RejectedArchive extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;

  RejectedArchive(String reason, String advice) {
    super(reason);
    this.advice = advice;
  }

  RejectedArchive(String reason, String advice, Throwable cause) {
    super(reason, cause);
    this.advice = advice;
  }

  String advice() {
    return advice;
  }
}
