package io.weir.engine.dataplane.parts;

import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Stage;
import java.util.Locale;

/** Where parts and masks lie in the part store: {@code run/stage/table/source-number.arrow}. */
final class PartPaths {
  private PartPaths() {}

  static String part(PartId id) {
    return path(id, id.stage()) + ".arrow";
  }

  /** A mask over a part of EXTRACT lies under KEYS, the first stage that makes masks. */
  static String mask(PartId id) {
    return path(id, id.stage() == Stage.EXTRACT ? Stage.KEYS : id.stage()) + ".mask";
  }

  private static String path(PartId id, Stage stage) {
    return String.format(
        Locale.ROOT,
        "%s/%s/%s/%d-%06d",
        step(id.run()),
        stage.name().toLowerCase(Locale.ROOT),
        step(id.table()),
        id.source(),
        id.number());
  }

  private static String step(String name) {
    if (name.isEmpty()
        || name.startsWith(".")
        || name.chars().anyMatch(c -> c == '/' || c == '\\' || c == 0)) {
      throw new IllegalArgumentException("a run or table of this name cannot be stored: " + name);
    }
    return name;
  }
}
