package io.weir.engine.views;

import io.weir.engine.entity.Sha256;
import io.weir.engine.script.Script;
import io.weir.engine.script.ScriptView;

/** Scripts in lists: without texts. */
final class ListedScripts {
  private ListedScripts() {}

  static ScriptView after(Script.Event event, Folding.Before<ScriptView> before) {
    return switch (event) {
      case Script.ScriptCreated created ->
          new ScriptView(created.id(), created.kind(), 1, "", true, 0, "");
      case Script.ScriptUpdated updated -> {
        ScriptView script = before.apply(updated.id());
        yield new ScriptView(
            script.id(),
            script.kind(),
            updated.revision(),
            "",
            !Sha256.of(updated.text()).equals(script.sha256()),
            script.releasedVersion(),
            script.sha256());
      }
      case Script.ScriptReleased released -> {
        ScriptView script = before.apply(released.id());
        yield new ScriptView(
            script.id(),
            script.kind(),
            released.revision(),
            "",
            false,
            released.version(),
            released.sha256());
      }
    };
  }
}
