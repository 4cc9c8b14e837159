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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The collected records of one table and what was decided of them so far: who is gone is held in
 * memory, replaced values in {@link ReplacedValues}.
 */
final class CollectedTable {
  private static final String ASIDE = "\u0000aside ";

  private final TablePlan plan;
  private final Parts store;
  private final List<Part> parts;
  private final RoaringBitmap[] deleted;
  private final ReplacedValues replaced;

  /**
   * @param parts in any order
   */
  CollectedTable(TablePlan plan, Parts store, ReplacedValues replaced, List<Part> parts) {
    this.plan = plan;
    this.store = store;
    this.parts = parts.stream().sorted((one, other) -> one.id().compareTo(other.id())).toList();
    this.deleted = new RoaringBitmap[parts.size()];
    this.replaced = replaced;
    for (int part = 0; part < deleted.length; part++) {
      deleted[part] = new RoaringBitmap();
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

  RoaringBitmap deleted(int part) {
    return deleted[part];
  }

  /** Reads a column of all parts as it stands now, replaced values put in. */
  void scan(String column, Visitor visitor) {
    for (int part = 0; part < parts.size(); part++) {
      scan(part, column, visitor);
    }
  }

  /** Reads a column of one part as it stands now, replaced values put in. */
  void scan(int part, String column, Visitor visitor) {
    Overlay overlay = new Overlay(replacement(part, column));
    scanDelivered(
        part,
        column,
        (index, first, values, gone) ->
            visitor.batch(index, first, overlay.over(values, first), gone));
  }

  /** Reads a column of one part as it was delivered. */
  void scanDelivered(int part, String column, Visitor visitor) {
    try (Parts.Reader reader = store.read(parts.get(part), List.of(column))) {
      int first = 0;
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        RecordBatch batch = next.get();
        visitor.batch(part, first, batch.column(0), words(deleted[part], first, batch.size()));
        first += batch.size();
      }
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

  /**
   * Puts values aside that are to be replaced at {@link #replaceWithAside}: no scan sees them
   * before.
   */
  void putAside(int part, Mask.Replacement later) {
    if (later.rows().length > 0) {
      replaced.add(
          id(part), new Mask.Replacement(ASIDE + later.column(), later.rows(), later.values()));
    }
  }

  /** Replaces what was put aside for a column. */
  void replaceWithAside(String column) {
    for (int part = 0; part < parts.size(); part++) {
      replaced.move(id(part), ASIDE + column, column);
    }
  }

  /** Writes the masks of all parts that change. */
  List<MaskFile> masks() {
    List<MaskFile> masks = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      List<Mask.Replacement> replacements = List.copyOf(replaced.of(id(part)).values());
      if (!replacements.isEmpty() || !deleted[part].isEmpty()) {
        masks.add(store.write(new Mask(id(part), deleted[part], replacements)));
      }
    }
    return masks;
  }

  private PartId id(int part) {
    return parts.get(part).id();
  }

  /** The bits of some rows as words, or null when none is set. */
  static long @Nullable [] words(RoaringBitmap bitmap, int first, int size) {
    if (size == 0 || !bitmap.intersects((long) first, (long) first + size)) {
      return null;
    }
    long[] words = new long[(size + 63) >>> 6];
    PeekableIntIterator rows = bitmap.getIntIterator();
    rows.advanceIfNeeded(first);
    while (rows.hasNext()) {
      int row = rows.next() - first;
      if (row >= size) {
        break;
      }
      words[row >>> 6] |= 1L << row;
    }
    return words;
  }

  /** Sees the batches of a column in order. */
  interface Visitor {
    /**
     * @param first the number within the part of the batch's first row
     * @param gone the batch's deleted rows, one bit each, or null when there are none
     */
    void batch(int part, int first, Column column, long @Nullable [] gone);
  }
}
