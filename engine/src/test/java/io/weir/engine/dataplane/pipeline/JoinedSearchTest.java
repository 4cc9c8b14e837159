package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.spi.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

/** People whose homes are quasi-identifiers, too: searched, suppressed, verified and recounted. */
class JoinedSearchTest {
  private static final Limits LIMITS =
      new Limits(
          4 << 20,
          2,
          8,
          Path.of(System.getProperty("java.io.tmpdir")),
          new ExtractionLimits(
              new FramingLimits(300, 10_000),
              5,
              5_000,
              2,
              "pekko.actor.default-blocking-io-dispatcher"));

  private static ActorSystem system;
  private static Materializer materializer;

  private Path home;

  @BeforeContainer
  static void start() {
    system = ActorSystem.create("joined-search-test");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @AfterContainer
  static void stop() {
    system.terminate();
  }

  @BeforeTry
  void begin() throws IOException {
    home = Files.createTempDirectory("joined");
  }

  @AfterTry
  void clear() throws IOException {
    try (var files = Files.walk(home)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }

  private PartStore store(String name) throws IOException {
    return new DirectoryPartStore(home.resolve(name));
  }

  private Ending prepare(JoinedCase town, PartStore store, RememberingLedger ledger)
      throws IOException {
    town.deliver(home);
    Connections connections =
        _ -> new Connections.Resolved("folder", new Settings(Map.of(), Map.of()));
    return new Pipeline(materializer, new JoinedMethods(), connections, store, LIMITS)
        .prepare(town.plan(), "run", home, ledger.progress(), ledger)
        .toCompletableFuture()
        .join();
  }

  private static List<List<String>> rows(PartStore store, List<Part> parts, String table) {
    List<List<String>> rows = new ArrayList<>();
    parts.stream()
        .filter(part -> part.id().table().equals(table))
        .forEach(part -> rows.addAll(InMemoryParts.rows(new ArrowParts(store).read(part))));
    return rows;
  }

  /** The verifier, which counts for itself, has let it pass if it is prepared. */
  private void holds(JoinedCase town, boolean best) throws IOException {
    PartStore store = store("parts");
    RememberingLedger ledger = new RememberingLedger();
    Ending ending = prepare(town, store, ledger);
    OptionalDouble expected = town.best();
    if (expected.isEmpty()) {
      assertEquals(
          ErrorCode.PROMISE_IMPOSSIBLE,
          assertInstanceOf(Ending.Failed.class, ending).problem().code());
      return;
    }
    List<Part> parts = assertInstanceOf(Ending.Prepared.class, ending, ending::toString).parts();
    List<List<String>> people = rows(store, parts, "people");
    assertTrue(town.smallest(people, rows(store, parts, "homes")) >= town.k);
    assertTrue(
        town.people.size() - people.size() <= town.maxSuppressed * town.people.size() + 1e-9);
    if (best) {
      Map<String, String> facts = ledger.facts().get(Stage.ANONYMIZE);
      assertEquals(expected.getAsDouble(), Double.parseDouble(facts.get("people utility")), 1e-6);
      assertTrue(!facts.get("people levels").contains("/"), facts::toString);
    }
  }

  @Property(tries = 50)
  void the_best_solution_of_all_that_keep_the_promise_over_all_tables_is_found(@ForAll long seed)
      throws IOException {
    holds(new JoinedCase(new Random(seed), Search.OPTIMAL, true), true);
  }

  @Property(tries = 20)
  void local_recoding_keeps_the_promise_over_all_tables(@ForAll long seed) throws IOException {
    holds(new JoinedCase(new Random(seed), Search.LOCAL, true), false);
  }

  @Property(tries = 20)
  void mondrian_keeps_the_promise_over_all_tables(@ForAll long seed) throws IOException {
    holds(new JoinedCase(new Random(seed), Search.MONDRIAN, true), false);
  }

  @Example
  void without_what_is_joined_the_promise_over_all_tables_is_often_broken() throws IOException {
    int broken = 0;
    for (int seed = 0; seed < 12; seed++) {
      JoinedCase town = new JoinedCase(new Random(seed), Search.OPTIMAL, false);
      PartStore store = store("parts" + seed);
      if (prepare(town, store, new RememberingLedger()) instanceof Ending.Prepared prepared) {
        List<Part> parts = prepared.parts();
        boolean kept =
            town.smallest(rows(store, parts, "people"), rows(store, parts, "homes")) >= town.k;
        broken += kept ? 0 : 1;
      }
    }
    assertTrue(broken >= 2, "broken " + broken);
  }

  /** All files but the solutions, whose names differ and which only the run itself reads again. */
  private static Map<String, String> files(PartStore store) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String path : store.list("")) {
      if (path.startsWith("run/solutions/")) {
        continue;
      }
      try (var channel = store.open(path)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (channel.read(bytes) > 0) {}
        contents.put(path, HexFormat.of().formatHex(bytes.array()));
      }
    }
    return contents;
  }

  @Property(tries = 6)
  void an_execution_that_is_broken_off_anywhere_is_resumed_to_the_same_bytes(
      @ForAll long seed, @ForAll Search search) throws IOException {
    Random random = new Random(seed);
    JoinedCase town = new JoinedCase(random, search, true);
    while (town.best().isEmpty() || town.maxSuppressed == 0) {
      town = new JoinedCase(random, search, true);
    }
    PartStore whole = store("whole");
    RememberingLedger ledger = new RememberingLedger();
    assertInstanceOf(Ending.Prepared.class, prepare(town, whole, ledger));
    Map<String, String> expected = files(whole);
    int entries = ledger.entries();
    for (int entry = 0; entry < entries; entry++) {
      PartStore store = store("cut" + entry);
      RememberingLedger broken = new RememberingLedger();
      broken.cut(entry, RememberingLedger.Cut.DIE_AFTER);
      assertInstanceOf(Ending.Failed.class, prepare(town, store, broken));
      broken.cut(-1, RememberingLedger.Cut.DIE_AFTER);
      assertInstanceOf(Ending.Prepared.class, prepare(town, store, broken));
      assertEquals(expected, files(store), "cut at entry " + entry);
    }
  }
}
