package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.spi.ConnectorException;
import io.weir.spi.Parameters;
import io.weir.spi.Settings;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

/** The result is that of the sources, however their bytes race each other. */
class OrderOfArrivalTest {
  private static final int SOURCES = 4;
  private static final Limits LIMITS =
      new Limits(
          2_000,
          SOURCES,
          8,
          Path.of(System.getProperty("java.io.tmpdir")),
          new ExtractionLimits(
              new FramingLimits(300, 10_000),
              25,
              5_000,
              3,
              "pekko.actor.default-blocking-io-dispatcher"));

  private static ActorSystem system;
  private static Materializer materializer;

  @BeforeContainer
  static void start() {
    system = ActorSystem.create("arrival");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @AfterContainer
  static void stop() {
    system.terminate();
  }

  /** All that may be compared of a run: its files, what the rules did, what the stages tell. */
  private record Result(
      Map<String, String> files, Map<String, Long> counts, Map<Stage, Map<String, String>> facts) {}

  @Example
  void sources_may_arrive_in_any_order_and_break_off_on_the_way() throws IOException {
    for (String strategy : List.of("source-priority", "drop-all", "new-keys")) {
      Result calm = run(strategy, Optional.empty());
      assertTrue(calm.counts().keySet().stream().anyMatch(rule -> rule.contains("ORPHAN")));
      for (long seed = 1; seed <= 6; seed++) {
        assertEquals(calm, run(strategy, Optional.of(seed)), strategy + " with seed " + seed);
      }
    }
  }

  private static Result run(String strategy, Optional<Long> seed) throws IOException {
    Path home = Files.createTempDirectory("arrival");
    PartStore store = new DirectoryPartStore(home);
    RememberingLedger ledger = new RememberingLedger();
    Hurry hurry = new Hurry(seed, new ConcurrentHashMap<>());
    Connections connections =
        name -> new Connections.Resolved("given", new Settings(Map.of(), Map.of()));
    Ending ending =
        new Pipeline(
                materializer,
                new TestCatalogue(Map.of("given", new GivenConnector(hurry::open))),
                connections,
                store,
                LIMITS)
            .prepare(plan(strategy), "run", home, ledger.progress(), ledger)
            .toCompletableFuture()
            .join();
    assertInstanceOf(Ending.Prepared.class, ending, ending::toString);
    Map<String, String> files = new TreeMap<>();
    for (String path : store.list("")) {
      try (var channel = store.open(path)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (channel.read(bytes) > 0) {}
        files.put(path, HexFormat.of().formatHex(bytes.array()));
      }
      store.delete(path);
    }
    return new Result(files, ledger.counts(), ledger.facts());
  }

  private static Plan plan(String strategy) {
    TablePlan people =
        new TablePlan(
            "people",
            List.of(
                Records.column("id", ValueType.INTEGER), Records.column("name", ValueType.STRING)),
            sources("people"),
            Optional.of(new TablePlan.KeyPlan("id", strategy)),
            List.of());
    TablePlan visits =
        new TablePlan(
            "visits",
            List.of(
                Records.column("visit", ValueType.STRING),
                Records.column("person", ValueType.INTEGER)),
            sources("visits"),
            Optional.empty(),
            List.of(Records.foreignKey("person", "people", "id")));
    return new Plan("m", "arrival", "1.0.0", List.of(visits, people), Optional.empty());
  }

  private static List<SourcePlan> sources(String table) {
    List<SourcePlan> sources = new ArrayList<>();
    for (int i = 0; i < SOURCES; i++) {
      sources.add(
          new SourcePlan(
              "s" + i,
              i,
              new Access.Connected("c", new Parameters(Map.of("file", table + i))),
              Duration.ofMinutes(1),
              SourcePlan.Shape.standard(),
              SourcePlan.Expected.standard(),
              new SourcePlan.Retries(3, Duration.ofNanos(1_000))));
    }
    return sources;
  }

  private static String text(String file) {
    int source = file.charAt(file.length() - 1) - '0';
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 90; i++) {
      text.append(
          file.startsWith("people")
              ? "{\"id\":%d,\"name\":\"%s-%d\"}\n".formatted(i * (source + 1), file, i)
              : "{\"visit\":\"%s-%d\",\"person\":%d}\n".formatted(file, i, i * 5));
    }
    return text.toString();
  }

  /** Delays every read for a while, and breaks a source off sometimes; not without a seed. */
  private record Hurry(Optional<Long> seed, Map<String, Boolean> opened) {
    SourceStream open(SourceRequest request) {
      String file = request.parameters().text("file").orElseThrow();
      boolean first = opened.put(file, true) == null;
      byte[] bytes = text(file).getBytes(StandardCharsets.UTF_8);
      Random random = new Random(seed.orElse(0L) * 31 + file.hashCode());
      boolean breaks = seed.isPresent() && first && random.nextInt(3) == 0;
      int end = breaks ? random.nextInt(bytes.length) : bytes.length;
      return new SourceStream() {
        private int at;

        @Override
        public SourceFormat format() {
          return new SourceFormat.Json();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
          if (at == end && breaks) {
            throw new ConnectorException(
                ConnectorException.Kind.UNAVAILABLE, "it broke off", "Try again.");
          }
          if (at == end) {
            return -1;
          }
          int count = Math.min(length, end - at);
          if (seed.isPresent()) {
            LockSupport.parkNanos(random.nextInt(400_000));
            count = Math.min(count, 1 + random.nextInt(700));
          }
          System.arraycopy(bytes, at, buffer, offset, count);
          at += count;
          return count;
        }

        @Override
        public void close() {}
      };
    }
  }
}
