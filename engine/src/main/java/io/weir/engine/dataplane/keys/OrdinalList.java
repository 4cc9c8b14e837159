package io.weir.engine.dataplane.keys;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A list of ordinals of any length: short ones in memory, longer ones put aside. */
final class OrdinalList {
  private static final int MOST_HELD = 1 << 12;

  private final Spill spill;
  private long[] held = new long[8];
  private int size;
  private Optional<SpillWriter> writer = Optional.empty();
  private Optional<SpillStream> stream = Optional.empty();

  OrdinalList(Spill spill) {
    this.spill = spill;
  }

  /** Adds one; not to be called any more once the list was read. */
  void add(long ordinal) {
    if (size == MOST_HELD) {
      SpillWriter aside = writer.orElseGet(() -> new SpillWriter(spill));
      writer = Optional.of(aside);
      for (long one : held) {
        aside.putLong(one);
      }
      size = 0;
    }
    if (size == held.length) {
      held = Arrays.copyOf(held, size * 2);
    }
    held[size++] = ordinal;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void forEach(LongConsumer visitor) {
    if (stream.isEmpty()) {
      stream = writer.map(SpillWriter::finish);
    }
    stream.ifPresent(aside -> {
      SpillStream.Reader reader = aside.open();
      while (reader.hasNext()) {
        visitor.accept(reader.getLong());
      }
    });
    for (int at = 0; at < size; at++) {
      visitor.accept(held[at]);
    }
  }

  void free() {
    stream.ifPresent(SpillStream::free);
  }
}
