package io.weir.spi;

import org.jspecify.annotations.Nullable;

/**
 * A system could not be read or written. The message is shown to users: it names what happened and
 * never holds a secret or a value of the data.
 */
public final class ConnectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether trying again may help. */
  public enum Kind {
    /** The system said no (credentials, rights, a missing table): trying again will not help. */
    REFUSED,
    /** The system could not be reached or broke off: trying again may help. */
    UNAVAILABLE,
    /** A script or query failed by itself. */
    FAILED,
    /** The source stayed silent for longer than allowed. */
    TIMED_OUT,
    /** Another execution with a higher epoch has taken over the delivery. */
    FENCED,
    /** A commit was sent and its answer lost. */
    UNKNOWN
  }

  private final Kind kind;
  private final String advice;

  /**
   * @param message what happened, one sentence
   * @param advice what to do next, one sentence
   */
  public ConnectorException(Kind kind, String message, String advice, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.advice = advice;
  }

  public ConnectorException(Kind kind, String message, String advice) {
    this(kind, message, advice, null);
  }

  public Kind kind() {
    return kind;
  }

  public String advice() {
    return advice;
  }
}
