package io.weir.engine.dataplane.keys;

import java.nio.file.Path;

/** What tests let keys use. */
final class Budgets {
  private Budgets() {}

  static KeyResolution.Resources of(long bytes, int threads) {
    return new KeyResolution.Resources(
        Path.of(System.getProperty("java.io.tmpdir")), bytes, threads, () -> false);
  }
}
