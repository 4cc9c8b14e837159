package io.weir.engine.dataplane.pipeline;

import io.weir.engine.vocabulary.WeirException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log where an unexpected failure came from: types and places, no messages, since those
 * of plugins and libraries may hold values of the data.
 */
final class Trace {
  private static final Logger LOG = LoggerFactory.getLogger(Trace.class);
  private static final int MOST_CAUSES = 5;
  private static final int MOST_FRAMES = 25;

  private Trace() {}

  /** Logs what lies behind a failure; nothing if it is one that its problem explains fully. */
  static void log(String module, Throwable failure) {
    Throwable cause = failure instanceof WeirException ? failure.getCause() : failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      LOG.warn("module {}: {}\n{}", module, cause.getClass().getName(), frames(cause));
      cause = cause.getCause();
    }
  }

  private static String frames(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .limit(MOST_FRAMES)
        .map(frame -> "\tat " + frame)
        .collect(Collectors.joining("\n"));
  }
}
