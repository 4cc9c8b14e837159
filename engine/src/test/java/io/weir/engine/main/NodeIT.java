package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.weir.engine.Await;
import io.weir.engine.main.client.CallFailed;
import io.weir.engine.main.client.Client;
import io.weir.v1.AuditLog;
import io.weir.v1.AuditOutcome;
import io.weir.v1.ChangeSubject;
import io.weir.v1.CreateConnectionRequest;
import io.weir.v1.CreateScriptRequest;
import io.weir.v1.DiffModuleVersionsRequest;
import io.weir.v1.DiffModuleVersionsResponse;
import io.weir.v1.ExportModuleRequest;
import io.weir.v1.GetAllConnectionRequest;
import io.weir.v1.GetAllRequest;
import io.weir.v1.GetAuditLogRequest;
import io.weir.v1.GetConnectionRequest;
import io.weir.v1.GetScriptRequest;
import io.weir.v1.GetTaskRequest;
import io.weir.v1.GetUserRequest;
import io.weir.v1.ImportModuleRequest;
import io.weir.v1.ListAuditLogsRequest;
import io.weir.v1.ListRunsRequest;
import io.weir.v1.ListScriptsRequest;
import io.weir.v1.ModuleChange;
import io.weir.v1.ModuleFormat;
import io.weir.v1.ModuleVersion;
import io.weir.v1.RunRequest;
import io.weir.v1.Script;
import io.weir.v1.ScriptKind;
import io.weir.v1.UpdateScriptRequest;
import io.weir.v1.User;
import io.weir.v1.VersionBump;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node, asked over the network. */
class NodeIT {
  @TempDir private static Path folder;
  private static Node node;
  private static Client client;
  private static ActorSystem<Void> outside;

  @BeforeAll
  static void start() {
    node = Node.start(NodeSettings.alone(folder.resolve("node")));
    outside = ActorSystem.create(Behaviors.empty(), "outside", plainConfiguration());
    client = new Client(outside, node.host(), node.port(), node.token());
  }

  @AfterAll
  static void end() {
    client.close();
    outside.terminate();
    node.close();
  }

  private static com.typesafe.config.Config plainConfiguration() {
    return com.typesafe.config.ConfigFactory.parseString("pekko.loglevel = WARNING")
        .withFallback(com.typesafe.config.ConfigFactory.defaultReference());
  }

  @Test
  void whoever_shows_no_or_another_token_is_turned_away_and_written_down() {
    long before = entries(AuditOutcome.AUDIT_OUTCOME_DENIED).size();
    try (Client stranger = new Client(outside, node.host(), node.port(), "a-guess")) {
      var create = CreateScriptRequest.newBuilder().setScriptId("theirs.sh").build();
      CallFailed refused =
          assertThrows(
              CallFailed.class, () -> stranger.call(stranger.scripts().createScript(), create));
      assertEquals(Status.Code.UNAUTHENTICATED, refused.status());
      assertEquals("WEIR-2001", refused.problems().getFirst().getCode());
      assertThrows(
          CallFailed.class,
          () ->
              stranger.listen(
                  stranger.watching().watchRun(),
                  RunRequest.newBuilder().setRunId("any").build(),
                  run -> {}));
    }
    List<AuditLog> denied = entries(AuditOutcome.AUDIT_OUTCOME_DENIED);
    assertEquals(before + 2, denied.size());
    assertEquals("-", denied.getFirst().getActor());
    assertEquals("EtlTaskManager/WatchRun", denied.getFirst().getAction());
    assertEquals("ScriptManager/CreateScript", denied.get(1).getAction());
    assertEquals("WEIR-2001", denied.get(1).getErrorCode());
  }

  @Test
  void what_is_changed_is_audited_with_its_change_and_can_be_read_again() {
    Script script = script("audited.sh");
    client.call(
        client.scripts().updateScript(),
        UpdateScriptRequest.newBuilder()
            .setScriptId("audited.sh")
            .setText("echo '[1]'")
            .setExpectedRevision(script.getRevision())
            .build());
    List<AuditLog> log =
        client
            .call(
                client.audit().listAuditLogs(),
                ListAuditLogsRequest.newBuilder().setResource("script/audited.sh").build())
            .getEntriesList();
    assertEquals(
        List.of("ScriptManager/UpdateScript", "ScriptManager/CreateScript"),
        log.stream().map(AuditLog::getAction).toList());
    AuditLog update = log.getFirst();
    assertEquals("2", update.getChangeOrThrow("revision"));
    assertEquals(System.getProperty("user.name"), update.getActor());
    assertFalse(update.toString().contains("echo"));
    assertEquals(
        update,
        client.call(
            client.audit().getAuditLog(),
            GetAuditLogRequest.newBuilder().setId(update.getId()).build()));
  }

  @Test
  void pages_of_the_audit_log_follow_each_other() {
    script("paged.sh");
    var request = ListAuditLogsRequest.newBuilder().setPageSize(1);
    var first = client.call(client.audit().listAuditLogs(), request.build());
    var second =
        client.call(
            client.audit().listAuditLogs(), request.setPageToken(first.getNextPageToken()).build());
    assertTrue(second.getEntries(0).getId() < first.getEntries(0).getId());
  }

  @Test
  void the_same_key_is_answered_alike_and_done_once() {
    var request =
        CreateScriptRequest.newBuilder()
            .setScriptId("once.sh")
            .setKind(ScriptKind.EXTRACTION)
            .setText("true")
            .setIdempotencyKey("key-1")
            .build();
    Script first = client.call(client.scripts().createScript(), request);
    assertEquals(first, client.call(client.scripts().createScript(), request));
    assertEquals(
        Status.Code.ALREADY_EXISTS,
        failure(() -> client.call(client.scripts().createScript(), again(request, "key-2"))));
  }

  @Test
  void each_kind_of_failure_has_its_status() {
    assertEquals(
        Status.Code.NOT_FOUND,
        failure(() ->
            client.call(
                client.tasks().getTask(), GetTaskRequest.newBuilder().setTaskId("no").build())));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        failure(() ->
            client.call(
                client.scripts().createScript(),
                CreateScriptRequest.newBuilder().setScriptId("kindless.sh").build())));
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        failure(() ->
            client.call(
                client.tasks().listRuns(),
                ListRunsRequest.newBuilder().setPageSize(1001).build())));
    Script script = script("conflict.sh");
    assertEquals(
        Status.Code.ABORTED,
        failure(() ->
            client.call(
                client.scripts().updateScript(),
                UpdateScriptRequest.newBuilder()
                    .setScriptId("conflict.sh")
                    .setExpectedRevision(script.getRevision() + 1)
                    .build())));
    assertEquals(
        Status.Code.FAILED_PRECONDITION,
        failure(() ->
            client.call(
                client.connections().createConnection(),
                CreateConnectionRequest.newBuilder()
                    .setConnectionId("odd")
                    .setConnector("telepathy")
                    .build())));
  }

  @Test
  void a_document_with_problems_tells_them_all_in_the_details() {
    CallFailed refused =
        assertThrows(
            CallFailed.class,
            () ->
                client.call(
                    client.data().importModule(),
                    ImportModuleRequest.newBuilder()
                        .setDocument("{\"@context\": \"wrong\", \"tables\": []}")
                        .build()));
    assertEquals(Status.Code.INVALID_ARGUMENT, refused.status());
    assertTrue(refused.problems().size() > 2, refused.problems().toString());
    refused
        .problems()
        .forEach(problem -> {
          assertEquals("WEIR-1002", problem.getCode());
          assertFalse(problem.getAdvice().isEmpty());
          assertTrue(problem.containsWhere("line"), problem.toString());
        });
  }

  @Test
  void a_foreign_description_is_stored_as_a_module_document_and_compared_and_exported() {
    String croissant =
        """
        { "@context": { "@vocab": "https://schema.org/", "sc": "https://schema.org/",
            "cr": "http://mlcommons.org/croissant/", "conformsTo": "http://purl.org/dc/terms/conformsTo" },
          "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1",
          "name": "letters", "url": "https://example.org/letters", "version": "1.0.0",
          "distribution": { "@type": "cr:FileObject", "@id": "f", "contentUrl": "letters.csv",
            "encodingFormat": "text/csv" },
          "cr:recordSet": { "@type": "cr:RecordSet", "@id": "letters", "cr:field": [
            { "@type": "cr:Field", "@id": "letters/words", "cr:dataType": "sc:Integer",
              "cr:source": { "cr:fileObject": { "@id": "f" }, "cr:extract": { "cr:column": "words" } } } ] } }
        """;
    ModuleVersion first =
        client.call(
            client.data().importModule(),
            ImportModuleRequest.newBuilder()
                .setDocument(croissant)
                .setFormat(ModuleFormat.MODULE_FORMAT_CROISSANT)
                .build());
    assertEquals("letters 1.0.0", first.getModule() + " " + first.getVersion());
    assertEquals(ModuleFormat.MODULE_FORMAT_CROISSANT, first.getOriginalFormat());
    assertEquals(64, first.getOriginalSha256().length());
    assertTrue(first.getDocument().contains("\"file\": \"letters.csv\""), first.getDocument());

    ModuleVersion second =
        client.call(
            client.data().importModule(),
            ImportModuleRequest.newBuilder()
                .setDocument(
                    first
                        .getDocument()
                        .replace("\"version\": \"1.0.0\"", "\"version\": \"1.1.0\"")
                        .replace("\"datatype\": \"integer\"", "\"datatype\": \"decimal\""))
                .build());
    assertEquals(ModuleFormat.MODULE_FORMAT_UNSPECIFIED, second.getOriginalFormat());
    DiffModuleVersionsResponse diff =
        client.call(
            client.data().diffModuleVersions(),
            DiffModuleVersionsRequest.newBuilder()
                .setModule("letters")
                .setFromVersion("1.0.0")
                .build());
    assertEquals("1.1.0", diff.getToVersion());
    assertEquals(VersionBump.VERSION_BUMP_MAJOR, diff.getDemands());
    assertEquals(2, diff.getChangeCount());
    ModuleChange type = diff.getChanges(1);
    assertEquals(ChangeSubject.CHANGE_SUBJECT_TYPE, type.getSubject());
    assertEquals("/tables/0/tableSchema/columns/0/datatype", type.getToPointer());
    assertEquals("\"integer\" \"decimal\"", type.getFromText() + " " + type.getToText());

    String exported =
        client
            .call(
                client.data().exportModule(),
                ExportModuleRequest.newBuilder()
                    .setModule("letters")
                    .setVersion("1.0.0")
                    .setFormat(ModuleFormat.MODULE_FORMAT_CROISSANT)
                    .build())
            .getDescription();
    assertTrue(exported.contains("\"@id\": \"letters/words\""), exported);
    assertTrue(
        entries(AuditOutcome.AUDIT_OUTCOME_SUCCEEDED).stream()
            .anyMatch(it ->
                it.getAction().equals("DataManager/ImportModule")
                    && it.toString().contains("original format")),
        "the import is audited with its original");
    assertTrue(
        entries(AuditOutcome.AUDIT_OUTCOME_SUCCEEDED).stream()
            .anyMatch(it -> it.getAction().equals("DataManager/DiffModuleVersions")));

    CallFailed refused =
        assertThrows(
            CallFailed.class,
            () ->
                client.call(
                    client.data().importModule(),
                    ImportModuleRequest.newBuilder()
                        .setDocument(
                            croissant.replace("\"encodingFormat\": \"text/csv\"", "\"a\": 1"))
                        .setFormat(ModuleFormat.MODULE_FORMAT_CROISSANT)
                        .build()));
    assertEquals("WEIR-1002", refused.problems().getFirst().getCode());
    assertTrue(refused.problems().getFirst().getMessage().contains("encodingFormat"));

    String token = folder.resolve("node").toString();
    String address = node.host() + ":" + node.port();
    String versions =
        Await.until(
            () ->
                CommandLines.said(
                    "module", "versions", "letters", "--data", token, "--node", address),
            said -> said.contains("1.1.0"));
    assertTrue(versions.contains("import of croissant"), versions);
    String told =
        CommandLines.said(
            "module", "diff", "letters", "1.0.0", "1.1.0", "--data", token, "--node", address);
    assertTrue(told.contains("the version must become at least 2.0.0"), told);
    assertTrue(told.contains("too low"), told);
  }

  @Test
  void a_message_that_is_too_large_is_refused() {
    String large = "x".repeat(18 << 20);
    assertEquals(
        Status.Code.INVALID_ARGUMENT,
        failure(() ->
            client.call(
                client.data().importModule(),
                ImportModuleRequest.newBuilder().setDocument(large).build())));
    script("after-the-flood.sh");
  }

  @Test
  void secrets_go_in_and_never_come_out() {
    var created =
        client.call(
            client.connections().createConnection(),
            CreateConnectionRequest.newBuilder()
                .setConnectionId("sealed")
                .setConnector("postgresql")
                .putAllSettings(Map.of("host", "localhost", "database", "d", "user", "u"))
                .putSecrets("password", "correct horse battery staple")
                .build());
    assertEquals(List.of("password"), created.getSecretsList());
    var read =
        client.call(
            client.connections().getConnection(),
            GetConnectionRequest.newBuilder().setConnectionId("sealed").build());
    assertEquals(created, read);
    assertTrue(read.getAccessible());
    assertFalse(read.toString().contains("horse"));
    assertFalse(entries(AuditOutcome.AUDIT_OUTCOME_SUCCEEDED).toString().contains("horse"));
  }

  @Test
  void lists_show_what_there_is() {
    script("listed.sh");
    Await.until(
        () ->
            client
                .call(client.scripts().listScripts(), ListScriptsRequest.getDefaultInstance())
                .getScriptsList(),
        scripts -> scripts.stream().anyMatch(it -> it.getScriptId().equals("listed.sh")));
    client.call(client.data().getAll(), GetAllRequest.getDefaultInstance());
    client.call(
        client.connections().getAllConnection(), GetAllConnectionRequest.getDefaultInstance());
    User me = client.call(client.users().getUser(), GetUserRequest.getDefaultInstance());
    assertEquals(System.getProperty("user.name"), me.getUserId());
    assertEquals(6, me.getRolesCount());
  }

  @Test
  void browsers_are_served_too() throws Exception {
    byte[] name = "web.sh".getBytes(StandardCharsets.UTF_8);
    script("web.sh");
    byte[] message = GetScriptRequest.newBuilder().setScriptId("web.sh").build().toByteArray();
    byte[] frame = new byte[5 + message.length];
    frame[4] = (byte) message.length;
    System.arraycopy(message, 0, frame, 5, message.length);
    HttpResponse<byte[]> answer = web("ScriptManager/GetScript", frame, node.token());
    assertEquals(200, answer.statusCode());
    String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
    assertTrue(body.contains(new String(name, StandardCharsets.ISO_8859_1)), body);
    assertTrue(body.contains("grpc-status: 0") || body.contains("grpc-status:0"), body);
    HttpResponse<byte[]> refused = web("ScriptManager/GetScript", frame, "guess");
    assertTrue(
        refused.headers().firstValue("grpc-status").equals(Optional.of("16"))
            || new String(refused.body(), StandardCharsets.ISO_8859_1).contains("grpc-status:16"),
        refused.headers().map().toString());
  }

  @Test
  void operators_see_metrics_and_health() throws Exception {
    script("metered.sh");
    assertEquals(200, get("/alive").statusCode());
    assertEquals(200, get("/ready").statusCode());
    assertEquals(404, get("/").statusCode());
    String metrics = get("/metrics").body();
    assertTrue(
        metrics.contains("method=\"ScriptManager/CreateScript\",outcome=\"succeeded\""), metrics);
    assertTrue(metrics.contains("weir_runs{state=\"running\"} 0"), metrics);
    assertTrue(metrics.contains("jvm_gc_"), metrics);
  }

  @Test
  void a_second_node_on_the_same_folder_is_refused() {
    StartFailure refused =
        assertThrows(
            StartFailure.class, () -> Node.start(NodeSettings.alone(folder.resolve("node"))));
    assertTrue(refused.getMessage().startsWith("Another node works in"));
    assertEquals(200, get("/ready").statusCode());
  }

  @Test
  void a_port_that_is_taken_leaves_nothing_running() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Path other = folder.resolve("other");
      var settings = new NodeSettings(other, Optional.empty(), "0.0.0.0", taken.getLocalPort(), 0);
      StartFailure refused = assertThrows(StartFailure.class, () -> Node.start(settings));
      assertTrue(refused.getMessage().contains(Integer.toString(taken.getLocalPort())));
      assertFalse(Files.exists(other.resolve("postgresql/data/postmaster.pid")));
      DataDirectory.take(other).close();
    }
  }

  @Test
  void what_was_made_is_there_after_a_restart_under_the_same_token() {
    Path data = folder.resolve("restarted");
    String token;
    try (Node first = Node.start(NodeSettings.alone(data));
        Client there = new Client(outside, first.host(), first.port(), first.token())) {
      token = first.token();
      there.call(
          there.scripts().createScript(),
          CreateScriptRequest.newBuilder()
              .setScriptId("kept.sh")
              .setKind(ScriptKind.EXTRACTION)
              .setText("kept")
              .build());
    }
    try (Node second = Node.start(NodeSettings.alone(data));
        Client there = new Client(outside, second.host(), second.port(), second.token())) {
      assertEquals(token, second.token());
      assertEquals(
          "kept",
          there
              .call(
                  there.scripts().getScript(),
                  GetScriptRequest.newBuilder().setScriptId("kept.sh").build())
              .getText());
    }
  }

  private static Script script(String id) {
    return client.call(
        client.scripts().createScript(),
        CreateScriptRequest.newBuilder()
            .setScriptId(id)
            .setKind(ScriptKind.EXTRACTION)
            .setText("echo '[]'")
            .build());
  }

  private static CreateScriptRequest again(CreateScriptRequest request, String key) {
    return request.toBuilder().setIdempotencyKey(key).build();
  }

  private static Status.Code failure(Runnable call) {
    CallFailed failed = assertThrows(CallFailed.class, call::run);
    failed.problems().forEach(it -> assertFalse(it.getAdvice().isEmpty(), it.toString()));
    return failed.status();
  }

  private static List<AuditLog> entries(AuditOutcome outcome) {
    return client
        .call(
            client.audit().listAuditLogs(),
            ListAuditLogsRequest.newBuilder().setOutcome(outcome).setPageSize(1000).build())
        .getEntriesList();
  }

  private static HttpResponse<byte[]> web(String method, byte[] frame, String token)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + node.port() + "/weir.v1." + method))
                .header("content-type", "application/grpc-web+proto")
                .header("authorization", "Bearer " + token)
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofByteArray(frame))
                .build(),
            BodyHandlers.ofByteArray());
  }

  private static HttpResponse<String> get(String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.operationsPort() + path))
                  .build(),
              BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
