package io.weir.engine.access.grpc;

import io.weir.engine.entity.Page;
import io.weir.engine.script.ScriptKind;
import io.weir.engine.script.ScriptVersion;
import io.weir.engine.script.ScriptView;
import io.weir.v1.ListScriptsResponse;
import io.weir.v1.Script;

/** Scripts as messages. */
final class ScriptMessages {
  private ScriptMessages() {}

  static Script script(ScriptView script) {
    return Script.newBuilder()
        .setScriptId(script.id())
        .setKind(kind(script.kind()))
        .setRevision(script.revision())
        .setText(script.text())
        .setHasUnreleasedChanges(script.hasUnreleasedChanges())
        .setReleasedVersion(script.releasedVersion())
        .setSha256(script.sha256())
        .build();
  }

  static ListScriptsResponse list(Page<ScriptView> page) {
    return ListScriptsResponse.newBuilder()
        .addAllScripts(page.map(ScriptMessages::script).items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  static ScriptKind kind(io.weir.v1.ScriptKind kind) {
    return switch (kind) {
      case EXTRACTION -> ScriptKind.EXTRACTION;
      case FIELD_RULES -> ScriptKind.FIELD_RULES;
      case TRANSFORMATION -> ScriptKind.TRANSFORMATION;
      case ANONYMIZATION -> ScriptKind.ANONYMIZATION;
      case UPLOADING -> ScriptKind.UPLOADING;
      case SCRIPT_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw Calls.invalid(
              "kind", "The kind of the script is not said.", "Name one, such as EXTRACTION.");
    };
  }

  private static io.weir.v1.ScriptKind kind(ScriptKind kind) {
    return switch (kind) {
      case EXTRACTION -> io.weir.v1.ScriptKind.EXTRACTION;
      case FIELD_RULES -> io.weir.v1.ScriptKind.FIELD_RULES;
      case TRANSFORMATION -> io.weir.v1.ScriptKind.TRANSFORMATION;
      case ANONYMIZATION -> io.weir.v1.ScriptKind.ANONYMIZATION;
      case UPLOADING -> io.weir.v1.ScriptKind.UPLOADING;
    };
  }

  static ScriptVersion version(io.weir.v1.ScriptVersion version) {
    if (version.getScriptId().isEmpty() || version.getVersion() < 1) {
      throw Calls.invalid(
          "script",
          "The script and its version are not said.",
          "Name a script and one of its released versions, from 1.");
    }
    return new ScriptVersion(version.getScriptId(), version.getVersion());
  }

  static io.weir.v1.ScriptVersion version(ScriptVersion version) {
    return io.weir.v1.ScriptVersion.newBuilder()
        .setScriptId(version.script())
        .setVersion(version.version())
        .build();
  }
}
