package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.definition.SourcePlan.Retries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32C;

/** How long to wait before a source is tried again. */
final class BackOff {
  private BackOff() {}

  /**
   * Doubled each time up to a bound, and then between half and all of it, so that sources that
   * failed together do not come back together. The same for the same run, source and attempt.
   *
   * @param attempt from 1
   */
  static Duration pause(Retries retries, String run, SourceKey source, int attempt) {
    Duration doubled = retries.first();
    for (int i = 1; i < attempt && doubled.compareTo(Retries.LONGEST) < 0; i++) {
      doubled = doubled.multipliedBy(2);
    }
    long most = Math.min(doubled.toNanos(), Retries.LONGEST.toNanos());
    CRC32C crc = new CRC32C();
    String seed = run + '/' + source.table() + '/' + source.source() + '/' + attempt;
    crc.update(seed.getBytes(StandardCharsets.UTF_8));
    double share = 0.5 + 0.5 * (crc.getValue() / (double) (1L << 32));
    return Duration.ofNanos(Math.max(1, (long) (most * share)));
  }
}
