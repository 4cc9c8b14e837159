package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.main.Installed;
import io.weir.engine.oracle.MemoryPartStore;
import io.weir.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A study and the register it is drawn from, which comes before it in the document, loses records
 * to a method of its own, and others with their homes.
 */
class InterruptedPopulationTest {
  private static final Limits SMALL =
      new Limits(
          4 << 20,
          2,
          64,
          Path.of(System.getProperty("java.io.tmpdir")),
          new ExtractionLimits(
              new FramingLimits(600, 10_000),
              50,
              1 << 20,
              2,
              "pekko.actor.default-blocking-io-dispatcher"));

  /** Promises whose solutions are found, and followed, in different ways. */
  enum Promised {
    OPTIMAL("{\"table\": \"register\", \"kMap\": 8}", "optimal", "record"),
    LEAST("{\"table\": \"register\", \"presence\": [0.01, 0.9]}", "optimal", "record"),
    VALUES("{\"table\": \"register\", \"kMap\": 5, \"presence\": [0, 0.6]}", "optimal", "values"),
    LOCAL("{\"table\": \"register\", \"kMap\": 8}", "local", "record"),
    MONDRIAN(
        "{\"table\": \"register\", \"kMap\": 4, \"presence\": [0, 0.5]}", "mondrian", "record");

    private final String population;
    private final String search;
    private final String suppress;

    Promised(String population, String search, String suppress) {
      this.population = population;
      this.search = search;
      this.suppress = suppress;
    }
  }

  private static ActorSystem system;
  private static Materializer materializer;
  private static Installed installed;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("interrupted-population");
    materializer = SystemMaterializer.get(system).materializer();
    installed = new Installed();
  }

  @AfterAll
  static void stop() {
    installed.close();
    system.terminate();
  }

  @BeforeEach
  void deliver() throws IOException {
    Random random = new Random(11);
    StringBuilder homes = new StringBuilder("id,kind\n");
    StringBuilder register = new StringBuilder("age,sex,home,consent\n");
    StringBuilder study = new StringBuilder("age,sex\n");
    for (int i = 0; i < 40; i++) {
      homes.append("%d,%s\n".formatted(i, i % 10 == 0 ? "secret" : "open"));
    }
    for (int i = 0; i < 500; i++) {
      String person = "%d,%s".formatted(20 + random.nextInt(60), random.nextBoolean() ? "f" : "m");
      boolean studied = i < 80;
      register.append(
          "%s,%d,%s\n"
              .formatted(
                  person,
                  studied ? 1 + random.nextInt(9) : random.nextInt(40),
                  !studied && random.nextInt(10) == 0 ? "no" : "yes"));
      if (studied) {
        study.append(person).append('\n');
      }
    }
    Files.writeString(folder.resolve("homes.csv"), homes);
    Files.writeString(folder.resolve("register.csv"), register);
    Files.writeString(folder.resolve("study.csv"), study);
  }

  private static Plan plan(Promised promised) {
    String age =
        "{\"method\": \"generalize\", \"hierarchy\": {\"intervals\": {\"origin\": 0, \"widths\": [5,"
            + " 10, 20, 40]}}}";
    String sex = "{\"method\": \"generalize\", \"hierarchy\": {\"order\": [[\"f\", \"m\"]]}}";
    String document =
        """
        { "@context": "https://w3id.org/weir/v1", "id": "https://data.example.org/modules/clinic/",
          "type": "DataModule", "name": "clinic", "version": "1.0.0",
          "tables": [
            { "url": "register", "collect": [ { "source": "office", "file": "register.csv" } ],
              "anonymization": [
                { "method": "suppress-records", "column": "consent", "values": ["no"] } ],
              "tableSchema": { "columns": [
                { "name": "age", "datatype": "integer", "anonymize": %1$s },
                { "name": "sex", "anonymize": %2$s },
                { "name": "home", "datatype": "integer", "references": "homes/id",
                  "onParentGone": "cascade" },
                { "name": "consent" } ] } },
            { "url": "study", "collect": [ { "source": "his", "file": "study.csv" } ],
              "privacyModel": { "population": %3$s, "search": "%4$s", "suppress": "%5$s",
                "maxSuppressed": 0.2 },
              "tableSchema": { "columns": [
                { "name": "age", "datatype": "integer", "role": "quasi-identifying",
                  "anonymize": %1$s },
                { "name": "sex", "role": "quasi-identifying", "anonymize": %2$s } ] } },
            { "url": "homes", "collect": [ { "source": "office", "file": "homes.csv" } ],
              "anonymization": [
                { "method": "suppress-records", "column": "kind", "values": ["secret"] } ],
              "tableSchema": { "primaryKey": "id", "onKeyConflict": "source-priority",
                "columns": [
                { "name": "id", "datatype": "integer" }, { "name": "kind" } ] } } ] }
        """
            .formatted(age, sex, promised.population, promised.search, promised.suppress);
    return switch (installed.documentReader().read(document)) {
      case DocumentResult.Resolved(Plan plan, _) -> plan;
      case DocumentResult.Rejected rejected -> throw new AssertionError(rejected);
    };
  }

  private Ending prepare(PartStore store, Plan plan, RememberingLedger ledger) {
    Connections beside =
        name ->
            new Connections.Resolved(
                "files", new Settings(Map.of("root", folder.toString()), Map.of()));
    return new Pipeline(materializer, installed.catalogue(), beside, store, SMALL)
        .prepare(plan, "run", folder, ledger.progress(), ledger)
        .toCompletableFuture()
        .join();
  }

  private static Map<String, String> checksums(RememberingLedger ledger) {
    Map<String, String> checksums = new TreeMap<>();
    ledger
        .progress()
        .prepared()
        .forEach((id, part) -> checksums.put(id.table() + " " + id.number(), part.checksum()));
    return checksums;
  }

  @ParameterizedTest
  @EnumSource
  void what_was_found_for_both_tables_is_published_after_an_interruption_at_any_entry(
      Promised promised) {
    Plan plan = plan(promised);
    RememberingLedger alone = new RememberingLedger();
    Ending ending = prepare(new MemoryPartStore(), plan, alone);
    assertInstanceOf(Ending.Prepared.class, ending, ending::toString);
    Map<String, String> expected = checksums(alone);
    assertFalse(expected.isEmpty());
    int entries = alone.entries();
    int interrupted = 0;
    for (int entry = 0; entry < entries; entry++) {
      PartStore store = new MemoryPartStore();
      RememberingLedger broken = new RememberingLedger();
      broken.cut(entry, RememberingLedger.Cut.DIE_AFTER);
      prepare(store, plan, broken);
      boolean within =
          broken.progress().completed().contains(Stage.TRANSFORM)
              && !broken.progress().completed().contains(Stage.ANONYMIZE);
      if (within) {
        interrupted++;
        broken.cut(-1, RememberingLedger.Cut.DIE_AFTER);
        Ending again = prepare(store, plan, broken);
        assertInstanceOf(Ending.Prepared.class, again, again::toString);
        assertEquals(expected, checksums(broken));
      }
    }
    assertTrue(interrupted > 4, "only " + interrupted + " interruptions");
  }

  @Test
  void only_those_of_the_register_who_are_published_count() {
    Plan plan = plan(Promised.OPTIMAL);
    PartStore store = new MemoryPartStore();
    Ending ending = prepare(store, plan, new RememberingLedger());
    Map<List<String>, Integer> register = new HashMap<>();
    Map<List<String>, Integer> study = new HashMap<>();
    for (Part part : assertInstanceOf(Ending.Prepared.class, ending, ending::toString).parts()) {
      for (List<String> row : InMemoryParts.rows(new ArrowParts(store).read(part))) {
        if (!part.id().table().equals("homes")) {
          (part.id().table().equals("study") ? study : register)
              .merge(row.subList(0, 2), 1, Integer::sum);
        }
      }
    }
    int published = register.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(published < 460, () -> published + " of the register are left");
    study.keySet().forEach(values -> assertTrue(register.getOrDefault(values, 0) >= 8));
    assertTrue(study.size() > 3, study::toString);
  }
}
