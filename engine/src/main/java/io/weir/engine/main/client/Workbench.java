package io.weir.engine.main.client;

import io.grpc.Status;
import io.weir.v1.Connection;
import io.weir.v1.CreateConnectionRequest;
import io.weir.v1.CreateScriptRequest;
import io.weir.v1.CreateSecretRequest;
import io.weir.v1.CreateTaskRequest;
import io.weir.v1.DeleteSecretVersionRequest;
import io.weir.v1.DiffModuleVersionsRequest;
import io.weir.v1.DiffModuleVersionsResponse;
import io.weir.v1.ExtractionBinding;
import io.weir.v1.GetConnectionRequest;
import io.weir.v1.GetModuleRequest;
import io.weir.v1.GetOutboxRequest;
import io.weir.v1.GetRunReportRequest;
import io.weir.v1.GetRunSolutionsRequest;
import io.weir.v1.GetRunSolutionsResponse;
import io.weir.v1.GetScriptRequest;
import io.weir.v1.GetTaskRequest;
import io.weir.v1.ImportModuleRequest;
import io.weir.v1.ListModuleVersionsRequest;
import io.weir.v1.ListModuleVersionsResponse;
import io.weir.v1.ListRunsRequest;
import io.weir.v1.ListSecretsRequest;
import io.weir.v1.ListSecretsResponse;
import io.weir.v1.ModuleVersion;
import io.weir.v1.Outbox;
import io.weir.v1.PrivacyLedger;
import io.weir.v1.ReadRecordsRequest;
import io.weir.v1.ReadRecordsResponse;
import io.weir.v1.ReadRejectedRequest;
import io.weir.v1.ReadRejectedResponse;
import io.weir.v1.ReleaseScriptRequest;
import io.weir.v1.ReleaseTaskRequest;
import io.weir.v1.ResumeRequest;
import io.weir.v1.RotateSecretRequest;
import io.weir.v1.Run;
import io.weir.v1.RunReport;
import io.weir.v1.RunRequest;
import io.weir.v1.Script;
import io.weir.v1.ScriptKind;
import io.weir.v1.ScriptVersion;
import io.weir.v1.Secret;
import io.weir.v1.StartRequest;
import io.weir.v1.TableSolution;
import io.weir.v1.Task;
import io.weir.v1.TaskState;
import io.weir.v1.UpdateAnonymizationRulesRequest;
import io.weir.v1.UpdateConnectionRequest;
import io.weir.v1.UpdateExtractionScriptRequest;
import io.weir.v1.UpdateFieldRulesRequest;
import io.weir.v1.UpdateScriptRequest;
import io.weir.v1.UpdateUploadingScriptRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a person does to get a module published, one method a step. Steps that make something change
 * what is there already only where it differs, so that doing them again is harmless.
 */
public final class Workbench {
  private static final int PAGE = 1_000;

  private final Client client;

  public Workbench(Client client) {
    this.client = client;
  }

  /** A connection with these settings; secrets are set anew, for they cannot be compared. */
  public Connection connection(
      String id,
      String connector,
      String description,
      Map<String, String> settings,
      Map<String, String> secrets) {
    Optional<Connection> found =
        find(() ->
            client.call(
                client.connections().getConnection(),
                GetConnectionRequest.newBuilder().setConnectionId(id).build()));
    if (found.isEmpty()) {
      return client.call(
          client.connections().createConnection(),
          CreateConnectionRequest.newBuilder()
              .setConnectionId(id)
              .setConnector(connector)
              .setDescription(description)
              .putAllSettings(settings)
              .putAllSecrets(secrets)
              .setIdempotencyKey(Client.key())
              .build());
    }
    Connection connection = found.get();
    if (connection.getSettingsMap().equals(settings) && secrets.isEmpty()) {
      return connection;
    }
    return client.call(
        client.connections().updateConnection(),
        UpdateConnectionRequest.newBuilder()
            .setConnectionId(id)
            .setDescription(description)
            .putAllSettings(settings)
            .putAllSecrets(secrets)
            .addAllOwners(connection.getOwnersList())
            .setExpectedRevision(connection.getRevision())
            .setIdempotencyKey(Client.key())
            .build());
  }

  /** The released version of a script that has this text. */
  public ScriptVersion script(String id, ScriptKind kind, String text) {
    Script script =
        find(() ->
                client.call(
                    client.scripts().getScript(),
                    GetScriptRequest.newBuilder().setScriptId(id).build()))
            .orElseGet(() ->
                client.call(
                    client.scripts().createScript(),
                    CreateScriptRequest.newBuilder()
                        .setScriptId(id)
                        .setKind(kind)
                        .setText(text)
                        .setIdempotencyKey(Client.key())
                        .build()));
    if (!script.getText().equals(text)) {
      script =
          client.call(
              client.scripts().updateScript(),
              UpdateScriptRequest.newBuilder()
                  .setScriptId(id)
                  .setText(text)
                  .setExpectedRevision(script.getRevision())
                  .setIdempotencyKey(Client.key())
                  .build());
    }
    if (script.getReleasedVersion() == 0 || script.getHasUnreleasedChanges()) {
      script =
          client.call(
              client.scripts().releaseScript(),
              ReleaseScriptRequest.newBuilder()
                  .setScriptId(id)
                  .setExpectedRevision(script.getRevision())
                  .setIdempotencyKey(Client.key())
                  .build());
    }
    return ScriptVersion.newBuilder()
        .setScriptId(id)
        .setVersion(script.getReleasedVersion())
        .build();
  }

  public ModuleVersion importModule(String document) {
    return client.call(
        client.data().importModule(),
        ImportModuleRequest.newBuilder()
            .setDocument(document)
            .setIdempotencyKey(Client.key())
            .build());
  }

  /**
   * Stored versions by module and age, without documents.
   *
   * @param module empty text for all
   * @param most how many at most
   */
  public List<ModuleVersion> versions(String module, int most) {
    List<ModuleVersion> versions = new ArrayList<>();
    String token = "";
    do {
      ListModuleVersionsResponse page =
          client.call(
              client.data().listModuleVersions(),
              ListModuleVersionsRequest.newBuilder()
                  .setModule(module)
                  .setPageSize(PAGE)
                  .setPageToken(token)
                  .build());
      versions.addAll(page.getVersionsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty() && versions.size() < most);
    return versions;
  }

  /** What the versions of a module have spent of differential privacy, if anything. */
  public Optional<PrivacyLedger> privacy(String module) {
    ModuleVersion newest =
        client.call(
            client.data().getModule(), GetModuleRequest.newBuilder().setModule(module).build());
    return newest.hasPrivacy() ? Optional.of(newest.getPrivacy()) : Optional.empty();
  }

  /** What differs between two stored versions. */
  public DiffModuleVersionsResponse diff(String module, String from, String to) {
    return client.call(
        client.data().diffModuleVersions(),
        DiffModuleVersionsRequest.newBuilder()
            .setModule(module)
            .setFromVersion(from)
            .setToVersion(to)
            .build());
  }

  /** A released task for a module version, without scripts of rules. */
  public Task task(
      String id,
      ModuleVersion module,
      List<ExtractionBinding> extraction,
      Optional<ScriptVersion> uploading) {
    return task(id, module, extraction, uploading, List.of(), List.of());
  }

  /** A released task for a module version, with these scripts attached. */
  public Task task(
      String id,
      ModuleVersion module,
      List<ExtractionBinding> extraction,
      Optional<ScriptVersion> uploading,
      List<ScriptVersion> fieldRules,
      List<ScriptVersion> anonymizationRules) {
    Task task =
        find(() ->
                client.call(
                    client.tasks().getTask(), GetTaskRequest.newBuilder().setTaskId(id).build()))
            .orElseGet(() ->
                client.call(
                    client.tasks().createTask(),
                    CreateTaskRequest.newBuilder()
                        .setTaskId(id)
                        .setModule(module.getModule())
                        .setModuleVersion(module.getVersion())
                        .setIdempotencyKey(Client.key())
                        .build()));
    for (ExtractionBinding binding : extraction) {
      if (!task.getExtractionList().contains(binding)) {
        task =
            client.call(
                client.tasks().updateExtractionScript(),
                UpdateExtractionScriptRequest.newBuilder()
                    .setTaskId(id)
                    .setTable(binding.getTable())
                    .setSource(binding.getSource())
                    .setScript(binding.getScript())
                    .setExpectedRevision(task.getRevision())
                    .setIdempotencyKey(Client.key())
                    .build());
      }
    }
    if (uploading.isPresent() && !task.getUploading().equals(uploading.get())) {
      task =
          client.call(
              client.tasks().updateUploadingScript(),
              UpdateUploadingScriptRequest.newBuilder()
                  .setTaskId(id)
                  .setScript(uploading.get())
                  .setExpectedRevision(task.getRevision())
                  .setIdempotencyKey(Client.key())
                  .build());
    }
    if (!task.getFieldRulesList().equals(fieldRules)) {
      task =
          client.call(
              client.tasks().updateFieldRules(),
              UpdateFieldRulesRequest.newBuilder()
                  .setTaskId(id)
                  .addAllScripts(fieldRules)
                  .setExpectedRevision(task.getRevision())
                  .setIdempotencyKey(Client.key())
                  .build());
    }
    if (!task.getAnonymizationRulesList().equals(anonymizationRules)) {
      task =
          client.call(
              client.tasks().updateAnonymizationRules(),
              UpdateAnonymizationRulesRequest.newBuilder()
                  .setTaskId(id)
                  .addAllScripts(anonymizationRules)
                  .setExpectedRevision(task.getRevision())
                  .setIdempotencyKey(Client.key())
                  .build());
    }
    return task.getState() == TaskState.RELEASED ? task : release(task);
  }

  private Task release(Task task) {
    return client.call(
        client.tasks().release(),
        ReleaseTaskRequest.newBuilder()
            .setTaskId(task.getTaskId())
            .setExpectedRevision(task.getRevision())
            .setIdempotencyKey(Client.key())
            .build());
  }

  public Run start(String task) {
    return client.call(
        client.tasks().start(),
        StartRequest.newBuilder().setTaskId(task).setIdempotencyKey(Client.key()).build());
  }

  /** Follows a run until it needs a person or has ended, and gives how it stands then. */
  public Run watch(String run, Consumer<Run> listener) {
    client.listen(
        client.watching().watchRun(), RunRequest.newBuilder().setRunId(run).build(), listener);
    return client.call(client.tasks().getRun(), RunRequest.newBuilder().setRunId(run).build());
  }

  /** The whole report, from all its pages. */
  public RunReport report(String run) {
    RunReport.Builder whole = RunReport.newBuilder();
    String token = "";
    do {
      RunReport page =
          client.call(
              client.tasks().getRunReport(),
              GetRunReportRequest.newBuilder().setRunId(run).setPageToken(token).build());
      ReportPages.add(page, whole);
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return whole.build();
  }

  /** What solutions a run had to choose among, from all pages; of one table or of all. */
  public List<TableSolution> solutions(String run, Optional<String> table) {
    List<TableSolution> solutions = new ArrayList<>();
    String token = "";
    do {
      GetRunSolutionsResponse page =
          client.call(
              client.tasks().getRunSolutions(),
              GetRunSolutionsRequest.newBuilder().setRunId(run).setPageToken(token).build());
      page.getSolutionsList().stream()
          .filter(solution -> table.map(solution.getTable()::equals).orElse(true))
          .forEach(solutions::add);
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return solutions;
  }

  /** The newest runs, of a task or of all. */
  public List<Run> runs(String task, int most) {
    return client
        .call(
            client.tasks().listRuns(),
            ListRunsRequest.newBuilder().setTaskId(task).setPageSize(most).build())
        .getRunsList();
  }

  public Outbox outbox(String id) {
    return client.call(
        client.data().getOutbox(), GetOutboxRequest.newBuilder().setOutboxId(id).build());
  }

  /** The first records of a table as they will be published. */
  public ReadRecordsResponse records(String outbox, String table, int count) {
    return client.call(
        client.data().readRecords(),
        ReadRecordsRequest.newBuilder()
            .setOutboxId(outbox)
            .setTable(table)
            .setPageSize(count)
            .build());
  }

  public Run run(String run) {
    return client.call(client.tasks().getRun(), RunRequest.newBuilder().setRunId(run).build());
  }

  /** The whole sample of a table's rejected records, from all its pages. */
  public ReadRejectedResponse rejected(String run, String table) {
    ReadRejectedResponse.Builder whole = ReadRejectedResponse.newBuilder();
    String token = "";
    do {
      ReadRejectedResponse page =
          client.call(
              client.data().readRejected(),
              ReadRejectedRequest.newBuilder()
                  .setRunId(run)
                  .setTable(table)
                  .setPageToken(token)
                  .build());
      whole.setMost(page.getMost()).addAllRecords(page.getRecordsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return whole.build();
  }

  /** Confirms that what the outbox shows may be published. */
  public Run confirm(Run run, Outbox outbox) {
    return client.call(
        client.tasks().resume(),
        ResumeRequest.newBuilder()
            .setRunId(run.getRunId())
            .setOutboxRevision(outbox.getRevision())
            .setIdempotencyKey(Client.key())
            .build());
  }

  /** A new secret for anonymization methods. */
  public Secret createSecret(String name) {
    return client.call(
        client.secrets().createSecret(),
        CreateSecretRequest.newBuilder().setName(name).setIdempotencyKey(Client.key()).build());
  }

  /** Another version of a secret. */
  public Secret rotateSecret(String name) {
    return client.call(
        client.secrets().rotateSecret(),
        RotateSecretRequest.newBuilder().setName(name).setIdempotencyKey(Client.key()).build());
  }

  /** Deletes a version of a secret for ever. */
  public Secret deleteSecret(String name, int version) {
    return client.call(
        client.secrets().deleteSecretVersion(),
        DeleteSecretVersionRequest.newBuilder()
            .setName(name)
            .setVersion(version)
            .setIdempotencyKey(Client.key())
            .build());
  }

  /**
   * Secrets by name, without their bytes.
   *
   * @param most how many at most, or some more
   */
  public List<Secret> secrets(int most) {
    List<Secret> secrets = new ArrayList<>();
    String token = "";
    do {
      ListSecretsResponse page =
          client.call(
              client.secrets().listSecrets(),
              ListSecretsRequest.newBuilder().setPageSize(PAGE).setPageToken(token).build());
      secrets.addAll(page.getSecretsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty() && secrets.size() < most);
    return secrets;
  }

  private static <T> Optional<T> find(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (CallFailed failed) {
      if (failed.status() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw failed;
    }
  }
}
