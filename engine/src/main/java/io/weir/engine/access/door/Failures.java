package io.weir.engine.access.door;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of any failure a problem that may be shown to a caller. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int FRAMES = 25;

  private Failures() {}

  public static ErrorCode code(Throwable failure) {
    Throwable cause = unwrap(failure);
    return switch (cause) {
      case WeirException known -> known.problem().code();
      case TimeoutException late -> ErrorCode.UNAVAILABLE;
      default -> ErrorCode.INTERNAL;
    };
  }

  /**
   * What to tell the caller. An unexpected failure is logged with an id, and only the id is told.
   * Its message is neither told nor logged, for it may hold values of the data.
   */
  public static Problem tell(Throwable failure) {
    Throwable cause = unwrap(failure);
    return switch (cause) {
      case WeirException known -> known.problem();
      case TimeoutException late ->
          Problem.of(
              ErrorCode.UNAVAILABLE,
              "Weir did not answer in time.",
              "Ask again with the same idempotency key.");
      default -> unexpected(cause);
    };
  }

  private static Problem unexpected(Throwable cause) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    LOG.error("unexpected failure {}\n{}", id, outline(cause));
    return Problem.of(
            ErrorCode.INTERNAL,
            "Something unexpected happened in Weir (incident " + id + ").",
            "Look for the incident in the node's log, and report it with the lines found there.")
        .at("incident", id);
  }

  /** Classes and places, without messages. */
  private static String outline(Throwable failure) {
    var text = new StringBuilder();
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 5; cause = cause.getCause(), depth++) {
      text.append(depth == 0 ? "" : "\ncaused by ").append(cause.getClass().getName());
      text.append(
          Arrays.stream(cause.getStackTrace())
              .limit(FRAMES)
              .map(frame -> "\n\tat " + frame)
              .collect(Collectors.joining()));
    }
    return text.toString();
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
