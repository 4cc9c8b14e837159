package io.weir.engine.dataplane;

import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes parts as record batches. Failures are {@link
 * io.weir.engine.vocabulary.WeirException}s of code STORAGE_FAILED or DAMAGED_PART.
 */
public interface Parts {
  Writer write(PartId id, TableSchema schema);

  /** All columns, as written. */
  Reader read(Part part);

  /** Some columns, in the order named; only these are read from disk. */
  Reader read(Part part, List<String> columns);

  /** Some columns with a mask laid over: deleted records left out, replaced values put in. */
  Reader read(Part part, List<String> columns, Optional<MaskFile> mask);

  /** Some columns with a mask laid over that is not stored as it is. */
  Reader read(Part part, List<String> columns, Mask mask);

  /** Stores a mask. */
  MaskFile write(Mask mask);

  /** Reads a mask back. */
  Mask read(MaskFile file);

  /** A part being written, by one thread; closing it without {@link #commit} leaves nothing. */
  interface Writer extends AutoCloseable {
    void write(RecordBatch batch);

    long rows();

    Part commit();

    @Override
    void close();
  }

  /** Batches of one part in order, for one thread. */
  interface Reader extends AutoCloseable {
    /** The next batch, or empty at the end. */
    Optional<RecordBatch> next();

    @Override
    void close();
  }
}
