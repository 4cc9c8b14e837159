package io.weir.engine.dataplane.parts;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFooter;

/**
 * Reads what {@link IpcWriter} wrote, batch by batch; only the bytes of the wanted columns are
 * fetched. A file that makes no sense gives an {@link IOException} or a {@link RuntimeException}.
 */
final class IpcReader {
  private static final int TAIL = IpcWriter.MAGIC.length + 4;

  private final SeekableByteChannel channel;
  private final List<ArrowBlock> blocks;
  private final TableSchema schema;
  private final int[] wanted;
  private final int[] firstBuffers;
  private byte[] scratch = new byte[1 << 13];
  private int next;

  /**
   * @param columns the columns to read, in the order to give them; empty for all
   * @throws IllegalArgumentException if a column is not there
   */
  IpcReader(SeekableByteChannel channel, Optional<List<String>> columns) throws IOException {
    this.channel = channel;
    ArrowFooter footer = readFooter();
    blocks = footer.getRecordBatches();
    TableSchema stored = ArrowSchemas.fromArrow(footer.getSchema());
    wanted = columns.map(names -> indexes(stored, names)).orElseGet(() -> all(stored));
    firstBuffers = firstBuffers(stored);
    schema =
        new TableSchema(
            stored.name(), Arrays.stream(wanted).mapToObj(stored.columns()::get).toList());
  }

  TableSchema schema() {
    return schema;
  }

  Optional<RecordBatch> next() throws IOException {
    if (next == blocks.size()) {
      return Optional.empty();
    }
    ArrowBlock block = blocks.get(next++);
    byte[] metadata = read(block.getOffset(), block.getMetadataLength());
    ByteBuffer buffer = ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getInt() != -1 || buffer.getInt() != metadata.length - 8) {
      throw new StorageProblems.DamagedFile("a record batch does not begin where the footer says");
    }
    Message message = Message.getRootAsMessage(buffer);
    if (message.headerType() != MessageHeader.RecordBatch
        || !(message.header(new org.apache.arrow.flatbuf.RecordBatch())
            instanceof org.apache.arrow.flatbuf.RecordBatch header)) {
      throw new StorageProblems.DamagedFile("a block is not a record batch");
    }
    long body = block.getOffset() + block.getMetadataLength();
    int size = Math.toIntExact(header.length());
    List<Column> columns = new ArrayList<>(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      columns.add(column(schema.columns().get(i), header, firstBuffers[wanted[i]], body, size));
    }
    return Optional.of(new RecordBatch(schema, columns, size));
  }

  private Column column(
      ColumnSchema column,
      org.apache.arrow.flatbuf.RecordBatch header,
      int first,
      long body,
      int size)
      throws IOException {
    Empties empties = empties(header.buffers(first), body, size);
    Buffer second = header.buffers(first + 1);
    return switch (column.type()) {
      case INTEGER, TIME, DATETIME ->
          new LongColumn(column.type(), longs(second, body, size), size, empties);
      case DATE -> new LongColumn(column.type(), ints(second, body, size), size, empties);
      case DOUBLE -> new DoubleColumn(doubles(second, body, size), size, empties);
      case BOOLEAN -> new BooleanColumn(bits(second, body, size), size, empties);
      case STRING, BINARY, JSON ->
          BytesColumn.plain(
              column.type(),
              bytes(header.buffers(first + 2), body),
              offsets(second, body, size),
              size,
              empties);
      case DECIMAL ->
          decimals(
              bytes(header.buffers(first + 2), body), offsets(second, body, size), size, empties);
    };
  }

  private static DecimalColumn decimals(byte[] text, int[] offsets, int size, Empties empties) {
    DecimalColumn.Builder builder = new DecimalColumn.Builder(size);
    for (int row = 0; row < size; row++) {
      if (empties.get(row)) {
        builder.appendEmpty();
      } else {
        DecimalText.read(text, offsets[row], offsets[row + 1], builder);
      }
    }
    return builder.build();
  }

  private Empties empties(Buffer buffer, long body, int size) throws IOException {
    if (buffer.length() == 0) {
      return Empties.none();
    }
    long[] words = longs(buffer, body, (size + 63) >>> 6);
    for (int i = 0; i < words.length; i++) {
      words[i] = ~words[i];
    }
    if ((size & 63) != 0) {
      words[words.length - 1] &= (1L << size) - 1;
    }
    return Empties.ofWords(words);
  }

  private long[] longs(Buffer buffer, long body, int size) throws IOException {
    long[] values = new long[size];
    scratch(buffer, body, size * 8L).asLongBuffer().get(values);
    return values;
  }

  private long[] ints(Buffer buffer, long body, int size) throws IOException {
    long[] values = new long[size];
    ByteBuffer bytes = scratch(buffer, body, size * 4L);
    for (int row = 0; row < size; row++) {
      values[row] = bytes.getInt(row * 4);
    }
    return values;
  }

  private double[] doubles(Buffer buffer, long body, int size) throws IOException {
    double[] values = new double[size];
    scratch(buffer, body, size * 8L).asDoubleBuffer().get(values);
    return values;
  }

  private byte[] bits(Buffer buffer, long body, int size) throws IOException {
    byte[] values = new byte[size];
    ByteBuffer bits = scratch(buffer, body, (size + 7L) >>> 3);
    for (int row = 0; row < size; row++) {
      values[row] = (byte) (bits.get(row >>> 3) >>> (row & 7) & 1);
    }
    return values;
  }

  private int[] offsets(Buffer buffer, long body, int size) throws IOException {
    int[] offsets = new int[size + 1];
    scratch(buffer, body, (size + 1) * 4L).asIntBuffer().get(offsets);
    return offsets;
  }

  private byte[] bytes(Buffer buffer, long body) throws IOException {
    return read(body + buffer.offset(), Math.toIntExact(buffer.length()));
  }

  private ByteBuffer scratch(Buffer buffer, long body, long expected) throws IOException {
    if (buffer.length() < expected) {
      throw new StorageProblems.DamagedFile("a column is shorter than its batch");
    }
    int length = Math.toIntExact(expected);
    if (length > scratch.length) {
      scratch = new byte[Math.max(length, scratch.length * 2)];
    }
    fill(body + buffer.offset(), ByteBuffer.wrap(scratch, 0, length));
    return ByteBuffer.wrap(scratch, 0, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] read(long position, int length) throws IOException {
    if (position < 0 || length < 0 || position + length > channel.size()) {
      throw new EOFException("the file ends early");
    }
    byte[] bytes = new byte[length];
    fill(position, ByteBuffer.wrap(bytes));
    return bytes;
  }

  private void fill(long position, ByteBuffer target) throws IOException {
    channel.position(position);
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException("the file ends early");
      }
    }
  }

  private ArrowFooter readFooter() throws IOException {
    byte[] tail = read(channel.size() - TAIL, TAIL);
    ByteBuffer buffer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    int length = buffer.getInt();
    if (!Arrays.equals(tail, 4, TAIL, IpcWriter.MAGIC, 0, IpcWriter.MAGIC.length)) {
      throw new StorageProblems.DamagedFile("the file does not end like an Arrow file");
    }
    byte[] footer = read(channel.size() - TAIL - length, length);
    return new ArrowFooter(Footer.getRootAsFooter(ByteBuffer.wrap(footer)));
  }

  private static int[] all(TableSchema schema) {
    int[] indexes = new int[schema.columns().size()];
    Arrays.setAll(indexes, i -> i);
    return indexes;
  }

  private static int[] indexes(TableSchema schema, List<String> columns) {
    return columns.stream()
        .mapToInt(column ->
            schema
                .indexOf(column)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "table " + schema.name() + " has no column " + column)))
        .toArray();
  }

  /** Each column's first buffer: values of varying length have three buffers, others two. */
  private static int[] firstBuffers(TableSchema schema) {
    int[] first = new int[schema.columns().size()];
    int buffer = 0;
    for (int i = 0; i < first.length; i++) {
      first[i] = buffer;
      buffer +=
          switch (schema.columns().get(i).type()) {
            case STRING, BINARY, JSON, DECIMAL -> 3;
            case BOOLEAN, INTEGER, DOUBLE, DATE, TIME, DATETIME -> 2;
          };
    }
    return first;
  }
}
