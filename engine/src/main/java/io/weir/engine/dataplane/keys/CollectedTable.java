package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.Column;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * The collected records of one table and what was decided of them so far: who is gone is a bit
 * each, replaced values are in {@link ReplacedValues}.
 */
final class CollectedTable {
  private final TablePlan plan;
  private final Parts store;
  private final List<Part> parts;
  private final long[] bases;
  private final RowBits deleted;
  private final ReplacedValues replaced;

  /**
   * @param parts in any order
   */
  CollectedTable(
      TablePlan plan, Parts store, ReplacedValues replaced, List<Part> parts, WorkingSpace space) {
    this.plan = plan;
    this.store = store;
    this.parts = parts.stream().sorted((one, other) -> one.id().compareTo(other.id())).toList();
    this.replaced = replaced;
    bases = new long[parts.size() + 1];
    for (int part = 0; part < parts.size(); part++) {
      bases[part + 1] = (bases[part] + this.parts.get(part).rows() + 63) & -64L;
    }
    deleted = new RowBits(space, ordinals());
  }

  /** Begins where keys were settled before, from the masks written then. */
  void begin(Function<PartId, Optional<MaskFile>> masks) {
    for (int part = 0; part < parts.size(); part++) {
      Optional<MaskFile> file = masks.apply(id(part));
      if (file.isPresent()) {
        Mask mask = store.read(file.get());
        long base = bases[part];
        mask.deleted().forEach((IntConsumer) row -> deleted.set(base + row));
        int at = part;
        mask.replacements().forEach(replacement -> replace(at, replacement));
      }
    }
  }

  TablePlan plan() {
    return plan;
  }

  String name() {
    return plan.name();
  }

  int parts() {
    return parts.size();
  }

  /** All records, deleted ones included. */
  long rows() {
    return parts.stream().mapToLong(Part::rows).sum();
  }

  int rows(int part) {
    return Math.toIntExact(parts.get(part).rows());
  }

  /**
   * The ordinal of a part's first record. Ordinals number the records of the table in their order;
   * each part begins at a multiple of 64, so some are left out.
   */
  long base(int part) {
    return bases[part];
  }

  /** All ordinals are below. */
  long ordinals() {
    return bases[parts.size()];
  }

  /** The part of a record. */
  int part(long ordinal) {
    int found = Arrays.binarySearch(bases, ordinal);
    if (found < 0) {
      return -found - 2;
    }
    int part = found;
    while (part + 1 < bases.length && bases[part + 1] == ordinal) {
      part++;
    }
    return part;
  }

  /** The priority of the source that delivered a part. */
  int source(int part) {
    return parts.get(part).id().source();
  }

  /** The name of the source that delivered a part. */
  String sourceName(int part) {
    int priority = source(part);
    return plan.sources().stream()
        .filter(source -> source.priority() == priority)
        .map(SourcePlan::name)
        .findFirst()
        .orElse("");
  }

  ValueType type(String column) {
    return column(column).type();
  }

  ColumnPlan column(String column) {
    return plan.columns().stream()
        .filter(candidate -> candidate.name().equals(column))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("table " + name() + " has no column " + column));
  }

  RowBits deleted() {
    return deleted;
  }

  /** Bits for the records of this table, none set. */
  RowBits noRows(WorkingSpace space) {
    return new RowBits(space, ordinals());
  }

  /** Reads a column of one part as it stands now, replaced values put in. */
  void scan(int part, String column, Visitor visitor) {
    Overlay overlay = new Overlay(replacement(part, column));
    scanDelivered(
        part, column, (first, values) -> visitor.batch(first, overlay.over(values, first)));
  }

  /** Reads a column of one part as it was delivered. */
  void scanDelivered(int part, String column, Visitor visitor) {
    try (Parts.Reader reader = store.read(parts.get(part), List.of(column))) {
      int first = 0;
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        RecordBatch batch = next.get();
        visitor.batch(first, batch.column(0));
        first += batch.size();
      }
    }
  }

  /** Shows the first batch of a part. */
  void sample(int part, String column, Consumer<Column> visitor) {
    try (Parts.Reader reader = store.read(parts.get(part), List.of(column))) {
      reader.next().ifPresent(batch -> visitor.accept(batch.column(0)));
    }
  }

  /** The values replaced in a column of a part so far. */
  Optional<Mask.Replacement> replacement(int part, String column) {
    return replaced.of(id(part), column);
  }

  /** Adds replaced values; of two for the same row the newer counts. */
  void replace(int part, Mask.Replacement newer) {
    if (newer.rows().length > 0) {
      replaced.add(id(part), newer);
    }
  }

  /** Writes the mask of a part, if the part changes. */
  Optional<MaskFile> mask(int part) {
    return mask(part, id(part));
  }

  /**
   * @param name of the mask; it has the name of the part, but perhaps another stage
   */
  Optional<MaskFile> mask(int part, PartId name) {
    List<Mask.Replacement> replacements = List.copyOf(replaced.of(id(part)).values());
    long[] gone = deleted.words(bases[part], rows(part));
    if (replacements.isEmpty() && gone == null) {
      return Optional.empty();
    }
    RoaringBitmap rows = gone == null ? new RoaringBitmap() : BitSetUtil.bitmapOf(gone);
    return Optional.of(store.write(new Mask(name, rows, replacements)));
  }

  PartId id(int part) {
    return parts.get(part).id();
  }

  /** Sees the batches of a column in order. */
  interface Visitor {
    /**
     * @param first the number within the part of the batch's first row
     */
    void batch(int first, Column values);
  }
}
