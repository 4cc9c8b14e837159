package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.Connector;
import io.weir.spi.ConnectorDescription;
import io.weir.spi.ConnectorException;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import io.weir.spi.Settings;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every connector that reads promises. */
public abstract class ConnectorSourceContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The connector under test. */
  protected abstract Connector connector();

  /** A source that delivers {@link #expected()} and ends well. */
  protected abstract SourceRequest request();

  /** What {@link #request()} delivers: at least 100,000 bytes. */
  protected abstract byte[] expected();

  /** Sources that fail, when they are opened or while they are read; none ends well. */
  protected abstract List<SourceRequest> failing();

  /**
   * A source that says nothing for an hour; empty if the connector's sources cannot be silent, as
   * files cannot.
   */
  protected Optional<SourceRequest> silent() {
    return Optional.empty();
  }

  /** Whether connections may have settings that the connector does not describe. */
  protected boolean takesAnySetting() {
    return false;
  }

  @Test
  void it_says_what_it_is() {
    ConnectorDescription description = connector().describe();
    Names.assertDescribed(description.name(), description.summary(), description.sourceSettings());
    Names.assertDescribed(
        description.name(), description.summary(), description.connectionSettings());
    assertFalse(description.sourceSettings().isEmpty(), "a source that takes no settings");
    assertEquals(description, connector().describe());
  }

  @Test
  void it_describes_every_parameter_it_is_tried_with() {
    ConnectorDescription description = connector().describe();
    List<SourceRequest> requests = new java.util.ArrayList<>(failing());
    requests.add(request());
    silent().ifPresent(requests::add);
    for (SourceRequest request : requests) {
      assertTrue(
          description.sourceSettings().keySet().containsAll(request.parameters().values().keySet()),
          () -> "not described: one of " + request.parameters().values().keySet());
    }
  }

  @Test
  void it_accepts_the_settings_of_its_tests_and_refuses_others() {
    Settings good = request().settings();
    connector().check(good);
    Map<String, String> plain = new HashMap<>(good.plain());
    plain.put("no such setting!", "x");
    InvalidParameters refusal =
        assertThrows(
            InvalidParameters.class, () -> connector().check(new Settings(plain, good.secrets())));
    assertEquals("no such setting!", refusal.parameter());

    Map<String, String> unknown = new HashMap<>(good.plain());
    unknown.put("some-setting", "x");
    if (!takesAnySetting()) {
      assertThrows(
          InvalidParameters.class, () -> connector().check(new Settings(unknown, good.secrets())));
    }
  }

  @Test
  void it_refuses_a_parameter_it_does_not_know() {
    SourceRequest good = request();
    Map<String, Object> more = new HashMap<>(good.parameters().values());
    more.put("no-such-parameter", "x");
    InvalidParameters refusal =
        assertThrows(InvalidParameters.class, () -> open(with(good, new Parameters(more))).close());
    assertEquals("no-such-parameter", refusal.parameter());
  }

  @Test
  void it_refuses_a_source_without_parameters() {
    assertThrows(InvalidParameters.class, () -> open(with(request(), Parameters.none())).close());
  }

  @Test
  void it_delivers_the_same_bytes_through_a_buffer_of_any_size() {
    assertArrayEquals(expected(), readAll(request(), 1 << 20));
    assertArrayEquals(expected(), readAll(request(), 4_099));
    assertArrayEquals(expected(), readAll(request(), 1));
  }

  @Test
  void it_writes_only_where_it_was_told_to() {
    byte[] buffer = new byte[1_000];
    java.util.Arrays.fill(buffer, (byte) 7);
    try (SourceStream stream = open(request())) {
      int read = stream.read(buffer, 300, 100);
      assertTrue(read >= 1 && read <= 100, () -> "read " + read + " bytes of 100");
      assertTrue(IntStream.range(0, 300).allMatch(i -> buffer[i] == 7));
      assertTrue(IntStream.range(300 + read, 1_000).allMatch(i -> buffer[i] == 7));
      assertArrayEquals(
          java.util.Arrays.copyOf(expected(), read),
          java.util.Arrays.copyOfRange(buffer, 300, 300 + read));
    }
  }

  @Test
  void the_end_stays_the_end() {
    byte[] buffer = new byte[1 << 16];
    try (SourceStream stream = open(request())) {
      long bytes = 0;
      for (int read = stream.read(buffer, 0, buffer.length);
          read != -1;
          read = stream.read(buffer, 0, buffer.length)) {
        bytes += read;
      }
      assertEquals(expected().length, bytes);
      assertEquals(-1, stream.read(buffer, 0, buffer.length));
    }
  }

  @Test
  void it_names_the_format_before_and_after_reading() {
    try (SourceStream stream = open(request())) {
      var format = stream.format();
      assertNotEquals(-1, stream.read(new byte[10], 0, 10));
      assertEquals(format, stream.format());
    }
  }

  @Test
  void sources_are_read_side_by_side() {
    try (SourceStream one = open(request());
        SourceStream other = open(request())) {
      byte[] first = new byte[1];
      byte[] second = new byte[1];
      assertEquals(1, one.read(first, 0, 1));
      assertEquals(1, other.read(second, 0, 1));
      assertEquals(expected()[0], first[0]);
      assertEquals(first[0], second[0]);
    }
  }

  @Test
  void a_source_that_fails_never_ends_well() {
    List<SourceRequest> failing = failing();
    assertFalse(failing.isEmpty(), "the test names no source that fails");
    for (SourceRequest request : failing) {
      ConnectorException failure =
          assertThrows(
              ConnectorException.class,
              () -> assertTimeoutPreemptively(PATIENCE, () -> readAll(request, 4_096)));
      assertFalse(failure.getMessage().isBlank());
      assertFalse(failure.advice().isBlank());
      assertNoSecret(request, failure);
    }
  }

  @Test
  void a_source_that_failed_goes_on_failing() {
    assertFalse(failing().isEmpty(), "the test names no source that fails");
    for (SourceRequest request : failing()) {
      byte[] buffer = new byte[4_096];
      assertThrows(
          ConnectorException.class,
          () -> {
            try (SourceStream stream = open(request)) {
              while (true) {
                try {
                  assertNotEquals(-1, stream.read(buffer, 0, buffer.length));
                } catch (ConnectorException first) {
                  stream.read(buffer, 0, buffer.length);
                }
              }
            }
          });
    }
  }

  @Test
  void a_closed_source_reads_no_more() {
    SourceStream stream = open(request());
    byte[] buffer = new byte[16];
    assertTrue(stream.read(buffer, 0, 16) > 0);
    stream.close();
    stream.close();
    assertThrows(ConnectorException.class, () -> stream.read(buffer, 0, 16));
  }

  @Test
  void closing_from_another_thread_ends_a_read_that_waits() throws Exception {
    SourceRequest request = silent().orElseGet(this::request);
    SourceStream stream = open(request);
    CountDownLatch reading = new CountDownLatch(1);
    FutureTask<Boolean> reader =
        new FutureTask<>(() -> {
          byte[] buffer = new byte[1];
          try {
            while (true) {
              reading.countDown();
              if (stream.read(buffer, 0, 1) == -1) {
                return false;
              }
            }
          } catch (ConnectorException ended) {
            return true;
          }
        });
    Thread.ofPlatform().daemon().start(reader);
    reading.await();
    assertTimeoutPreemptively(PATIENCE, stream::close);
    assertTrue(
        reader.get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
            || silent().isEmpty(),
        "a source that was closed must not seem to have ended well");
  }

  @Test
  void a_source_that_stays_silent_too_long_is_given_up() {
    if (silent().isEmpty()) {
      assertArrayEquals(expected(), readAll(patient(request(), Duration.ofSeconds(30)), 4_096));
      return;
    }
    SourceRequest request = patient(silent().get(), Duration.ofMillis(300));
    ConnectorException failure =
        assertThrows(
            ConnectorException.class,
            () -> assertTimeoutPreemptively(PATIENCE, () -> readAll(request, 4_096)));
    assertEquals(ConnectorException.Kind.TIMED_OUT, failure.kind());
    assertNoSecret(request, failure);
  }

  @Test
  void a_reader_that_is_slow_is_not_a_source_that_is_silent() throws Exception {
    SourceRequest request = patient(request(), Duration.ofSeconds(1));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[40_000];
    try (SourceStream stream = open(request)) {
      for (int read = stream.read(buffer, 0, buffer.length);
          read != -1;
          read = stream.read(buffer, 0, buffer.length)) {
        if (bytes.size() == 0) {
          new CountDownLatch(1).await(1_300, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        bytes.write(buffer, 0, read);
      }
    }
    assertArrayEquals(expected(), bytes.toByteArray());
  }

  private SourceStream open(SourceRequest request) {
    return connector().source().orElseThrow().open(request);
  }

  private byte[] readAll(SourceRequest request, int bufferSize) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[bufferSize];
    try (SourceStream stream = open(request)) {
      for (int read = stream.read(buffer, 0, bufferSize);
          read != -1;
          read = stream.read(buffer, 0, bufferSize)) {
        assertTrue(read >= 1, "read returned without a byte");
        bytes.write(buffer, 0, read);
      }
    }
    return bytes.toByteArray();
  }

  private static void assertNoSecret(SourceRequest request, ConnectorException failure) {
    for (String secret : request.settings().secrets().values()) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertFalse(
            String.valueOf(cause.getMessage()).contains(secret), "a secret stands in the message");
      }
      assertFalse(failure.advice().contains(secret), "a secret stands in the advice");
    }
  }

  private static SourceRequest with(SourceRequest request, Parameters parameters) {
    return new SourceRequest(
        request.settings(),
        parameters,
        request.columns(),
        request.workingDirectory(),
        request.idleTimeout());
  }

  private static SourceRequest patient(SourceRequest request, Duration idleTimeout) {
    return new SourceRequest(
        request.settings(),
        request.parameters(),
        request.columns(),
        request.workingDirectory(),
        idleTimeout);
  }
}
