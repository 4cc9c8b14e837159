package io.weir.engine.dataplane.decode;

import io.weir.spi.SourceStream;
import io.weir.spi.TableSchema;
import java.util.Optional;

/** Decodes a stream, counting the records that come before whatever breaks it. */
final class CountingDecode {
  private final TableSchema table;
  private final FramingLimits limits;
  private long records;

  CountingDecode(TableSchema table, FramingLimits limits) {
    this.table = table;
    this.limits = limits;
  }

  void read(SourceStream stream) {
    Framer framer = new Framer(stream, Wanted.of(table), limits, new ChunkBuffers(limits, 1));
    ChunkDecoder decoder = ChunkDecoder.of(framer.layout(), Wanted.of(table));
    for (Optional<Chunk> next = framer.next(); next.isPresent(); next = framer.next()) {
      records += decoder.decode(next.get()).records();
    }
  }

  long records() {
    return records;
  }
}
