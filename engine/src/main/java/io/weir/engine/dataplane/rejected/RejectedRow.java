package io.weir.engine.dataplane.rejected;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.decode.RawChunk;

/**
 * A record of a chunk that a rule dropped. Only whoever knows how many records came before the
 * chunk can tell its position.
 *
 * @param row its number in the chunk, from 0
 * @param column whose rule dropped it, by its number
 * @param fields what was delivered, as {@link DeliveredFields} has it
 */
@SuppressWarnings("ArrayRecordComponent")
public record RejectedRow(int row, int column, Rule rule, byte[] fields) {
  /**
   * @param delivered what the chunk's slices are slices of, as it was before any rule
   */
  public static RejectedRow of(RawChunk raw, byte[] delivered, int row, int column, Rule rule) {
    return new RejectedRow(row, column, rule, DeliveredFields.of(raw, delivered, row, column));
  }

  /** Without the fields: they are personal data. */
  @Override
  public String toString() {
    return "RejectedRow[row=" + row + ", column=" + column + ", rule=" + rule + "]";
  }
}
