package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.Await;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.engine.pluginhost.TestArchive;
import io.weir.engine.storage.embedded.PostgresServer;
import io.weir.v1.ModuleVersion;
import io.weir.v1.Run;
import io.weir.v1.RunState;
import io.weir.v1.StopRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A method of a plugin that fails, hangs, or makes more than the disk holds, in every phase: the
 * run ends with one clear error or when it is stopped, and the node goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyMethodIT {
  private static final int PERSONS = 300;
  private static final String CANARY = "canary-4711";

  /** Where it is to fail, and how, stands in its parameters. */
  private static final String FAULTY =
      """
      import io.weir.spi.*;
      import io.weir.spi.Observer;
      import java.util.*;
      import java.util.concurrent.atomic.AtomicInteger;

      public class Faulty implements AnonymizationMethod {
        @Override public MethodDescription describe() {
          return new MethodDescription("faulty", MethodDescription.Operation.PERTURBATION, "For tests.",
              Set.of(MethodDescription.Place.COLUMN), Set.of(ValueType.STRING),
              List.of(MethodParameter.text("at", "Where."), MethodParameter.text("how", "How.")),
              new MethodDescription.Notes("None.", "All.", "{\\"method\\": \\"faulty\\"}", "None."));
        }

        @Override public PreparedMethod prepare(MethodRequest request) {
          String at = request.parameters().text("at").orElse("");
          String how = request.parameters().text("how").orElse("");
          Prepared prepared = new Prepared(request.ownColumn(), at, how);
          prepared.fail("prepare", "canary-4711");
          return prepared;
        }

        private record Prepared(ColumnSchema column, String at, String how, AtomicInteger observers)
            implements PreparedMethod.OfRecords {
          Prepared(ColumnSchema column, String at, String how) {
            this(column, at, how, new AtomicInteger());
          }

          void fail(String here, String value) {
            if (!here.equals(at)) {
              return;
            }
            switch (how) {
              case "throw" -> throw new IllegalStateException("cannot do " + value);
              case "error" -> throw new NoClassDefFoundError(value);
              case "overflow" -> fail(here, value);
              case "hang" -> {
                try {
                  Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
              case "spin" -> {
                while (true) {
                  java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000);
                  Thread.interrupted();
                }
              }
              default -> {}
            }
          }

          @Override public Set<Trait> traits() { return Set.of(); }
          @Override public List<String> inputs() { return List.of(column.name()); }
          @Override public MethodOutput output() { return MethodOutput.of(List.of(column)); }

          @Override public Optional<Observer> observer(MethodRun run) {
            fail("observer", "canary-4711");
            observers.incrementAndGet();
            return Optional.of(new Observer() {
              @Override public void observe(RecordBatch batch, long first) {
                fail("observe", batch.column(0).format(0));
                // So that there is something to merge.
                for (int wait = 0; at.equals("merge") && observers.get() < 2 && wait < 10_000; wait++) {
                  java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                }
              }

              @Override public void merge(Observer other) { fail("merge", "canary-4711"); }
            });
          }

          @Override public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
            fail("seal", "canary-4711");
            return (batch, first) -> {
              fail("apply", batch.column(0).format(0));
              if (!how.equals("swell")) {
                return List.of(batch.column(0));
              }
              BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, batch.size());
              for (int row = 0; row < batch.size(); row++) {
                builder.append((first + row) + "x".repeat(2_000));
              }
              return List.of(builder.build());
            };
          }
        }
      }
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private PostgresServer postgres;
  private ActorSystem<Void> system;
  private ServedNode node;
  private Workbench workbench;
  private int modules;

  @BeforeAll
  void start() throws Exception {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    try (Stream<Path> archives = Files.list(Path.of(System.getProperty("weir.plugins")))) {
      for (Path archive : archives.toList()) {
        Files.createSymbolicLink(plugins.resolve(archive.getFileName()), archive);
      }
    }
    TestArchive.plugin(folder, "faulty")
        .extension("Faulty", FAULTY)
        .write(plugins.resolve("faulty.zip"));
    StringBuilder people = new StringBuilder("id,name\n");
    for (int i = 0; i < PERSONS; i++) {
      people.append(i).append(',').append(CANARY).append('\n');
    }
    Files.writeString(folder.resolve("people.csv"), people);
    postgres = PostgresServer.start(folder.resolve("postgresql"));
    postgres.ensureDatabase("weir");
    system = ActorSystem.create(Behaviors.empty(), "faulty", ConfigFactory.load());
    Files.createDirectories(folder.resolve("data"));
    node =
        ServedNode.start(
            folder.resolve("data"),
            postgres,
            List.of(
                "-Dweir.plugins=" + plugins,
                "-Dweir.limits.parallelism=2",
                "-Dweir.limits.part-records=50",
                "-Dweir.limits.chunk-bytes=1024"),
            system);
    workbench = new Workbench(node.client());
  }

  @AfterAll
  void end() {
    if (node != null) {
      node.close();
    }
    if (system != null) {
      system.terminate();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private static String document(String name, String at, String how) {
    return """
    { "@context": "https://w3id.org/weir/v1", "id": "https://data.example.org/modules/%s/",
      "type": "DataModule", "name": "%s", "version": "1.0.0",
      "tables": [
        { "url": "people", "collect": [ { "source": "folder", "file": "people.csv" } ],
          "tableSchema": { "columns": [
            { "name": "id", "datatype": "integer" },
            { "name": "name", "datatype": "string",
              "anonymize": { "method": "faulty", "at": "%s", "how": "%s" } } ] } } ] }
    """
        .formatted(name, name, at, how);
  }

  private Run begin(String at, String how) {
    String name = "m" + modules++;
    workbench.connection(
        name + "-folder", "files", "", Map.of("root", folder.toString()), Map.of());
    String task =
        workbench
            .task(
                name, workbench.importModule(document(name, at, how)), List.of(), Optional.empty())
            .getTaskId();
    return workbench.start(task);
  }

  private Run ended(Run run) {
    return workbench.watch(run.getRunId(), _ -> {});
  }

  private void assertStillWorks() {
    Run run = ended(begin("", ""));
    assertEquals(RunState.PREPARED, run.getState(), run::toString);
    assertEquals(PERSONS, workbench.outbox(run.getOutboxId()).getTables(0).getRecords());
  }

  @ParameterizedTest
  @CsvSource({
    "observer, throw",
    "observe, throw",
    "merge, throw",
    "seal, throw",
    "apply, throw",
    "observe, error",
    "apply, overflow"
  })
  void a_method_that_fails_ends_the_run_with_its_place_and_without_a_value(String at, String how) {
    Run run = ended(begin(at, how));
    assertEquals(RunState.FAILED, run.getState(), run::toString);
    assertEquals("WEIR-" + number("METHOD_FAILED"), run.getProblem().getCode());
    assertEquals("people", run.getProblem().getWhereMap().get("table"), run::toString);
    assertEquals("name", run.getProblem().getWhereMap().get("column"), run::toString);
    assertEquals("faulty", run.getProblem().getWhereMap().get("method"), run::toString);
    assertFalse(run.toString().contains("canary"), run::toString);
    assertFalse(run.getProblem().getAdvice().isEmpty());
    assertGone(run);
  }

  private static String number(String code) {
    return io.weir.engine.vocabulary.ErrorCode.valueOf(code).code().substring(5);
  }

  @Test
  void a_method_that_fails_while_its_use_is_checked_makes_the_document_refused() {
    var refused =
        assertThrows(
            RuntimeException.class,
            () -> workbench.importModule(document("refused", "prepare", "throw")));
    assertTrue(refused.getMessage().contains("faulty"), refused.getMessage());
    assertFalse(refused.getMessage().contains("canary"), refused.getMessage());
  }

  @Test
  void a_method_that_hangs_while_its_use_is_checked_hinders_nobody_else() {
    CompletableFuture<ModuleVersion> hanging =
        CompletableFuture.supplyAsync(
            () -> workbench.importModule(document("hanging", "prepare", "spin")));
    assertStillWorks();
    assertFalse(hanging.isDone());
  }

  @ParameterizedTest
  @CsvSource({"observe, hang", "seal, hang", "apply, hang"})
  void a_run_whose_method_hangs_is_stopped_and_what_it_collected_is_deleted(String at, String how) {
    Run run = begin(at, how);
    awaitStage(run);
    stop(run);
    assertEquals(RunState.STOPPED, ended(run).getState());
    assertGone(run);
  }

  /** It keeps its threads; everybody else goes on, and what was collected is deleted. */
  @Test
  void a_method_that_heeds_no_interruption_is_left_behind() {
    Run run = begin("apply", "spin");
    awaitStage(run);
    stop(run);
    assertEquals(RunState.STOPPED, ended(run).getState());
    assertStillWorks();
    // What it was writing is open still, and goes with the node.
    Await.until(() -> files(run), files -> files.stream().allMatch(it -> it.endsWith(".draft")));
  }

  private static List<String> files(Run run) {
    try (Stream<Path> files =
        Files.walk(folder.resolve("data").resolve("parts").resolve(run.getRunId()))) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of("files that are being deleted");
    }
  }

  @Test
  void a_disk_that_is_full_ends_the_run_and_is_forgotten_once_there_is_space() throws Exception {
    Run before = ended(begin("", ""));
    assertEquals(RunState.PREPARED, before.getState(), before::toString);
    limitFiles("50000");
    Run run = ended(begin("", "swell"));
    limitFiles("unlimited");
    assertEquals(RunState.FAILED, run.getState(), run::toString);
    assertEquals("WEIR-" + number("STORAGE_FAILED"), run.getProblem().getCode());
    assertTrue(run.getProblem().getAdvice().contains("space left"), run::toString);
    assertEquals("people", run.getProblem().getWhereMap().get("table"), run::toString);
    assertGone(run);
    assertEquals(PERSONS, workbench.outbox(before.getOutboxId()).getTables(0).getRecords());
    assertEquals(1, workbench.records(before.getOutboxId(), "people", 1).getRecordsCount());
    Run after = ended(begin("", "swell"));
    assertEquals(RunState.PREPARED, after.getState(), after::toString);
  }

  /** No file of the node may grow beyond this many bytes: to it, that is a full disk. */
  private void limitFiles(String bytes) throws IOException, InterruptedException {
    Process limit =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(node.pid()), "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start();
    assertEquals(0, limit.waitFor());
  }

  private void stop(Run run) {
    node.client()
        .call(
            node.client().tasks().stop(),
            StopRequest.newBuilder()
                .setRunId(run.getRunId())
                .setClearOutbox(true)
                .setIdempotencyKey(Client.key())
                .build());
  }

  /** Waits until the keys are settled; what follows is the method. */
  private void awaitStage(Run run) {
    Await.until(
        () -> workbench.run(run.getRunId()).getHistoryList(),
        history -> history.stream().anyMatch(it -> it.getWhat().equals("transform completed")));
  }

  /** Waits until nothing of a run is left in the part store. */
  private static void assertGone(Run run) {
    Path parts = folder.resolve("data").resolve("parts").resolve(run.getRunId());
    Await.until(() -> Files.exists(parts), kept -> !kept);
  }
}
