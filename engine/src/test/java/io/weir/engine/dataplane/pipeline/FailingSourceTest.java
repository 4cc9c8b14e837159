package io.weir.engine.dataplane.pipeline;

import static io.weir.engine.dataplane.pipeline.ExtractionFixture.PATIENT;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.failure;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.decode.BytesSource;
import io.weir.engine.dataplane.pipeline.ExtractionFixture.Data;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.ConnectorException;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a source does wrong is told once, with its table and source. */
class FailingSourceTest {
  private static ExtractionFixture fixture;

  private final RecordedLedger ledger = new RecordedLedger();

  @BeforeContainer
  static void start() {
    fixture = new ExtractionFixture();
  }

  @AfterContainer
  static void stop() throws IOException {
    fixture.close();
  }

  @Example
  void the_earliest_fault_is_told_with_its_record_whatever_comes_later() {
    StringBuilder text = new StringBuilder();
    for (int row = 1; row <= 500; row++) {
      text.append("{\"id\":").append(row).append(",\"name\":\"n\",\"age\":");
      text.append(row == 333 || row == 400 ? "\"x\"" : "1").append(row == 450 ? "\n" : "}\n");
    }
    Supplier<SourceStream> source =
        () -> new Data(new SourceFormat.Json(), text.toString()).open(3);
    Problem problem = failure(() -> fixture.extract(table(OnTypeViolation.FAIL), PATIENT, source, ledger));
    assertEquals(ErrorCode.TYPE_VIOLATION, problem.code());
    assertEquals(
        Map.of("table", "people", "source", "registry", "record", "333", "column", "age"),
        problem.where());
    long taken = ledger.covered();
    assertTrue(taken > 200 && taken < 333, "parts before the fault are kept");

    Problem again = failure(() -> fixture.extract(table(OnTypeViolation.FAIL), PATIENT, source, ledger));
    assertEquals(problem, again);
    Problem malformed =
        failure(() -> fixture.extract(table(OnTypeViolation.DROP), PATIENT, source, ledger));
    assertEquals(ErrorCode.SOURCE_MALFORMED, malformed.code());
    assertEquals("450", malformed.where().get("record"));
  }

  @Example
  void a_failing_source_is_told_by_its_kind() {
    Map<ConnectorException.Kind, ErrorCode> codes =
        Map.of(
            ConnectorException.Kind.REFUSED, ErrorCode.SOURCE_REFUSED,
            ConnectorException.Kind.UNAVAILABLE, ErrorCode.SOURCE_UNAVAILABLE,
            ConnectorException.Kind.FAILED, ErrorCode.SOURCE_FAILED,
            ConnectorException.Kind.TIMED_OUT, ErrorCode.SOURCE_TIMED_OUT);
    codes.forEach((kind, code) -> {
      ConnectorException broken = new ConnectorException(kind, "it broke off", "Mend it.");
      Supplier<SourceStream> atOpening =
          () -> {
            throw broken;
          };
      for (Supplier<SourceStream> opener :
          List.of(atOpening, () -> new BreakingSource("{\"id\":1}\n{\"id\"", broken))) {
        Problem problem =
            failure(() -> fixture.extract(table(OnTypeViolation.DROP), PATIENT, opener, ledger));
        assertEquals(code, problem.code());
        assertEquals("Table people, source registry: it broke off.", problem.message());
        assertEquals("Mend it.", problem.advice());
        assertEquals(Map.of("table", "people", "source", "registry"), problem.where());
      }
    });
  }

  private record BreakingSource(String text, RuntimeException failure, AtomicInteger at)
      implements SourceStream {
    BreakingSource(String text, RuntimeException failure) {
      this(text, failure, new AtomicInteger());
    }

    @Override
    public SourceFormat format() {
      return new SourceFormat.Json();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (at.get() == text.length()) {
        throw failure;
      }
      buffer[offset] = (byte) text.charAt(at.getAndIncrement());
      return 1;
    }

    @Override
    public void close() {}
  }

  @Example
  void a_connector_that_breaks_unexpectedly_fails_its_source_only() {
    Problem problem =
        failure(() ->
            fixture.extract(
                table(OnTypeViolation.DROP),
                PATIENT,
                () -> new BreakingSource("{", new IllegalStateException("secret value")),
                ledger));
    assertEquals(ErrorCode.SOURCE_FAILED, problem.code());
    assertFalse(problem.message().contains("secret"));
  }

  @Example
  void a_source_that_hangs_is_closed_and_times_out() {
    for (String first : List.of("", "{\"id\":1,\"name\":\"x\",\"age\":1}\n")) {
      SilentSource silent = new SilentSource(first, true);
      Problem problem =
          failure(() ->
              fixture.extract(table(OnTypeViolation.DROP), Duration.ofMillis(40), () -> silent, ledger));
      assertEquals(ErrorCode.SOURCE_TIMED_OUT, problem.code());
      assertEquals("registry", problem.where().get("source"));
    }
  }

  @Example
  void a_source_that_hangs_even_when_closed_times_out() {
    for (String first : List.of("", "{\"id\":1,")) {
      SilentSource silent = new SilentSource(first, false);
      Problem problem =
          failure(() ->
              fixture.extract(table(OnTypeViolation.DROP), Duration.ofMillis(40), () -> silent, ledger));
      silent.letGo();
      assertEquals(ErrorCode.SOURCE_TIMED_OUT, problem.code());
    }
  }

  @Example
  void a_source_that_never_opens_times_out_and_is_closed_when_it_does() throws Exception {
    CountDownLatch opened = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    SourceStream late =
        new SourceStream() {
          @Override
          public SourceFormat format() {
            return new SourceFormat.Json();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return -1;
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    Supplier<SourceStream> opener =
        () -> {
          try {
            opened.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return late;
        };
    Problem problem =
        failure(() -> fixture.extract(table(OnTypeViolation.DROP), Duration.ofMillis(40), opener, ledger));
    assertEquals(ErrorCode.SOURCE_TIMED_OUT, problem.code());
    opened.countDown();
    closed.await();
  }

  @Example
  void a_halted_extraction_lets_go_of_a_source_that_hangs() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 100; row++) {
      text.append("{\"id\":1,\"name\":\"x\",\"age\":1}\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    SilentSource hanging = new SilentSource("", true);
    BytesSource first = new BytesSource(new SourceFormat.Json(), bytes, 1);
    SourceStream source =
        new SourceStream() {
          @Override
          public SourceFormat format() {
            return first.format();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            int read = first.read(buffer, offset, length);
            return read < 0 ? hanging.read(buffer, offset, length) : read;
          }

          @Override
          public void close() {
            hanging.close();
          }
        };
    ledger.at(0, RecordedLedger.Event.HALTS);
    assertEquals(
        Instruction.HALT, fixture.extract(table(OnTypeViolation.DROP), PATIENT, () -> source, ledger));
    assertEquals(1, ledger.parts().size());
  }
}
