package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Done;
import io.weir.engine.access.door.Door;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Resource;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.script.ScriptView;
import io.weir.engine.script.Scripts;
import io.weir.v1.CreateScriptRequest;
import io.weir.v1.GetScriptRequest;
import io.weir.v1.ListScriptsRequest;
import io.weir.v1.ListScriptsResponse;
import io.weir.v1.ReleaseScriptRequest;
import io.weir.v1.Script;
import io.weir.v1.ScriptManagerPowerApi;
import io.weir.v1.UpdateScriptRequest;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.grpc.javadsl.Metadata;

/** The service {@code ScriptManager}. */
final class ScriptService implements ScriptManagerPowerApi {
  private final Door door;
  private final Scripts scripts;

  ScriptService(Door door, Scripts scripts) {
    this.door = door;
    this.scripts = scripts;
  }

  @Override
  public CompletionStage<Script> createScript(CreateScriptRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.CREATE_SCRIPT,
        script(in.getScriptId()),
        caller ->
            scripts
                .create(
                    caller.name(),
                    in.getScriptId(),
                    ScriptMessages.kind(in.getKind()),
                    in.getText(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(ScriptService::changed));
  }

  @Override
  public CompletionStage<Script> updateScript(UpdateScriptRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.UPDATE_SCRIPT,
        script(in.getScriptId()),
        caller ->
            scripts
                .update(
                    caller.name(),
                    in.getScriptId(),
                    in.getText(),
                    in.getExpectedRevision(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(ScriptService::changed));
  }

  @Override
  public CompletionStage<Script> releaseScript(ReleaseScriptRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.RELEASE_SCRIPT,
        script(in.getScriptId()),
        caller ->
            scripts
                .release(
                    caller.name(),
                    in.getScriptId(),
                    in.getExpectedRevision(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(ScriptService::changed));
  }

  @Override
  public CompletionStage<Script> getScript(GetScriptRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.GET_SCRIPT,
        script(in.getScriptId()),
        caller ->
            scripts
                .get(in.getScriptId(), in.getVersion())
                .thenApply(found -> Done.looked(ScriptMessages.script(found))));
  }

  @Override
  public CompletionStage<ListScriptsResponse> listScripts(
      ListScriptsRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.LIST_SCRIPTS,
        Resource.all("script"),
        caller ->
            scripts
                .list(PageRequest.of(in.getPageSize(), in.getPageToken()))
                .thenApply(page -> Done.looked(ScriptMessages.list(page))));
  }

  private static Resource script(String id) {
    return Resource.of("script", id);
  }

  private static Done<Script> changed(ScriptView script) {
    return Done.changed(
        ScriptMessages.script(script),
        Map.of(
            "kind",
            script.kind().name(),
            "revision",
            Long.toString(script.revision()),
            "released version",
            Integer.toString(script.releasedVersion())));
  }
}
