package io.weir.engine.run;

import static io.weir.engine.run.RunFixture.ADA;
import static io.weir.engine.run.RunFixture.ID;
import static io.weir.engine.run.RunFixture.NOW;
import static io.weir.engine.run.RunFixture.PROBLEM;
import static io.weir.engine.run.RunFixture.UNKNOWN;
import static io.weir.engine.run.RunFixture.UPLOAD;
import static io.weir.engine.run.RunFixture.commit;
import static io.weir.engine.run.RunFixture.part;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.Json;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Whatever is said to a run, in whatever order. */
class RunPropertyTest {

  @Provide
  Arbitrary<List<Run.Command>> commands() {
    Arbitrary<Long> epoch = Arbitraries.longs().between(1, 4);
    Arbitrary<Run.Command> people =
        Arbitraries.of(
            new Run.Pause(ID, ADA),
            new Run.Resume(ID, ADA),
            new Run.ConfirmUpload(ID, UPLOAD, ADA),
            new Run.Begin(ID, "node"),
            new Run.Wake(ID),
            new Run.Get(ID),
            RunFixture.start());
    Arbitrary<Run.Command> ends =
        epoch.flatMap(e ->
            Arbitraries.of(
                new Run.Stop(ID, true, ADA),
                new Run.Failed(ID, e, PROBLEM),
                new Run.Refused(ID, e, PROBLEM)));
    Arbitrary<Run.Command> outcomes =
        epoch.flatMap(e ->
            Arbitraries.of(
                new Run.Prepared(ID, e, ID),
                new Run.Delivered(ID, e, "there", Map.of()),
                new Run.Unknown(ID, e, UNKNOWN),
                new Run.Parked(ID, e, UNKNOWN),
                new Run.Published(ID, e),
                new Run.Ended(ID, e)));
    Arbitrary<Run.Command> parts =
        epoch.flatMap(e ->
            Arbitraries.integers()
                .between(0, 1)
                .flatMap(source ->
                    Arbitraries.integers()
                        .between(0, 3)
                        .map(n -> commit(e, part(Stage.EXTRACT, source, n, 10 + n), n))));
    Arbitrary<Run.Command> restarts =
        epoch.map(e -> new Run.RestartSource(ID, e, new SourceKey("orders", 0), "it changed"));
    Arbitrary<Run.Command> attempts =
        epoch.flatMap(e ->
            Arbitraries.integers()
                .between(1, 4)
                .map(n ->
                    n == 4
                        ? new Run.AskInstruction(ID, e)
                        : new Run.AttemptFailed(
                            ID,
                            e,
                            new SourceKey("orders", 0),
                            n,
                            ErrorCode.SOURCE_TIMED_OUT,
                            Duration.ofSeconds(n))));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(8, people),
            net.jqwik.api.Tuple.of(1, ends),
            net.jqwik.api.Tuple.of(6, outcomes),
            net.jqwik.api.Tuple.of(8, parts),
            net.jqwik.api.Tuple.of(3, attempts),
            net.jqwik.api.Tuple.of(1, restarts))
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 2000)
  void terminal_states_are_final_and_replays_are_equal(
      @ForAll("commands") List<Run.Command> commands, @ForAll boolean atUpload) throws Exception {
    RunFixture run = atUpload ? RunFixture.begun().uploading() : RunFixture.begun();
    Oracle oracle = new Oracle();
    for (Run.Command command : commands) {
      step(run, command, oracle);
    }
    RunLife replayed = run.run.empty();
    for (Run.Event event : run.events) {
      replayed = run.run.apply(replayed, event);
    }
    assertEquals(run.life, replayed);
    String snapshot = Json.MAPPER.writeValueAsString(run.state());
    assertEquals(run.state(), Json.MAPPER.readValue(snapshot, RunLife.State.class));
    assertEquals(oracle.extracted(), run.state().view().tables().getFirst().extracted());
    Statistics.label("ended as").collect(run.state().state());
  }

  private static void step(RunFixture run, Run.Command command, Oracle oracle) {
    RunLife.State before = run.state();
    switch (run.run.decide(before, command, NOW)) {
      case Decision.Refused<Run.Event, Run.Reply>(var problem) -> {
        if (command instanceof Run.Entry entry) {
          assertEquals(ErrorCode.FENCED, problem.code());
          assertFalse(entry.epoch() == before.epoch());
        }
      }
      case Decision.Accepted<Run.Event, Run.Reply>(var events, var _) -> {
        assertTrue(events.isEmpty() || !before.state().isTerminal(), "after the end: " + events);
        run.accept(command);
        events.forEach(oracle::see);
        assertTrue(run.state().epoch() >= before.epoch());
        if (command instanceof Run.Worker worker && worker.epoch() != before.epoch()) {
          assertEquals(before, run.state());
        }
      }
    }
  }

  /** What is extracted, by a count that knows only parts and restarts. */
  private static final class Oracle {
    private final Map<Integer, Long> rows = new HashMap<>();

    void see(Run.Event event) {
      if (event instanceof Run.PartCommitted committed) {
        rows.merge(committed.part().id().source(), committed.part().rows(), Long::sum);
      } else if (event instanceof Run.SourceRestarted restarted) {
        rows.remove(restarted.source().source());
      }
    }

    long extracted() {
      return rows.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
