package io.weir.engine.interchange;

import java.util.Locale;

/** How a module is described. */
public enum ModuleFormat {
  /** A module document. */
  NATIVE,
  /** CSV on the Web, W3C. */
  CSVW,
  /** Croissant, MLCommons. */
  CROISSANT;

  /** The name under which the command line and the journal know it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
