package io.weir.plugins.generalization;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Texts, JSON by its text, and bytes that are written in Base64. */
final class RowsOfBytes implements ValueRows {
  private final ValueType type;
  private final byte[][] values;
  private final int[] slots;
  private final int mask;

  RowsOfBytes(ValueType type, int most) {
    this.type = type;
    values = new byte[most][];
    slots = new int[Integer.highestOneBit(Math.max(8, most) * 2 - 1) * 2];
    mask = slots.length - 1;
  }

  @Override
  public int add(String text, int row) {
    byte[] bytes =
        type == ValueType.BINARY
            ? Base64.getDecoder().decode(text.strip())
            : text.getBytes(StandardCharsets.UTF_8);
    int slot = (int) BytesColumn.hash(bytes, 0, bytes.length) & mask;
    while (slots[slot] != 0) {
      if (Arrays.equals(values[slots[slot] - 1], bytes)) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    values[row] = bytes;
    slots[slot] = row + 1;
    return NONE;
  }

  @Override
  public int[] of(Column column) {
    BytesColumn texts = (BytesColumn) column;
    int[] rows = new int[texts.size()];
    int[] found = new int[texts.entries()];
    for (int row = 0; row < rows.length; row++) {
      if (!texts.isEmpty(row)) {
        int entry = texts.entry(row);
        if (found[entry] == 0) {
          // One more than the row, and less than 0 where there is none.
          int of = row(texts.heap(), texts.start(entry), texts.end(entry));
          found[entry] = of == NONE ? NONE : of + 1;
        }
        rows[row] = found[entry] == NONE ? NONE : found[entry] - 1;
      }
    }
    return rows;
  }

  private int row(byte[] heap, int start, int end) {
    int slot = (int) BytesColumn.hash(heap, start, end) & mask;
    while (slots[slot] != 0) {
      byte[] value = values[slots[slot] - 1];
      if (Arrays.equals(value, 0, value.length, heap, start, end)) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    return NONE;
  }
}
