package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts that are costly to read: equal ones once, where enough of them are equal. A JSON
 * object or array is never read, whatever its text.
 */
final class Distinct {
  private Distinct() {}

  /** Reads {@code [start, end)} as the value of a row; false if it cannot be read. */
  interface Reader {
    boolean read(byte[] bytes, int start, int end, int row);
  }

  /** Gives a row the value of another one. */
  interface Copier {
    void copy(int from, int to);
  }

  static void read(RawChunk raw, int column, Selection selection, Reader reader, Copier copier) {
    byte[] bytes = raw.bytes();
    long[] slices = raw.slices(column);
    byte @Nullable [] kinds = raw.kinds(column);
    int[] present = selection.present();
    boolean[] unreadable = new boolean[selection.records()];
    SeenTexts seen = new SeenTexts(selection.presentSize());
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      if (kinds != null && kinds[row] == RawChunk.NESTED) {
        selection.mark(row);
        continue;
      }
      int earlier = seen.earlier(bytes, slices, row);
      if (earlier < 0) {
        long slice = slices[row];
        unreadable[row] = !reader.read(bytes, RawChunk.start(slice), RawChunk.end(slice), row);
      } else {
        unreadable[row] = unreadable[earlier];
        copier.copy(earlier, row);
      }
      if (unreadable[row]) {
        selection.mark(row);
      }
    }
  }
}
