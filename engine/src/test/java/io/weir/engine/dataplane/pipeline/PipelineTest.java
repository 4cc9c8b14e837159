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
import io.weir.engine.dataplane.upload.UploadOutcome;
import io.weir.engine.definition.Plan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.spi.Settings;
import io.weir.spi.UploadManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

class PipelineTest {
  private static final Limits SMALL =
      new Limits(
          2_000,
          2,
          8,
          Path.of(System.getProperty("java.io.tmpdir")),
          new ExtractionLimits(
              new FramingLimits(300, 10_000),
              25,
              5_000,
              2,
              "pekko.actor.default-blocking-io-dispatcher"));

  private static ActorSystem system;
  private static Materializer materializer;

  @TempDir private Path home;
  private Path sources;
  private Path target;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("pipeline-test");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  @BeforeEach
  void deliver() throws IOException {
    sources = Files.createDirectory(home.resolve("sources"));
    target = Files.createDirectory(home.resolve("target"));
    Company.deliver(sources);
  }

  private PartStore store(String name) throws IOException {
    return new DirectoryPartStore(home.resolve(name));
  }

  private Pipeline pipeline(PartStore store, String network) {
    Connections connections =
        name ->
            new Connections.Resolved(
                "folder",
                new Settings(Map.of("folder", target.toString(), "network", network), Map.of()));
    return new Pipeline(materializer, new TestCatalogue(), connections, store, SMALL);
  }

  private Ending prepare(PartStore store, Plan plan, RememberingLedger ledger) {
    return pipeline(store, "works")
        .prepare(plan, "run", sources, ledger.progress(), ledger)
        .toCompletableFuture()
        .join();
  }

  private List<Part> prepared(PartStore store) {
    return assertInstanceOf(
            Ending.Prepared.class, prepare(store, Company.plan(), new RememberingLedger()))
        .parts();
  }

  private static Map<String, String> files(PartStore store) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String path : store.list("")) {
      try (var channel = store.open(path)) {
        var bytes = java.nio.ByteBuffer.allocate((int) channel.size());
        while (channel.read(bytes) > 0) {}
        contents.put(path, java.util.HexFormat.of().formatHex(bytes.array()));
      }
    }
    return contents;
  }

  @Test
  void records_of_two_systems_are_merged_joined_and_anonymized() throws IOException {
    PartStore store = store("parts");
    List<List<String>> people = new ArrayList<>();
    List<List<String>> visits = new ArrayList<>();
    for (Part part : prepared(store)) {
      (part.id().table().equals("people") ? people : visits)
          .addAll(InMemoryParts.rows(new ArrowParts(store).read(part)));
    }
    assertEquals(80, people.size());
    assertEquals(List.of("0", "n"), people.getFirst());
    // South's 20 … 39 are North's too: they get the numbers after 78, the highest a visit names.
    assertEquals(List.of("79", "s"), people.get(40));
    assertEquals(List.of("40", "s"), people.get(60));
    assertEquals(List.of("north-0", "0"), visits.getFirst());
    // South's visit to its own 20 follows; 0 is North's and stays; 60 and above are unknown.
    assertTrue(visits.contains(List.of("south-10", "79")), visits.toString());
    assertTrue(visits.contains(List.of("south-0", "0")), visits.toString());
    assertFalse(
        visits.stream().anyMatch(visit -> visit.getFirst().equals("north-30")), visits.toString());
    assertEquals(60, visits.size());
  }

  @ParameterizedTest
  @EnumSource
  void an_execution_that_ends_after_any_entry_is_resumed_to_the_same_bytes(
      RememberingLedger.Cut cut) throws IOException {
    PartStore whole = store("whole");
    RememberingLedger ledger = new RememberingLedger();
    assertInstanceOf(Ending.Prepared.class, prepare(whole, Company.plan(), ledger));
    Map<String, String> expected = files(whole);
    Map<Stage, Map<String, String>> facts = ledger.facts();
    int entries = ledger.entries();
    for (int entry = 0; entry < entries; entry++) {
      PartStore store = store(cut + "-" + entry);
      RememberingLedger broken = new RememberingLedger();
      broken.cut(entry, cut);
      Ending first = prepare(store, Company.plan(), broken);
      switch (cut) {
        case HALT -> assertInstanceOf(Ending.Halted.class, first);
        case DIE_BEFORE, DIE_AFTER -> assertInstanceOf(Ending.Failed.class, first);
      }
      broken.cut(-1, cut);
      assertInstanceOf(Ending.Prepared.class, prepare(store, Company.plan(), broken));
      assertEquals(expected, files(store), "cut at entry " + entry);
      assertEquals(facts.get(Stage.VERIFY), broken.facts().get(Stage.VERIFY));
    }
  }

  @Test
  void a_source_that_fails_ends_the_execution_with_its_place() throws IOException {
    Files.delete(sources.resolve("visits-south"));
    Problem problem =
        assertInstanceOf(
                Ending.Failed.class,
                prepare(store("parts"), Company.plan(), new RememberingLedger()))
            .problem();
    assertEquals(ErrorCode.SOURCE_REFUSED, problem.code());
    assertEquals(
        Map.of("module", "company", "table", "visits", "source", "south"), problem.where());
  }

  @Test
  void a_method_that_fails_is_named_with_table_and_column() throws IOException {
    Problem problem =
        assertInstanceOf(
                Ending.Failed.class,
                prepare(store("parts"), Company.plan("broken"), new RememberingLedger()))
            .problem();
    assertEquals(ErrorCode.METHOD_FAILED, problem.code());
    assertEquals(
        Map.of("module", "company", "table", "people", "column", "name", "method", "broken"),
        problem.where());
    assertFalse(problem.message().contains("secret"), problem.message());
  }

  @Test
  void a_method_that_is_not_installed_is_named() throws IOException {
    Problem problem =
        assertInstanceOf(
                Ending.Failed.class,
                prepare(store("parts"), Company.plan("unheard-of"), new RememberingLedger()))
            .problem();
    assertEquals(ErrorCode.MISSING_PLUGIN, problem.code());
  }

  @Test
  void an_upload_is_delivered_once_and_proved_by_reading_it_back() throws IOException {
    PartStore store = store("parts");
    List<Part> parts = prepared(store);
    Pipeline pipeline = pipeline(store, "works");
    UploadManifest manifest = pipeline.manifest(Company.plan(), parts, "u1", 1, "2.0.0");
    assertEquals(
        List.of("people", "visits"),
        manifest.tables().stream().map(table -> table.schema().name()).toList());
    UploadOutcome first = upload(pipeline, manifest, parts);
    assertInstanceOf(UploadOutcome.Delivered.class, first);
    assertEquals(first, upload(pipeline, manifest, parts));

    Plan published = Company.published(manifest, pipeline.readBack("files", manifest));
    List<String> before = store.list("");
    assertInstanceOf(Proof.Proved.class, prove(pipeline, published, parts));
    assertEquals(before, store.list(""));

    Path people = target.resolve("u1/people.ndjson");
    String content = Files.readString(people);
    Files.writeString(people, content.replaceFirst("\"n\"", "\"m\""));
    assertEquals(
        ErrorCode.PROOF_FAILED,
        assertInstanceOf(Proof.Failed.class, prove(pipeline, published, parts)).problem().code());
    Files.writeString(people, content.substring(content.indexOf('\n') + 1));
    assertTrue(
        assertInstanceOf(Proof.Failed.class, prove(pipeline, published, parts))
            .problem()
            .message()
            .contains("80 records were uploaded and 79 come back"));
  }

  @Test
  void a_commit_whose_answer_is_lost_is_found_at_the_target() throws IOException {
    PartStore store = store("parts");
    List<Part> parts = prepared(store);
    Pipeline pipeline = pipeline(store, "loses-answer");
    UploadManifest manifest = pipeline.manifest(Company.plan(), parts, "u1", 1, "2.0.0");
    assertInstanceOf(UploadOutcome.Delivered.class, upload(pipeline, manifest, parts));
  }

  @Test
  void an_unknown_outcome_stays_unknown_until_the_target_settles_it() throws IOException {
    PartStore store = store("parts");
    List<Part> parts = prepared(store);
    UploadManifest manifest =
        pipeline(store, "works").manifest(Company.plan(), parts, "u1", 1, "2.0.0");
    UploadOutcome unknown = upload(pipeline(store, "loses-commit"), manifest, parts);
    assertEquals(
        ErrorCode.UPLOAD_UNKNOWN,
        assertInstanceOf(UploadOutcome.Unknown.class, unknown).problem().code());
    assertInstanceOf(
        UploadOutcome.Delivered.class, upload(pipeline(store, "works"), manifest, parts));
  }

  @Test
  void a_target_that_refuses_or_is_down_changes_nothing() throws IOException {
    PartStore store = store("parts");
    List<Part> parts = prepared(store);
    UploadManifest manifest =
        pipeline(store, "works").manifest(Company.plan(), parts, "u1", 1, "2.0.0");
    assertEquals(ErrorCode.TARGET_REFUSED, refusal(store, "refuses", manifest, parts));
    assertEquals(ErrorCode.TARGET_UNAVAILABLE, refusal(store, "down", manifest, parts));
  }

  private ErrorCode refusal(
      PartStore store, String network, UploadManifest manifest, List<Part> parts) {
    return assertInstanceOf(
            UploadOutcome.Refused.class, upload(pipeline(store, network), manifest, parts))
        .problem()
        .code();
  }

  private static UploadOutcome upload(
      Pipeline pipeline, UploadManifest manifest, List<Part> parts) {
    return pipeline.upload("files", manifest, parts).toCompletableFuture().join();
  }

  private Proof prove(Pipeline pipeline, Plan published, List<Part> parts) {
    return pipeline.prove(published, "run", target, parts).toCompletableFuture().join();
  }
}
