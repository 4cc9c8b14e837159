package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * The records of one table as the keys left them. A record's position counts those before it, in
 * the order of the parts; it does not change when records are suppressed.
 */
final class TableRecords {
  private final Parts parts;
  private final List<Part> all;
  private final Function<PartId, Optional<MaskFile>> masks;
  private final long[] positions;

  /**
   * @param all the table's parts of EXTRACT in order
   * @param masks what settling the keys left over them
   */
  TableRecords(Parts parts, List<Part> all, Function<PartId, Optional<MaskFile>> masks) {
    this.parts = parts;
    this.all = List.copyOf(all);
    this.masks = masks;
    positions = new long[all.size() + 1];
    for (int part = 0; part < all.size(); part++) {
      long deleted = masks.apply(all.get(part).id()).map(MaskFile::deleted).orElse(0L);
      positions[part + 1] = positions[part] + all.get(part).rows() - deleted;
    }
  }

  List<Part> parts() {
    return all;
  }

  /** How many there are. */
  long size() {
    return positions[all.size()];
  }

  /** The position of a part's first record. */
  long first(int part) {
    return positions[part];
  }

  /** A mask may hold many replaced values, so nobody keeps more than those of one part. */
  Mask read(MaskFile mask) {
    return parts.read(mask);
  }

  /** The records of a part, with some columns. */
  Parts.Reader open(int part, List<String> columns) {
    Part read = all.get(part);
    return parts.read(read, columns, masks.apply(read.id()));
  }

  /** As {@link #open(int, List)}, with the values that a later mask puts in. */
  Parts.Reader open(int part, List<String> columns, Optional<Mask> later) {
    if (later.isEmpty()) {
      return open(part, columns);
    }
    Part read = all.get(part);
    return parts.read(
        read, columns, new Mask(read.id(), deleted(part), later.get().replacements()));
  }

  private RoaringBitmap deleted(int part) {
    return masks
        .apply(all.get(part).id())
        .map(file -> parts.read(file).deleted())
        .orElseGet(RoaringBitmap::new);
  }

  /** The row numbers that are gone, by part. */
  List<RoaringBitmap> gone(Function<PartId, RoaringBitmap> gone) {
    return all.stream().map(part -> gone.apply(part.id())).toList();
  }

  /**
   * The records of a part by their place among those the keys left.
   *
   * @param rows row numbers of the part; those the keys dropped are passed over
   */
  RoaringBitmap places(int part, RoaringBitmap rows) {
    RoaringBitmap deleted = deleted(part);
    RoaringBitmap places = new RoaringBitmap();
    RoaringBitmap.andNot(rows, deleted)
        .forEach((IntConsumer) row -> places.add(row - deleted.rank(row)));
    return places;
  }

  /** The opposite of {@link #places}. */
  RoaringBitmap rows(int part, RoaringBitmap places) {
    RoaringBitmap deleted = deleted(part);
    if (deleted.isEmpty()) {
      return places;
    }
    RoaringBitmap live = new RoaringBitmap();
    live.add(0L, all.get(part).rows());
    live.andNot(deleted);
    RoaringBitmap rows = new RoaringBitmap();
    places.forEach((IntConsumer) place -> rows.add(live.select(place)));
    return rows;
  }
}
