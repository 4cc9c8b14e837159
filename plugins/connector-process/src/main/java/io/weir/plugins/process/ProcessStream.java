package io.weir.plugins.process;

import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a running program prints. Two threads drain it, one standard output into a bounded ring, one
 * standard error into nothing; so it never blocks for another reason than that nobody reads.
 */
final class ProcessStream implements SourceStream {
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final String name;
  private final Process process;
  private final ProcessTree tree;
  private final Duration idleTimeout;
  private final BoundedPipe output = new BoundedPipe();
  private final AtomicLong errorBytes = new AtomicLong();
  private final Thread errorDrain;
  private boolean ended;
  private @Nullable ConnectorException failure;
  private volatile boolean closed;

  private ProcessStream(String name, Process process, Duration idleTimeout) {
    this.name = name;
    this.process = process;
    this.tree = ProcessTree.under(process);
    this.idleTimeout = idleTimeout;
    drain("output", () -> output.fill(process.getInputStream()));
    errorDrain = drain("error", () -> count(process.getErrorStream()));
  }

  /**
   * Starts a program.
   *
   * @param variables its whole environment
   * @throws ConnectorException if it cannot be started
   */
  static ProcessStream start(
      Program program, Path workingDirectory, Map<String, String> variables, Duration idleTimeout) {
    ProcessBuilder builder =
        new ProcessBuilder(ProcessTree.leading(program.words()))
            .directory(workingDirectory.toFile())
            .redirectInput(Redirect.from(new java.io.File("/dev/null")));
    builder.environment().clear();
    builder.environment().putAll(variables);
    try {
      return new ProcessStream(program.name(), builder.start(), idleTimeout);
    } catch (IOException refused) {
      // The cause is left out: its message repeats the command line.
      throw new ConnectorException(
          Kind.REFUSED,
          "the program " + program.name() + " could not be started",
          "Check that it is executable, that the working directory exists, and that the system has"
              + " room for another process.");
    }
  }

  @Override
  public SourceFormat format() {
    return new SourceFormat.Json();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (failure != null) {
      throw failure;
    }
    try {
      int taken = ended ? -1 : output.take(buffer, offset, length, idleTimeout.toNanos());
      if (closed || taken == BoundedPipe.CLOSED) {
        throw stopped();
      }
      if (taken == BoundedPipe.SILENT) {
        throw gaveUp();
      }
      if (taken == BoundedPipe.ENDED && !ended) {
        requireSuccess();
        ended = true;
      }
      return taken;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  @Override
  public void close() {
    closed = true;
    tree.kill();
    output.close();
  }

  /** Standard output has ended; whether that was its true end is for the exit code to say. */
  private void requireSuccess() throws InterruptedException {
    if (!process.waitFor(idleTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
      throw gaveUp();
    }
    tree.kill();
    if (closed) {
      throw stopped();
    }
    if (process.exitValue() != 0) {
      errorDrain.join(LAST_WORDS);
      throw fail(
          new ConnectorException(
              Kind.FAILED,
              "the program %s ended with exit code %d; it wrote %d bytes to standard error"
                  .formatted(name, process.exitValue(), errorBytes.get()),
              "Run it by hand with the same settings to see what it says, then correct it."));
    }
  }

  private ConnectorException gaveUp() {
    tree.kill();
    return fail(
        new ConnectorException(
            Kind.TIMED_OUT,
            "the program %s was silent for %s and was stopped"
                .formatted(
                    name, idleTimeout.toString().substring(2).toLowerCase(java.util.Locale.ROOT)),
            "Find out what it waits for, or allow it to be silent for longer."));
  }

  private ConnectorException stopped() {
    return fail(
        new ConnectorException(
            Kind.FAILED, "the program " + name + " was stopped", "Start the run again."));
  }

  private ConnectorException fail(ConnectorException exception) {
    failure = exception;
    return exception;
  }

  private void count(InputStream errors) {
    byte[] chunk = new byte[4_096];
    try (errors) {
      for (int read = errors.read(chunk); read != -1; read = errors.read(chunk)) {
        errorBytes.addAndGet(read);
      }
    } catch (IOException brokenOff) {
      // There is nothing more to count.
    }
  }

  private Thread drain(String what, Runnable task) {
    return Thread.ofPlatform().daemon().name("weir-process-" + what).start(task);
  }
}
