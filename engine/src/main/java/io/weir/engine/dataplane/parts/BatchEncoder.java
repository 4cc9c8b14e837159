package io.weir.engine.dataplane.parts;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lays the columns of a batch out as the body of an Arrow record batch: for each column a validity
 * bitmap (left out when no row is empty), offsets where the values vary in length, and the values.
 * One instance is used for many batches and keeps its array.
 *
 * <p>What a column holds at an empty row is never written: nothing of a value that was emptied may
 * survive in a file, and equal batches must give equal bytes.
 */
final class BatchEncoder {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG_LAYOUT =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE_LAYOUT =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private byte[] body = new byte[1 << 16];
  private int length;
  private int[] bufferStarts = new int[32];
  private int[] bufferLengths = new int[32];
  private int buffers;

  /** Lays out a batch, forgetting the one before. */
  void encode(RecordBatch batch) {
    length = 0;
    buffers = 0;
    for (Column column : batch.columns()) {
      encodeValidity(column);
      switch (column) {
        case LongColumn longs -> {
          if (longs.type() == ValueType.DATE) {
            encodeDates(longs);
          } else {
            encodeLongs(longs);
          }
        }
        case DoubleColumn doubles -> encodeDoubles(doubles);
        case BooleanColumn booleans -> encodeBooleans(booleans);
        case DecimalColumn decimals -> encodeDecimals(decimals);
        case BytesColumn bytes -> encodeBytes(bytes);
      }
    }
  }

  /** The body; the first {@link #length} bytes count. */
  byte[] body() {
    return body;
  }

  int length() {
    return length;
  }

  int buffers() {
    return buffers;
  }

  int bufferStart(int buffer) {
    return bufferStarts[buffer];
  }

  int bufferLength(int buffer) {
    return bufferLengths[buffer];
  }

  private void encodeValidity(Column column) {
    Empties empties = column.empties();
    if (empties.count() == 0) {
      buffer(length);
      return;
    }
    int size = column.size();
    int words = (size + 63) >>> 6;
    int start = reserve(words * 8L);
    for (int word = 0; word < words; word++) {
      long valid = ~empties.word(word);
      if (word == words - 1 && (size & 63) != 0) {
        valid &= (1L << size) - 1;
      }
      LONGS.set(body, start + word * 8, valid);
    }
    buffer(start);
  }

  private void encodeLongs(LongColumn column) {
    int start = reserve(column.size() * 8L);
    MemorySegment.copy(
        column.values(), 0, MemorySegment.ofArray(body), LONG_LAYOUT, start, column.size());
    clearEmpties(column, start, 8);
    buffer(start);
  }

  private void encodeDates(LongColumn column) {
    int start = reserve(column.size() * 4L);
    long[] values = column.values();
    boolean fits = true;
    for (int row = 0; row < column.size(); row++) {
      INTS.set(body, start + row * 4, (int) values[row]);
      fits &= (int) values[row] == values[row];
    }
    if (!fits) {
      refuseFarDates(column);
    }
    clearEmpties(column, start, 4);
    buffer(start);
  }

  private static void refuseFarDates(LongColumn column) {
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row) && (int) column.value(row) != column.value(row)) {
        throw new IllegalArgumentException(
            "a date more than five million years away cannot be stored");
      }
    }
  }

  private void encodeDoubles(DoubleColumn column) {
    int start = reserve(column.size() * 8L);
    MemorySegment.copy(
        column.values(), 0, MemorySegment.ofArray(body), DOUBLE_LAYOUT, start, column.size());
    clearEmpties(column, start, 8);
    buffer(start);
  }

  private void encodeBooleans(BooleanColumn column) {
    int start = reserve((column.size() + 7L) >>> 3);
    Arrays.fill(body, start, length, (byte) 0);
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row) && column.value(row)) {
        body[start + (row >>> 3)] |= (byte) (1 << (row & 7));
      }
    }
    buffer(start);
  }

  private void encodeDecimals(DecimalColumn column) {
    int offsets = reserve((column.size() + 1) * 4L);
    buffer(offsets);
    int start = length;
    INTS.set(body, offsets, 0);
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        if (column.isSmall(row) && column.scale(row) >= 0) {
          ensure(DecimalText.LONGEST);
          length = DecimalText.write(column.unscaled(row), column.scale(row), body, length);
        } else {
          byte[] text = column.value(row).toString().getBytes(StandardCharsets.US_ASCII);
          ensure(text.length);
          System.arraycopy(text, 0, body, length, text.length);
          length += text.length;
        }
      }
      INTS.set(body, offsets + (row + 1) * 4, length - start);
    }
    buffer(start);
  }

  private void encodeBytes(BytesColumn column) {
    int size = column.size();
    int offsets = reserve((size + 1) * 4L);
    buffer(offsets);
    INTS.set(body, offsets, 0);
    boolean anyEmpty = column.empties().count() > 0;
    int total = 0;
    for (int row = 0; row < size; row++) {
      if (!anyEmpty || !column.isEmpty(row)) {
        int entry = column.entry(row);
        total = Math.addExact(total, column.end(entry) - column.start(entry));
      }
      INTS.set(body, offsets + (row + 1) * 4, total);
    }
    int start = reserve(total);
    if (column.isPlain() && !anyEmpty && size > 0) {
      System.arraycopy(column.heap(), column.start(0), body, start, total);
    } else {
      copyEntries(column, anyEmpty, start);
    }
    buffer(start);
  }

  /** Entries that lie one after the other, as most do where few rows were dropped, go together. */
  private void copyEntries(BytesColumn column, boolean anyEmpty, int start) {
    byte[] heap = column.heap();
    int at = start;
    int from = 0;
    int to = 0;
    for (int row = 0; row < column.size(); row++) {
      if (!anyEmpty || !column.isEmpty(row)) {
        int entry = column.entry(row);
        if (column.start(entry) != to) {
          System.arraycopy(heap, from, body, at, to - from);
          at += to - from;
          from = column.start(entry);
        }
        to = column.end(entry);
      }
    }
    System.arraycopy(heap, from, body, at, to - from);
  }

  private void clearEmpties(Column column, int start, int width) {
    Empties empties = column.empties();
    if (empties.count() == 0) {
      return;
    }
    for (int word = 0; word << 6 < column.size(); word++) {
      for (long bits = empties.word(word); bits != 0; bits &= bits - 1) {
        int row = (word << 6) + Long.numberOfTrailingZeros(bits);
        if (row < column.size()) {
          Arrays.fill(body, start + row * width, start + (row + 1) * width, (byte) 0);
        }
      }
    }
  }

  /** Ends the buffer that began at {@code start}, and fills up to a multiple of eight bytes. */
  private void buffer(int start) {
    if (buffers == bufferStarts.length) {
      bufferStarts = Arrays.copyOf(bufferStarts, buffers * 2);
      bufferLengths = Arrays.copyOf(bufferLengths, buffers * 2);
    }
    bufferStarts[buffers] = start;
    bufferLengths[buffers++] = length - start;
    ensure(8);
    while ((length & 7) != 0) {
      body[length++] = 0;
    }
  }

  private int reserve(long bytes) {
    ensure(bytes);
    int start = length;
    length += (int) bytes;
    return start;
  }

  private void ensure(long bytes) {
    long needed = length + bytes;
    if (needed > body.length) {
      if (needed > Integer.MAX_VALUE - 64) {
        throw new IllegalArgumentException("a record batch of more than 2 GiB cannot be stored");
      }
      body =
          Arrays.copyOf(
              body, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(needed, body.length * 2L)));
    }
  }
}
