package io.weir.engine.dataplane.profile;

import io.weir.engine.dataplane.ColumnProfile;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Gathers the profiles of a table's columns. Takes some megabytes, however many columns and records
 * there are: a table of very many columns has its distinct values counted exactly up to a smaller
 * number. For one thread.
 */
public final class TableProfiler {
  private static final int MOST_EXACT = 2048;
  private static final int LEAST_EXACT = 64;

  /** Of all sketches of a table together. */
  private static final int MEMORY = 16 << 20;

  private static final int BYTES_PER_VALUE = 32;
  private static final int FORMAT = 1;

  private final List<ColumnProfiler> columns;
  private final Room room = new Room();

  /**
   * @param withheld the columns of whose values no more may be kept than how many there are
   */
  public TableProfiler(TableSchema schema, Set<String> withheld) {
    int exact = exactUpTo(schema.columns().size());
    columns = schema.columns().stream().map(column -> profiler(column, withheld, exact)).toList();
  }

  private static ColumnProfiler profiler(ColumnSchema column, Set<String> withheld, int exact) {
    return new ColumnProfiler(
        column.name(), column.type(), withheld.contains(column.name()), exact);
  }

  /** How many different values of a column are counted exactly in a table of so many columns. */
  static int exactUpTo(int columns) {
    return Math.clamp(MEMORY / BYTES_PER_VALUE / Math.max(1, columns), LEAST_EXACT, MOST_EXACT);
  }

  /** Adds the records of a batch of the table's schema. */
  public void add(RecordBatch batch) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).add(batch.column(i), room);
    }
  }

  /** The profiles of all records added, columns in the order of the schema. */
  public List<ColumnProfile> profiles() {
    return columns.stream().map(ColumnProfiler::profile).toList();
  }

  /**
   * All that counts, as bytes.
   *
   * @param origin told when they are read, such as the checksum of the part they are of
   */
  byte[] bytes(String origin) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeUTF(origin);
      out.writeInt(columns.size());
      for (ColumnProfiler column : columns) {
        column.write(out);
      }
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes in what {@link #bytes} of a profiler of the same schema gave.
   *
   * @return whether the bytes are whole and of this origin; if not, nothing was taken in
   */
  boolean add(byte[] bytes, String origin) {
    int content = bytes.length - Long.BYTES;
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (content < 0 || checksum(bytes, content) != last(bytes, content)) {
        return false;
      }
      if (in.readInt() != FORMAT
          || !in.readUTF().equals(origin)
          || in.readInt() != columns.size()) {
        return false;
      }
      for (ColumnProfiler column : columns) {
        column.add(in);
      }
      return true;
    } catch (IOException impossible) {
      throw new UncheckedIOException("a profile with a good checksum ends early", impossible);
    }
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }

  private static long last(byte[] bytes, int from) {
    return java.nio.ByteBuffer.wrap(bytes).getLong(from);
  }
}
