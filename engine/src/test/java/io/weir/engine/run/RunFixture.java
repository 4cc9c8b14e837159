package io.weir.engine.run;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.Origin;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run without its actor: commands in, events kept. */
final class RunFixture {
  static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  static final Origin ADA = Origin.of("ada", "");
  static final String ID = "r1";
  static final Problem PROBLEM = Problem.of(ErrorCode.SOURCE_FAILED, "It failed.", "Mend it.");
  static final Problem UNKNOWN = Problem.of(ErrorCode.UPLOAD_UNKNOWN, "Lost.", "Wait.");
  static final Run.Upload UPLOAD = new Run.Upload(1, "1.1.0", ID);

  final Run run = new Run();
  final List<Run.Event> events = new ArrayList<>();
  RunLife life = run.empty();

  static Run.Start start() {
    return new Run.Start(
        ID,
        new Pinned(
            "shop",
            4,
            "shop",
            "1.0.0",
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(new Pinned.Outline("orders", List.of("till", "web"))),
            Optional.empty()),
        ADA);
  }

  static RunFixture begun() {
    RunFixture fixture = new RunFixture();
    fixture.accept(start());
    fixture.accept(new Run.Begin(ID, "node"));
    return fixture;
  }

  static Part part(Stage stage, int source, int number, long rows) {
    return new Part(
        new PartId(ID, stage, "orders", source, number),
        "path/" + stage + source + number,
        rows,
        100,
        "sum" + number);
  }

  static Run.CommitPart commit(long epoch, Part part, long dropped) {
    var count = new RuleCount("orders", part.id().source(), "id", Rule.EMPTY_DROPPED, 0, dropped);
    return new Run.CommitPart(
        ID,
        epoch,
        part,
        new ResumePoint(part.id().number() + 1, 0, "d"),
        part.rows() + dropped,
        dropped == 0 ? List.of() : List.of(count));
  }

  Decision<Run.Event, Run.Reply> decide(Run.Command command) {
    return run.decide(life, command, NOW);
  }

  Run.Reply accept(Run.Command command) {
    return switch (decide(command)) {
      case Decision.Accepted<Run.Event, Run.Reply>(var happened, var reply) -> {
        for (Run.Event event : happened) {
          life = run.apply(life, event);
          events.add(event);
        }
        yield reply;
      }
      case Decision.Refused<Run.Event, Run.Reply>(var problem) ->
          throw new AssertionError("refused: " + problem);
    };
  }

  ErrorCode refuse(Run.Command command) {
    return switch (decide(command)) {
      case Decision.Refused<Run.Event, Run.Reply>(var problem) -> problem.code();
      case Decision.Accepted<Run.Event, Run.Reply> accepted ->
          throw new AssertionError("accepted: " + accepted);
    };
  }

  RunLife.State state() {
    return (RunLife.State) life;
  }

  /** Up to an outbox that awaits review. */
  RunFixture prepared() {
    for (Stage stage : List.of(Stage.EXTRACT, Stage.KEYS, Stage.TRANSFORM)) {
      accept(new Run.CompleteStage(ID, state().epoch(), stage, Map.of()));
    }
    accept(new Run.CompleteStage(ID, state().epoch(), Stage.ANONYMIZE, Map.of()));
    accept(new Run.CompleteStage(ID, state().epoch(), Stage.VERIFY, Map.of()));
    accept(new Run.Prepared(ID, state().epoch(), ID));
    return this;
  }

  /** Up to an execution that uploads. */
  RunFixture uploading() {
    prepared();
    accept(new Run.ConfirmUpload(ID, UPLOAD, ADA));
    accept(new Run.Begin(ID, "node"));
    return this;
  }
}
