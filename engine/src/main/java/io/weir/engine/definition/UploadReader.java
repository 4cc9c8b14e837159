package io.weir.engine.definition;

import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.engine.definition.UploadPlan.Protocol;
import java.util.Map;
import java.util.Optional;

/** Reads how a module is published. */
final class UploadReader {
  private static final String WHAT = "\"upload\"";
  private static final Map<String, Protocol> PROTOCOLS =
      Map.of("keep", Protocol.KEEP, "rewrite", Protocol.REWRITE);
  private static final Map<String, Bump> BUMPS =
      Map.of("patch", Bump.PATCH, "minor", Bump.MINOR, "major", Bump.MAJOR);

  private final Problems problems;

  UploadReader(Problems problems) {
    this.problems = problems;
  }

  Optional<UploadPlan> read(Node node) {
    return Fields.of(node, WHAT, problems).flatMap(this::read);
  }

  private Optional<UploadPlan> read(Fields upload) {
    upload.allowOnly(Terms.UPLOAD, Map.of());
    if (upload.has("connection") == upload.has("script")) {
      problems.error(
          upload.object().place(),
          WHAT + (upload.has("script") ? " names a connection and a script" : " names no target"),
          "name either a \"connection\" or a \"script\"");
    }
    Optional<String> connection =
        upload
            .text("connection")
            .filter(text -> Names.isConnection(text, problems))
            .map(Node.Text::text);
    Optional<String> script = upload.text("script").filter(this::isSupported).map(Node.Text::text);
    Protocol protocol = upload.choice("protocol", PROTOCOLS).orElse(Protocol.KEEP);
    Bump bump = upload.choice("bump", BUMPS).orElse(Bump.MINOR);
    return Optional.of(new UploadPlan(connection, script, protocol, bump));
  }

  private boolean isSupported(Node.Text script) {
    if (!Names.isRelativePath(script, "a script", problems)) {
      return false;
    }
    if (!ScriptText.isDeclarative(script.text())) {
      problems.error(
          script.place(),
          Wording.quote(script.text())
              + " is a program, and this version runs no uploading programs",
          "name a \"connection\", or a declarative script whose name ends in .json");
      return false;
    }
    return true;
  }
}
