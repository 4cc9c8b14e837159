package io.weir.engine.dataplane.decode;

import io.weir.spi.ColumnSchema;
import io.weir.spi.SourceStream;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Everything a stream holds, as texts: slow, and easy to compare. */
record DecodedText(List<List<String>> records, List<Integer> sizes, long extraFields, long bytes) {

  static DecodedText of(SourceStream stream, TableSchema table, FramingLimits limits) {
    ChunkBuffers buffers = new ChunkBuffers(limits, 2);
    Framer framer = new Framer(stream, Wanted.of(table), limits, buffers);
    ChunkDecoder decoder = ChunkDecoder.of(framer.layout(), Wanted.of(table));
    List<List<String>> records = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    long extra = 0;
    long to = 0;
    for (Optional<Chunk> next = framer.next(); next.isPresent(); next = framer.next()) {
      RawChunk raw = decoder.decode(next.get());
      for (int record = 0; record < raw.records(); record++) {
        records.add(record(raw, record));
      }
      sizes.add(next.get().length());
      extra += raw.extraFields();
      to = next.get().to();
      buffers.release(next.get());
    }
    return new DecodedText(records, sizes, extra, to);
  }

  private static List<String> record(RawChunk raw, int record) {
    String[] values = new String[raw.columns()];
    for (int column = 0; column < raw.columns(); column++) {
      byte[] kinds = raw.kinds(column);
      long slice = raw.slices(column)[record];
      if (slice == RawChunk.ABSENT) {
        continue;
      }
      int start = RawChunk.start(slice);
      String text =
          new String(raw.bytes(), start, RawChunk.end(slice) - start, StandardCharsets.UTF_8);
      values[column] =
          switch (kinds == null ? RawChunk.TEXT : kinds[record]) {
            case RawChunk.NUMBER -> "number " + text;
            case RawChunk.BOOLEAN -> "boolean " + text;
            case RawChunk.NESTED -> "nested " + text;
            default -> text;
          };
    }
    return Arrays.asList(values);
  }

  static TableSchema table(String... columns) {
    return new TableSchema(
        "t",
        Arrays.stream(columns)
            .map(name ->
                new ColumnSchema(name, name.startsWith("json") ? ValueType.JSON : ValueType.STRING))
            .toList());
  }
}
