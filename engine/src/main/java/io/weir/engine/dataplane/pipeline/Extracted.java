package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.decode.Chunk;
import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.dataplane.rules.TableRules;

/**
 * What comes out of a source, in order. Failures come in their place, so the earliest one is told.
 */
sealed interface Extracted {
  /** Records as they were cut out. */
  record Cut(Chunk chunk) implements Extracted {}

  /**
   * Records after the rules.
   *
   * @param bytes how far the stream is covered
   * @param digest of the stream up to there
   * @param seen for each column whether any record had it
   */
  record Ruled(TableRules.Outcome outcome, long bytes, String digest, boolean[] seen)
      implements Extracted {
    static boolean[] seen(RawChunk raw) {
      boolean[] seen = new boolean[raw.columns()];
      for (int column = 0; column < seen.length; column++) {
        seen[column] = raw.seen(column);
      }
      return seen;
    }
  }

  /** Here the source, or what it delivered, is broken. */
  record Broken(RuntimeException failure) implements Extracted {}

  /** The source ended well. */
  record End() implements Extracted {}
}
