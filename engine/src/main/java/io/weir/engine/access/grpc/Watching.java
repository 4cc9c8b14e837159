package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Call;
import io.weir.engine.access.door.Door;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/** Answers that go on for a while: let in by the door, ended with its knowledge. */
final class Watching {
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Executor blocking;

  /**
   * @param blocking where the end is written to the audit log; its threads may wait
   */
  Watching(Executor blocking) {
    this.blocking = blocking;
  }

  <T> Source<T, NotUsed> stream(
      Call call, CompletionStage<Door.Entry> admitted, Supplier<Source<T, NotUsed>> what) {
    CompletionStage<Source<T, NotUsed>> watched =
        admitted.thenApply(entry -> recorded(entry, what.get()));
    Duration longest = call.timeout().filter(it -> it.compareTo(LONGEST) < 0).orElse(LONGEST);
    return Source.completionStageSource(watched)
        .mapMaterializedValue(ignored -> NotUsed.getInstance())
        .completionTimeout(longest)
        .mapError(TimeoutException.class, late -> tooLate(longest));
  }

  /** Being cancelled by the caller is a good end, too. */
  private <T> Source<T, NotUsed> recorded(Door.Entry entry, Source<T, NotUsed> source) {
    return source.watchTermination((ignored, end) -> {
      end.whenCompleteAsync(
          (done, failure) -> {
            if (failure == null) {
              entry.succeeded(Map.of());
            } else {
              entry.failed(failure);
            }
          },
          blocking);
      return ignored;
    });
  }

  private static WeirException tooLate(Duration longest) {
    return new WeirException(
        Problem.of(
            ErrorCode.DEADLINE_EXCEEDED,
            "The time for watching is over: " + longest.toSeconds() + " s.",
            "Watch again; nothing is missed."));
  }
}
