package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.spi.BytesColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.roaringbitmap.RoaringBitmap;

/**
 * The values replaced so far in all parts: in memory up to a budget, beyond it in scratch masks in
 * the part store. Scratch masks lie under a run's name of their own, so that an execution that was
 * fenced off cannot touch masks that count. Different parts may be worked on by different threads.
 */
final class ReplacedValues {
  private static final int BYTES_PER_VALUE = 16;

  private final Parts store;
  private final String scratchRun;
  private final long budget;
  private final Map<PartId, Map<String, Mask.Replacement>> held = new ConcurrentHashMap<>();
  private final Map<PartId, MaskFile> spilled = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  ReplacedValues(Parts store, String scratchRun, long budget) {
    this.store = store;
    this.scratchRun = scratchRun;
    this.budget = budget;
  }

  /** What is replaced in a part, by column. */
  Map<String, Mask.Replacement> of(PartId part) {
    MaskFile file = spilled.get(part);
    if (file == null) {
      return held.getOrDefault(part, Map.of());
    }
    Map<String, Mask.Replacement> all = new TreeMap<>();
    store
        .read(file)
        .replacements()
        .forEach(replacement -> all.put(replacement.column(), replacement));
    return all;
  }

  Optional<Mask.Replacement> of(PartId part, String column) {
    return Optional.ofNullable(of(part).get(column));
  }

  /** Adds replaced values; of two for the same row the newer counts. */
  void add(PartId part, Mask.Replacement newer) {
    Map<String, Mask.Replacement> all = new TreeMap<>(of(part));
    all.merge(newer.column(), newer, Overlay::merge);
    put(part, all);
  }

  private void put(PartId part, Map<String, Mask.Replacement> all) {
    Map<String, Mask.Replacement> before = held.remove(part);
    long more = bytes(all) - (before == null ? 0 : bytes(before));
    if (bytes.addAndGet(more) <= budget && !spilled.containsKey(part)) {
      held.put(part, all);
      return;
    }
    bytes.addAndGet(-bytes(all));
    PartId scratch =
        new PartId(scratchRun, part.stage(), part.table(), part.source(), part.number());
    spilled.put(
        part, store.write(new Mask(scratch, new RoaringBitmap(), List.copyOf(all.values()))));
  }

  private static long bytes(Map<String, Mask.Replacement> all) {
    long bytes = 0;
    for (Mask.Replacement replacement : all.values()) {
      bytes += (long) replacement.rows().length * BYTES_PER_VALUE;
      bytes += replacement.values() instanceof BytesColumn texts ? texts.heap().length : 0;
    }
    return bytes;
  }
}
