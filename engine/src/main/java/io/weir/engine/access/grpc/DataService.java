package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Done;
import io.weir.engine.access.door.Door;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Resource;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.module.Modules;
import io.weir.engine.outbox.Outboxes;
import io.weir.engine.run.Runs;
import io.weir.v1.CheckModuleRequest;
import io.weir.v1.CheckModuleResponse;
import io.weir.v1.DataManagerPowerApi;
import io.weir.v1.DiffModuleVersionsRequest;
import io.weir.v1.DiffModuleVersionsResponse;
import io.weir.v1.ExportModuleRequest;
import io.weir.v1.ExportModuleResponse;
import io.weir.v1.GetAllRequest;
import io.weir.v1.GetAllResponse;
import io.weir.v1.GetModuleRequest;
import io.weir.v1.GetOutboxRequest;
import io.weir.v1.ImportModuleRequest;
import io.weir.v1.ListModuleVersionsRequest;
import io.weir.v1.ListModuleVersionsResponse;
import io.weir.v1.ModuleVersion;
import io.weir.v1.Outbox;
import io.weir.v1.ReadRecordsRequest;
import io.weir.v1.ReadRecordsResponse;
import io.weir.v1.ReadRejectedRequest;
import io.weir.v1.ReadRejectedResponse;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.grpc.javadsl.Metadata;

/** The service {@code DataManager}. */
final class DataService implements DataManagerPowerApi {
  private final Door door;
  private final Modules modules;
  private final Outboxes outboxes;
  private final Runs runs;
  private final ModuleExchange exchange;

  DataService(Door door, Modules modules, Outboxes outboxes, Runs runs, ModuleExchange exchange) {
    this.door = door;
    this.modules = modules;
    this.outboxes = outboxes;
    this.runs = runs;
    this.exchange = exchange;
  }

  /** The document names the module, so that only the outcome can tell which one it was. */
  @Override
  public CompletionStage<ModuleVersion> importModule(ImportModuleRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.IMPORT_MODULE,
        Resource.all("module"),
        caller ->
            exchange
                .store(caller.name(), in)
                .thenApply(stored -> Done.changed(stored.answer(), stored.facts())));
  }

  @Override
  public CompletionStage<ExportModuleResponse> exportModule(
      ExportModuleRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.EXPORT_MODULE,
        Resource.of("module", in.getModule()),
        caller -> exchange.export(in).thenApply(Done::looked));
  }

  @Override
  public CompletionStage<DiffModuleVersionsResponse> diffModuleVersions(
      DiffModuleVersionsRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.DIFF_MODULE_VERSIONS,
        Resource.of("module", in.getModule()),
        caller -> exchange.diff(in).thenApply(Done::looked));
  }

  @Override
  public CompletionStage<CheckModuleResponse> checkModule(
      CheckModuleRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.CHECK_MODULE,
        Resource.all("module"),
        caller ->
            modules
                .check(in.getDocument())
                .thenApply(result -> Done.looked(DataMessages.checked(result))));
  }

  @Override
  public CompletionStage<ModuleVersion> getModule(GetModuleRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.GET_MODULE,
        Resource.of("module", in.getModule()),
        caller ->
            modules
                .look(in.getModule(), in.getVersion())
                .thenApply(found -> Done.looked(DataMessages.version(found))));
  }

  @Override
  public CompletionStage<ListModuleVersionsResponse> listModuleVersions(
      ListModuleVersionsRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.LIST_MODULE_VERSIONS,
        Resource.of("module", in.getModule()),
        caller ->
            modules
                .listVersions(in.getModule(), PageRequest.of(in.getPageSize(), in.getPageToken()))
                .thenApply(page -> Done.looked(DataMessages.versions(page))));
  }

  @Override
  public CompletionStage<GetAllResponse> getAll(GetAllRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.LIST_OUTBOXES,
        Resource.all("outbox"),
        caller ->
            outboxes
                .list(PageRequest.of(in.getPageSize(), in.getPageToken()))
                .thenApply(page -> Done.looked(DataMessages.outboxes(page))));
  }

  @Override
  public CompletionStage<Outbox> getOutbox(GetOutboxRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.GET_OUTBOX,
        Resource.of("outbox", in.getOutboxId()),
        caller ->
            outboxes
                .get(in.getOutboxId())
                .thenApply(found -> Done.looked(DataMessages.outbox(found))));
  }

  /** Who saw how many records of which table is worth a line of the audit log. */
  @Override
  public CompletionStage<ReadRecordsResponse> readRecords(
      ReadRecordsRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.READ_RECORDS,
        Resource.of("outbox", in.getOutboxId()),
        caller ->
            outboxes
                .readRecords(
                    in.getOutboxId(),
                    in.getTable(),
                    PageRequest.of(in.getPageSize(), in.getPageToken()))
                .thenApply(page ->
                    Done.changed(
                        DataMessages.records(page),
                        Map.of(
                            "table", in.getTable(),
                            "records read", Integer.toString(page.records().size())))));
  }

  /** Who saw how many rejected records of which table is worth a line of the audit log. */
  @Override
  public CompletionStage<ReadRejectedResponse> readRejected(
      ReadRejectedRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.READ_REJECTED,
        Resource.of("run", in.getRunId()),
        caller ->
            runs.rejected(
                    in.getRunId(),
                    in.getTable(),
                    PageRequest.of(in.getPageSize(), in.getPageToken()))
                .thenApply(page ->
                    Done.changed(
                        DataMessages.rejected(page),
                        Map.of(
                            "table", in.getTable(),
                            "records read", Integer.toString(page.records().size())))));
  }
}
