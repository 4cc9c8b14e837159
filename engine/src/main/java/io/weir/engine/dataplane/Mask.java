package io.weir.engine.dataplane;

import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * What lies over a part: which of its records are gone (a deletion vector) and which values are
 * replaced.
 *
 * @param part the part below
 * @param deleted row numbers within the part
 * @param replacements at most one per column
 */
public record Mask(PartId part, RoaringBitmap deleted, List<Replacement> replacements) {
  public Mask {
    replacements = List.copyOf(replacements);
  }

  /**
   * New values for some rows of a column.
   *
   * @param rows ascending row numbers within the part
   * @param values as many values, in the same order, of the column's type
   */
  public record Replacement(String column, int[] rows, io.weir.spi.Column values) {}
}
