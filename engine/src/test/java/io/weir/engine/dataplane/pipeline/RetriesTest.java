package io.weir.engine.dataplane.pipeline;

import static io.weir.engine.dataplane.pipeline.ExtractionFixture.PATIENT;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.failure;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.source;
import static io.weir.engine.dataplane.pipeline.ExtractionFixture.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.pipeline.RecordedLedger.FailedAttempt;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.SourcePlan.Retries;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.SourceStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Sources that are not there for the moment. */
class RetriesTest {
  private static final SourceKey PEOPLE = new SourceKey("people", 1);
  private static final String TEXT = text("Anna");

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

  private static String text(String name) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 200; row++) {
      text.append("{\"id\":%d,\"name\":\"%s\",\"age\":%d}\n".formatted(row, name, row % 90));
    }
    return text.toString();
  }

  private static Retries quick(int most) {
    return new Retries(most, Duration.ofNanos(1_000));
  }

  private Instruction extract(Supplier<SourceStream> opener, Retries retries) {
    return extract(opener, retries, ledger);
  }

  private static Instruction extract(
      Supplier<SourceStream> opener, Retries retries, RecordedLedger to) {
    return fixture.extract(table(OnTypeViolation.DROP), source(PATIENT, retries), opener, to);
  }

  @Property(tries = 40)
  void a_source_that_breaks_off_anywhere_ends_as_if_it_had_not(@ForAll long seed) {
    Random random = new Random(seed);
    List<Integer> breaks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      breaks.add(random.nextInt(TEXT.length()));
    }
    Kind kind = random.nextBoolean() ? Kind.UNAVAILABLE : Kind.TIMED_OUT;
    RecordedLedger whole = new RecordedLedger();
    extract(new FlakySource(TEXT, kind, List.of()), quick(0), whole);

    RecordedLedger broken = new RecordedLedger();
    FlakySource source = new FlakySource(TEXT, kind, breaks);
    assertEquals(Instruction.GO_ON, extract(source, quick(3), broken));

    assertEquals(4, source.opened().get());
    assertEquals(3, broken.attempts().size());
    assertEquals(whole.parts(), broken.parts());
    assertEquals(whole.counts(), broken.counts());
    assertEquals(whole.records(), broken.records());
    assertEquals(0, broken.restarts());
  }

  @Example
  void every_attempt_is_entered_with_its_number_its_code_and_the_pause() {
    Retries retries = new Retries(3, Duration.ofMillis(2));
    extract(new FlakySource(TEXT, Kind.UNAVAILABLE, List.of(0, 0, 1)), retries);
    List<FailedAttempt> expected = new ArrayList<>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      expected.add(
          new FailedAttempt(
              attempt,
              ErrorCode.SOURCE_UNAVAILABLE,
              BackOff.pause(retries, "run", PEOPLE, attempt)));
    }
    assertEquals(expected, ledger.attempts());
  }

  @Example
  void after_the_last_retry_the_failure_stands() {
    FlakySource source = new FlakySource(TEXT, Kind.TIMED_OUT, List.of(0, 0, 0, 0));
    Problem problem = failure(() -> extract(source, quick(2)));
    assertEquals(ErrorCode.SOURCE_TIMED_OUT, problem.code());
    assertEquals(3, source.opened().get());
    assertEquals(2, ledger.attempts().size());
  }

  @Example
  void a_source_that_gets_further_may_fail_as_often_again() {
    int part = 1_100;
    FlakySource source =
        new FlakySource(
            TEXT, Kind.UNAVAILABLE, List.of(part, 0, 2 * part, 0, 3 * part, 0, 4 * part));
    assertEquals(Instruction.GO_ON, extract(source, quick(2)));
    assertEquals(
        List.of(1, 2, 1, 2, 1, 2, 1),
        ledger.attempts().stream().map(FailedAttempt::attempt).toList());
  }

  @Example
  void a_source_that_begins_anew_each_time_is_given_up() {
    List<String> texts = List.of(text("Anna"), text("Otto"));
    List<FlakySource> sources = new ArrayList<>();
    Supplier<SourceStream> changing =
        () -> {
          String text = texts.get(sources.size() % 2);
          sources.add(new FlakySource(text, Kind.UNAVAILABLE, List.of(3_000)));
          return sources.getLast().get();
        };
    Problem problem = failure(() -> extract(changing, quick(3)));
    assertEquals(ErrorCode.SOURCE_UNAVAILABLE, problem.code());
    assertTrue(sources.size() < 20, "opened " + sources.size() + " times");
    assertTrue(ledger.restarts() > 0);
  }

  @Example
  void failures_that_another_attempt_would_not_mend_are_not_retried() {
    for (Kind kind : List.of(Kind.REFUSED, Kind.FAILED)) {
      FlakySource source = new FlakySource(TEXT, kind, List.of(500));
      failure(() -> extract(source, quick(10)));
      assertEquals(1, source.opened().get());
    }
    FlakySource malformed = new FlakySource("{\"id\":", Kind.UNAVAILABLE, List.of());
    assertEquals(
        ErrorCode.SOURCE_MALFORMED, failure(() -> extract(malformed, quick(10))).code());
    assertEquals(1, malformed.opened().get());
    assertEquals(List.of(), ledger.attempts());
  }

  @Example
  void what_the_run_wants_is_heeded_during_a_pause_at_once() {
    Retries patient = new Retries(3, Duration.ofMinutes(5));
    FlakySource source = new FlakySource(TEXT, Kind.UNAVAILABLE, List.of(2_000));
    CompletableFuture<Instruction> extraction =
        CompletableFuture.supplyAsync(() -> extract(source, patient));
    while (ledger.attempts().isEmpty()) {
      Thread.onSpinWait();
    }
    ledger.wish(Instruction.HALT);
    assertEquals(Instruction.HALT, extraction.join());
    assertTrue(!ledger.parts().isEmpty());

    ledger.wish(Instruction.GO_ON);
    assertEquals(Instruction.GO_ON, extract(source, patient));
    assertEquals(200, ledger.records());
    assertEquals(2, source.opened().get());
  }

  @Example
  void attempts_before_the_execution_broke_off_count() {
    FlakySource source = new FlakySource(TEXT, Kind.UNAVAILABLE, List.of(0, 0, 0, 0, 0));
    ledger.at(1, RecordedLedger.Event.HALTS);
    assertEquals(Instruction.HALT, extract(source, quick(3)));
    failure(() -> extract(source, quick(3)));
    assertEquals(
        List.of(1, 2, 3), ledger.attempts().stream().map(FailedAttempt::attempt).toList());
    assertEquals(4, source.opened().get());
  }

  @Example
  void an_execution_killed_at_an_attempt_ends_like_one_that_was_not() {
    for (RecordedLedger.Event event : RecordedLedger.Event.values()) {
      RecordedLedger killed = new RecordedLedger().at(0, event);
      FlakySource source = new FlakySource(TEXT, Kind.UNAVAILABLE, List.of(10));
      switch (event) {
        case HALTS -> assertEquals(Instruction.HALT, extract(source, quick(1), killed));
        case BREAKS_BEFORE, BREAKS_AFTER ->
            assertThrows(CompletionException.class, () -> extract(source, quick(1), killed));
      }
      assertEquals(Instruction.GO_ON, extract(source, quick(1), killed));
      assertEquals(200, killed.records());
    }
  }

  @Example
  void a_source_that_hangs_even_when_closed_is_not_opened_beside_itself() {
    SilentSource silent = new SilentSource("{\"id\":1,", false);
    List<SourceStream> opened = new ArrayList<>();
    Problem problem =
        failure(() ->
            fixture.extract(
                table(OnTypeViolation.DROP),
                source(Duration.ofMillis(40), quick(5)),
                () -> {
                  opened.add(silent);
                  return silent;
                },
                ledger));
    silent.letGo();
    assertEquals(ErrorCode.SOURCE_TIMED_OUT, problem.code());
    assertEquals(1, opened.size());
  }

  @Property(tries = 200)
  void pauses_are_doubled_and_bounded_and_the_same_each_time(
      @ForAll("firsts") Duration first, @ForAll @IntRange(min = 1, max = 10) int attempt) {
    Retries retries = new Retries(10, first);
    Duration pause = BackOff.pause(retries, "run", PEOPLE, attempt);
    assertEquals(pause, BackOff.pause(retries, "run", PEOPLE, attempt));
    Duration most = first.multipliedBy(1L << attempt - 1);
    most = most.compareTo(Retries.LONGEST) > 0 ? Retries.LONGEST : most;
    assertTrue(pause.compareTo(most) <= 0, () -> pause + " is too long");
    assertTrue(pause.multipliedBy(2).compareTo(most.minusNanos(2)) >= 0, () -> pause + " is too short");
  }

  @Provide
  Arbitrary<Duration> firsts() {
    return Arbitraries.longs()
        .between(1, Retries.LONGEST.toNanos())
        .map(Duration::ofNanos);
  }

  @Example
  void sources_and_runs_wait_for_different_times() {
    Retries retries = Retries.standard();
    Duration one = BackOff.pause(retries, "run", PEOPLE, 1);
    assertNotEquals(one, BackOff.pause(retries, "run", new SourceKey("people", 2), 1));
    assertNotEquals(one, BackOff.pause(retries, "run-2", PEOPLE, 1));
  }

  @Example
  void the_last_failure_is_told_as_the_connector_told_it() {
    Problem problem =
        failure(() -> extract(new FlakySource("", Kind.UNAVAILABLE, List.of(0)), quick(0)));
    assertEquals("Table people, source registry: it broke off.", problem.message());
    assertEquals("Try again.", problem.advice());
  }
}
