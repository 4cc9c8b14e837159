package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.definition.Facets;
import io.weir.engine.definition.format.Format;
import io.weir.engine.definition.format.TextPattern;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What texts of a chunk must be beyond texts: of a length, and of a regular expression. */
final class TextLimits {
  private final int least;
  private final int most;
  private final @Nullable TextPattern pattern;
  private final boolean[] unfit;
  private final SeenTexts seen;

  TextLimits(Facets facets, int rows) {
    least = facets.lengths().map(Facets.Lengths::least).orElse(0);
    most = facets.lengths().map(Facets.Lengths::most).orElse(Integer.MAX_VALUE);
    Optional<Format> format = facets.format();
    pattern = format.isPresent() && format.get() instanceof TextPattern text ? text : null;
    unfit = new boolean[pattern == null ? 0 : rows];
    seen = new SeenTexts(pattern == null ? 0 : rows);
  }

  /** Whether this many bytes are not too few and not too many. */
  boolean admit(int length) {
    return length >= least && length <= most;
  }

  /** Whether the text of a row is as it must be; its length is counted in code points. */
  boolean admit(byte[] bytes, long[] slices, int row) {
    int start = RawChunk.start(slices[row]);
    int end = RawChunk.end(slices[row]);
    return isLong(bytes, start, end) && (pattern == null || matches(pattern, bytes, slices, row));
  }

  private boolean isLong(byte[] bytes, int start, int end) {
    int size = end - start;
    if (size <= most && size + 3 >>> 2 >= least) {
      return true;
    }
    int characters = 0;
    for (int i = start; i < end; i++) {
      characters += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return admit(characters);
  }

  private boolean matches(TextPattern expression, byte[] bytes, long[] slices, int row) {
    int start = RawChunk.start(slices[row]);
    int end = RawChunk.end(slices[row]);
    if (end - start > TextPattern.LONGEST_TEXT) {
      return false;
    }
    int earlier = seen.earlier(bytes, slices, row);
    unfit[row] =
        earlier >= 0 ? unfit[earlier] : !expression.matches(Arrays.copyOfRange(bytes, start, end));
    return !unfit[row];
  }
}
