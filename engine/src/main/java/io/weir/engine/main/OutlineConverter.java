package io.weir.engine.main;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * Writes an exception as classes and places. What it says is written only where it is ours: a
 * database's or parser's message may quote the value it stumbled over.
 */
public final class OutlineConverter extends ThrowableHandlingConverter {
  private static final String OURS = "io.weir.engine.";
  private static final int FRAMES = 30;
  private static final int CAUSES = 6;

  @Override
  public String convert(ILoggingEvent event) {
    var text = new StringBuilder();
    IThrowableProxy cause = event.getThrowableProxy();
    for (int depth = 0; cause != null && depth < CAUSES; depth++) {
      text.append(depth == 0 ? "" : "caused by ").append(cause.getClassName());
      if (cause.getClassName().startsWith(OURS)) {
        text.append(": ").append(cause.getMessage());
      }
      text.append('\n');
      StackTraceElementProxy[] frames = cause.getStackTraceElementProxyArray();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        text.append("\t").append(frames[i]).append('\n');
      }
      cause = cause.getCause();
    }
    return text.toString();
  }
}
