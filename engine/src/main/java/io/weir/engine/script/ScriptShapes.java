package io.weir.engine.script;

import io.weir.engine.entity.Shapes;
import java.util.Map;

/** The names under which scripts are written. */
public final class ScriptShapes implements Shapes {
  @Override
  public Map<String, Class<?>> durable() {
    return Map.of(
        "script-created.v1", Script.ScriptCreated.class,
        "script-updated.v1", Script.ScriptUpdated.class,
        "script-released.v1", Script.ScriptReleased.class);
  }

  @Override
  public Map<String, Class<?>> passing() {
    return Shapes.passing("script", Script.Command.class, Script.Seen.class, Script.Released.class);
  }
}
