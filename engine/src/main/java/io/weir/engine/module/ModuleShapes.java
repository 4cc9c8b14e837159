package io.weir.engine.module;

import io.weir.engine.entity.Shapes;
import java.util.Map;

/** The names under which modules are written. */
public final class ModuleShapes implements Shapes {
  @Override
  public Map<String, Class<?>> durable() {
    return Map.of(
        "module-imported.v1", Module.ModuleImported.class,
        "module-version-reserved.v1", Module.ModuleVersionReserved.class,
        "privacy-reserved.v1", Module.PrivacyReserved.class,
        "privacy-released.v1", Module.PrivacyReleased.class,
        "module-published.v1", Module.ModulePublished.class);
  }

  @Override
  public Map<String, Class<?>> passing() {
    return Shapes.passing("module", Module.Command.class, ModuleVersionView.class);
  }
}
