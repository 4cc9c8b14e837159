package io.weir.engine.main;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Where a node's log goes, and how it is written: without what exceptions say, for that may be
 * data.
 */
final class Logging {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{30} - %msg%n%outline";
  private static final Map<String, Level> LEVELS =
      Map.of(
          "org.flywaydb", Level.WARN,
          "com.zaxxer.hikari", Level.WARN,
          "slick", Level.WARN,
          "io.grpc", Level.WARN,
          "io.netty", Level.WARN,
          "org.pf4j", Level.WARN,
          "org.apache.arrow", Level.WARN,
          "org.apache.pekko", Level.WARN,
          "com.apicatalog", Level.WARN);

  private Logging() {}

  /** For a node that serves: standard error. */
  static void toStandardError() {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setTarget("System.err");
    use(appender, Level.INFO);
  }

  /** For a command whose terminal belongs to the person: a file. */
  static void toFile(Path file) {
    var appender = new FileAppender<ILoggingEvent>();
    appender.setFile(file.toString());
    appender.setAppend(true);
    use(appender, Level.INFO);
  }

  /** Only what went wrong, on standard error: before anything else is said. */
  static void quietly() {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setTarget("System.err");
    use(appender, Level.ERROR);
  }

  private static void use(OutputStreamAppender<ILoggingEvent> appender, Level level) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put("outline", OutlineConverter::new);
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(appender);
    LEVELS.forEach((logger, own) ->
        context.getLogger(logger).setLevel(own.isGreaterOrEqual(level) ? own : level));
  }
}
