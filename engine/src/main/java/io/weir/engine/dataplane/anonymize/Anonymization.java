package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.Concatenation;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Stage;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Turns parts of EXTRACT into parts of ANONYMIZE. Thread-safe; a part is worked on by the calling
 * thread.
 */
public final class Anonymization {
  private static final long MAX_BATCH_BYTES = 32L << 20;

  private final Parts parts;
  private final int batchRows;

  /**
   * @param batchRows how many records a batch of the output has at least, as far as the part has
   *     them and their texts stay within some megabytes
   */
  public Anonymization(Parts parts, int batchRows) {
    this.parts = parts;
    this.batchRows = batchRows;
  }

  /**
   * Makes the one part that follows from a part and its mask, also when no record is left.
   *
   * @param cancelled asked between batches
   * @return the part, or empty when cancelled
   */
  public Optional<Part> anonymize(
      Part collected, Optional<MaskFile> mask, TableAnonymizer table, BooleanSupplier cancelled) {
    PartId before = collected.id();
    PartId after =
        new PartId(before.run(), Stage.ANONYMIZE, before.table(), before.source(), before.number());
    try (Parts.Reader reader = parts.read(collected, table.inputs(), mask);
        Parts.Writer writer = parts.write(after, table.output())) {
      List<RecordBatch> gathered = new ArrayList<>();
      long rows = 0;
      long bytes = 0;
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (cancelled.getAsBoolean()) {
          return Optional.empty();
        }
        gathered.add(next.get());
        rows += next.get().size();
        bytes += bytes(next.get());
        if (rows >= batchRows || bytes >= MAX_BATCH_BYTES) {
          write(gathered, table, writer);
          rows = 0;
          bytes = 0;
        }
      }
      write(gathered, table, writer);
      return Optional.of(writer.commit());
    }
  }

  private static void write(
      List<RecordBatch> gathered, TableAnonymizer table, Parts.Writer writer) {
    if (!gathered.isEmpty()) {
      writer.write(table.apply(Concatenation.ofBatches(gathered)));
      gathered.clear();
    }
  }

  private static long bytes(RecordBatch batch) {
    // Each value takes up to eight bytes besides its text: very many columns make few records large.
    long bytes = 8L * batch.size() * batch.columns().size();
    for (Column column : batch.columns()) {
      bytes += column instanceof BytesColumn texts ? texts.heap().length : 0;
    }
    return bytes;
  }
}
