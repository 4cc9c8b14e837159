package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExecutionTest {
  private static final Duration FAR = Duration.ofDays(1);

  private static ActorSystem system;
  private static Materializer materializer;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("execution-test");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  private static Execution execution(Duration interrupted, Duration left) {
    return new Execution(materializer, 2, new Execution.Patience(interrupted, left));
  }

  private static Throwable failure(CompletionStage<Done> stage) {
    return Execution.cause(
        assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join()));
  }

  @Test
  void a_piece_that_waits_for_ever_is_interrupted_once_the_execution_is_cancelled() {
    Execution execution = execution(Duration.ofMillis(1), FAR);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CompletionStage<Done> end =
        execution.once(() -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.complete(true);
          }
        });
    await(begun);
    execution.halt();
    assertInstanceOf(Execution.HaltException.class, failure(end));
    assertTrue(interrupted.join());
  }

  @Test
  void a_piece_that_is_deaf_to_all_is_left_behind() {
    Execution execution = execution(Duration.ofMillis(1), Duration.ofMillis(2));
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    CompletionStage<Done> end =
        execution.once(() -> {
          begun.countDown();
          while (!enough.get()) {
            LockSupport.parkNanos(1_000_000);
          }
          ended.complete(true);
        });
    await(begun);
    execution.halt();
    assertInstanceOf(Execution.HaltException.class, failure(end));
    assertTrue(!ended.isDone());
    enough.set(true);
    assertTrue(ended.join());
  }

  @Test
  void the_run_is_heeded_while_nothing_is_entered() {
    Execution execution = execution(Duration.ofMillis(1), FAR);
    CompletionStage<Done> end =
        execution.once(() -> {
          while (!execution.isCancelled()) {
            LockSupport.parkNanos(1_000_000);
          }
        });
    Cancellable heeding =
        execution.heeding(() -> {
          execution.halt();
          return Instruction.HALT;
        });
    assertInstanceOf(Execution.HaltException.class, failure(end));
    heeding.cancel();
  }

  @Test
  void an_execution_that_was_overtaken_ends_and_other_refusals_pass() {
    Execution execution = execution(Duration.ofMillis(1), FAR);
    List<ErrorCode> codes = List.of(ErrorCode.UNAVAILABLE, ErrorCode.FENCED);
    AtomicBoolean asked = new AtomicBoolean();
    CompletionStage<Done> end =
        execution.once(() -> {
          while (!execution.isCancelled()) {
            LockSupport.parkNanos(1_000_000);
          }
        });
    Cancellable heeding =
        execution.heeding(() -> {
          ErrorCode code = codes.get(asked.getAndSet(true) ? 1 : 0);
          throw new WeirException(Problem.of(code, "No.", "Wait."));
        });
    WeirException refused = assertInstanceOf(WeirException.class, failure(end));
    assertEquals(ErrorCode.FENCED, refused.problem().code());
    heeding.cancel();
  }

  private static void await(CountDownLatch begun) {
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
