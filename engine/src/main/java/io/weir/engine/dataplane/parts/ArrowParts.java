package io.weir.engine.dataplane.parts;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Parts;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/**
 * Parts as Arrow IPC files in a part store. Any Arrow reader opens them; the types are described at
 * {@link ArrowSchemas}. The same batches always give the same bytes. Safe for use by many threads.
 *
 * <p>A file that this object did not write itself is read whole and compared with its checksum
 * once, before its first batch is given; make one {@code ArrowParts} for each execution of a run.
 */
public final class ArrowParts implements Parts {
  private final PartStore store;
  private final VerifiedFiles verified;

  public ArrowParts(PartStore store) {
    this.store = store;
    verified = new VerifiedFiles(store);
  }

  @Override
  public Writer write(PartId id, TableSchema schema) {
    try {
      return new PartWriter(id, schema);
    } catch (IOException e) {
      throw StorageProblems.failed(id, "beginning a part", e);
    }
  }

  @Override
  public Reader read(Part part) {
    return open(part, Optional.empty(), Optional.empty());
  }

  @Override
  public Reader read(Part part, List<String> columns) {
    return open(part, Optional.of(columns), Optional.empty());
  }

  @Override
  public Reader read(Part part, List<String> columns, Optional<MaskFile> mask) {
    return open(part, Optional.of(columns), mask.map(this::read));
  }

  @Override
  public MaskFile write(Mask mask) {
    String path = PartPaths.mask(mask.part());
    byte[] bytes = MaskFormat.encode(mask);
    try (PartStore.Draft draft = store.create(path)) {
      draft.write(ByteBuffer.wrap(bytes));
      PartStore.Committed committed = draft.commit();
      verified.wrote(path, committed.checksum());
      return new MaskFile(
          mask.part(), path, mask.deleted().getLongCardinality(), committed.checksum());
    } catch (IOException e) {
      throw StorageProblems.failed(mask.part(), "writing a mask", e);
    }
  }

  @Override
  public Mask read(MaskFile file) {
    try {
      verified.check(file.path(), file.checksum());
      return MaskFormat.decode(file.part(), whole(file.path()));
    } catch (IOException | RuntimeException e) {
      throw StorageProblems.unreadable(file.part(), file.path(), e);
    }
  }

  private byte[] whole(String path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try (SeekableByteChannel channel = store.open(path)) {
      while (channel.read(buffer) >= 0) {
        bytes.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public Reader read(Part part, List<String> columns, Mask mask) {
    return open(part, Optional.of(columns), Optional.of(mask));
  }

  private Reader open(Part part, Optional<List<String>> columns, Optional<Mask> laidOver) {
    SeekableByteChannel channel;
    try {
      verified.check(part.path(), part.checksum());
      channel = store.open(part.path());
    } catch (IOException e) {
      throw StorageProblems.unreadable(part.id(), part.path(), e);
    }
    try {
      return new PartReader(part, channel, new IpcReader(channel, columns), laidOver);
    } catch (IOException | IndexOutOfBoundsException e) {
      close(channel);
      throw StorageProblems.unreadable(part.id(), part.path(), e);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  private static void close(SeekableByteChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private final class PartWriter implements Writer {
    private final PartId id;
    private final String path;
    private final PartStore.Draft draft;
    private final IpcWriter writer;
    private long rows;

    PartWriter(PartId id, TableSchema schema) throws IOException {
      this.id = id;
      path = PartPaths.part(id);
      draft = store.create(path);
      try {
        writer = new IpcWriter(draft, schema);
      } catch (IOException | RuntimeException e) {
        draft.close();
        throw e;
      }
    }

    @Override
    public void write(RecordBatch batch) {
      if (batch.size() == 0) {
        return;
      }
      try {
        writer.write(batch);
      } catch (IOException | IllegalArgumentException e) {
        throw StorageProblems.failed(id, "writing a part", e);
      }
      rows += batch.size();
    }

    @Override
    public long rows() {
      return rows;
    }

    @Override
    public Part commit() {
      try {
        writer.finish();
        PartStore.Committed committed = draft.commit();
        verified.wrote(path, committed.checksum());
        return new Part(id, path, rows, committed.bytes(), committed.checksum());
      } catch (IOException e) {
        throw StorageProblems.failed(id, "completing a part", e);
      }
    }

    @Override
    public void close() {
      try {
        draft.close();
      } catch (IOException e) {
        throw StorageProblems.failed(id, "giving up a part", e);
      }
    }
  }

  private static final class PartReader implements Reader {
    private final Part part;
    private final SeekableByteChannel channel;
    private final IpcReader reader;
    private final Optional<MaskOverlay> overlay;

    PartReader(Part part, SeekableByteChannel channel, IpcReader reader, Optional<Mask> mask) {
      this.part = part;
      this.channel = channel;
      this.reader = reader;
      overlay = mask.map(over -> new MaskOverlay(over, reader.schema()));
    }

    @Override
    public Optional<RecordBatch> next() {
      Optional<RecordBatch> batch = stored();
      while (batch.isPresent() && overlay.isPresent()) {
        RecordBatch masked = overlay.get().apply(batch.get());
        if (masked.size() > 0) {
          return Optional.of(masked);
        }
        batch = stored();
      }
      return batch;
    }

    private Optional<RecordBatch> stored() {
      try {
        return reader.next();
      } catch (IOException | RuntimeException e) {
        throw StorageProblems.unreadable(part.id(), part.path(), e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw StorageProblems.failed(part.id(), "closing a part", e);
      }
    }
  }
}
