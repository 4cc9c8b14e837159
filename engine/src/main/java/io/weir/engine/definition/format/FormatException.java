package io.weir.engine.definition.format;

/** A format that cannot be used; the message says why, in the manner of a document's problem. */
public final class FormatException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String advice;

  FormatException(String reason, String advice) {
    super(reason);
    this.advice = advice;
  }

  /** What to do. */
  public String advice() {
    return advice;
  }
}
