package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.Concatenation;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Parts;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * The way of a table's records through the layers: methods at columns, the solution of the privacy
 * model, suppression, methods at the table. Each part goes it by itself; thread-safe.
 */
final class TableFlow {
  private static final long MAX_BATCH_BYTES = 32L << 20;

  private final TableRecords records;
  private final ColumnLayer columns;
  private final Recoder recoding;
  private final List<Optional<MaskFile>> suppression;
  private final List<RoaringBitmap> suppressed = new ArrayList<>();
  private final long[] positions;
  private final List<StepLayer> steps = new ArrayList<>();
  private final int batchRows;
  private final BooleanSupplier cancelled;

  /**
   * @param recoding what the privacy model's solution makes of records
   * @param suppression by part what lies over it after suppression, if that changed it
   * @param batchRows how many records a batch has at least, as far as the part has them and their
   *     texts stay within some megabytes
   */
  TableFlow(
      TableRecords records,
      ColumnLayer columns,
      Recoder recoding,
      List<Optional<MaskFile>> suppression,
      int batchRows,
      BooleanSupplier cancelled) {
    this.records = records;
    this.columns = columns;
    this.recoding = recoding;
    this.suppression = List.copyOf(suppression);
    this.batchRows = batchRows;
    this.cancelled = cancelled;
    positions = new long[suppression.size() + 1];
    for (int part = 0; part < suppression.size(); part++) {
      Optional<MaskFile> mask = suppression.get(part);
      RoaringBitmap places =
          mask.isEmpty()
              ? new RoaringBitmap()
              : records.places(part, records.read(mask.get()).deleted());
      suppressed.add(places);
      long size = records.first(part + 1) - records.first(part);
      positions[part + 1] = positions[part] + size - places.getLongCardinality();
    }
  }

  /** Sees batches on their way. */
  interface Visitor {
    /**
     * @param first the position of the first record among those that are left
     */
    void batch(RecordBatch batch, long first);
  }

  /** Adds a layer after all others. */
  void add(StepLayer step) {
    steps.add(step);
  }

  List<StepLayer> steps() {
    return steps;
  }

  /** How many records are left after suppression. */
  long left() {
    return positions[positions.length - 1];
  }

  /** The records of a part after all layers there are. */
  void each(int part, Visitor visitor) {
    long collected = records.first(part);
    long left = positions[part];
    RoaringBitmap gone = suppressed.get(part);
    Gathering gathering = new Gathering();
    try (Parts.Reader reader =
        records.open(part, columns.inputs(), suppression.get(part).map(records::read))) {
      boolean more = true;
      while (more) {
        if (cancelled.getAsBoolean()) {
          throw new CancellationException("anonymization was cancelled");
        }
        Optional<RecordBatch> next = reader.next();
        next.ifPresent(gathering::add);
        more = next.isPresent();
        if (gathering.isFull() || !more && !gathering.isEmpty()) {
          RecordBatch batch = gathering.take();
          int place = Math.toIntExact(collected - records.first(part));
          RecordBatch after = columns.apply(batch, collected);
          RecordBatch kept = without(recoding.apply(batch, after, part, place), gone, place);
          collected += batch.size();
          if (kept.size() > 0) {
            visitor.batch(stepped(kept, left), left);
            left += kept.size();
          }
        }
      }
    }
  }

  private RecordBatch stepped(RecordBatch batch, long first) {
    RecordBatch after = batch;
    for (StepLayer step : steps) {
      after = step.apply(after, first);
    }
    return after;
  }

  private static RecordBatch without(RecordBatch batch, RoaringBitmap gone, int from) {
    if (gone.isEmpty() || !gone.intersects(from, (long) from + batch.size())) {
      return batch;
    }
    int[] rows = new int[batch.size()];
    int kept = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (!gone.contains(from + row)) {
        rows[kept++] = row;
      }
    }
    return batch.select(rows, kept);
  }

  private final class Gathering {
    private final List<RecordBatch> gathered = new ArrayList<>();
    private long rows;
    private long bytes;

    void add(RecordBatch batch) {
      gathered.add(batch);
      rows += batch.size();
      bytes += Batches.bytes(batch);
    }

    boolean isFull() {
      return rows >= batchRows || bytes >= MAX_BATCH_BYTES;
    }

    boolean isEmpty() {
      return gathered.isEmpty();
    }

    RecordBatch take() {
      RecordBatch all = Concatenation.ofBatches(gathered);
      gathered.clear();
      rows = 0;
      bytes = 0;
      return all;
    }
  }
}
