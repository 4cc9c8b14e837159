package io.weir.engine.dataplane.decode;

/** Finds the values of a table's columns in a chunk. For one thread at a time. */
public sealed interface ChunkDecoder permits CsvDecoder, JsonDecoder {
  /**
   * @return good until the next call
   * @throws RecordException if a record is malformed
   */
  RawChunk decode(Chunk chunk);

  static ChunkDecoder of(Layout layout, Wanted wanted) {
    return switch (layout) {
      case Layout.Csv csv -> new CsvDecoder(csv);
      case Layout.JsonLines _ -> new JsonDecoder(wanted, true);
      case Layout.JsonArray _ -> new JsonDecoder(wanted, false);
    };
  }
}
