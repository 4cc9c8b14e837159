package io.weir.engine.dataplane.parts;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.PartId;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.roaringbitmap.RoaringBitmap;

/**
 * A mask as bytes: the eight characters {@code WEIRMSK1}, the deletion vector in the portable
 * Roaring format, the number of replacements, and for each its column's name, the row numbers, and
 * the values as an Arrow IPC file of one batch. Each part but the first is preceded by its length;
 * numbers are big-endian.
 */
final class MaskFormat {
  private static final long MAGIC = 0x574549524D534B31L;

  private MaskFormat() {}

  static byte[] encode(Mask mask) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(MAGIC);
      RoaringBitmap deleted = mask.deleted().clone();
      deleted.runOptimize();
      out.writeInt(deleted.serializedSizeInBytes());
      deleted.serialize(out);
      out.writeInt(mask.replacements().size());
      for (Mask.Replacement replacement : mask.replacements()) {
        out.writeUTF(replacement.column());
        out.writeInt(replacement.rows().length);
        for (int row : replacement.rows()) {
          out.writeInt(row);
        }
        byte[] values = encodeValues(replacement);
        out.writeInt(values.length);
        out.write(values);
      }
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  static Mask decode(PartId part, byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readLong() != MAGIC) {
      throw new StorageProblems.DamagedFile("not a mask");
    }
    in.readInt();
    RoaringBitmap deleted = new RoaringBitmap();
    deleted.deserialize(in);
    List<Mask.Replacement> replacements = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String column = in.readUTF();
      int[] rows = new int[in.readInt()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = in.readInt();
      }
      byte[] values = in.readNBytes(in.readInt());
      replacements.add(decodeValues(column, rows, values));
    }
    return new Mask(part, deleted, replacements);
  }

  private static byte[] encodeValues(Mask.Replacement replacement) throws IOException {
    TableSchema schema =
        new TableSchema(
            "replacement",
            List.of(new ColumnSchema(replacement.column(), replacement.values().type())));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    IpcWriter writer = new IpcWriter(Channels.newChannel(bytes), schema);
    writer.write(
        new RecordBatch(schema, List.of(replacement.values()), replacement.values().size()));
    writer.finish();
    return bytes.toByteArray();
  }

  private static Mask.Replacement decodeValues(String column, int[] rows, byte[] values)
      throws IOException {
    IpcReader reader =
        new IpcReader(new ByteArrayReadableSeekableByteChannel(values), Optional.empty());
    RecordBatch batch =
        reader.next().orElseThrow(() -> new StorageProblems.DamagedFile("no values"));
    return new Mask.Replacement(column, rows, batch.column(0));
  }
}
