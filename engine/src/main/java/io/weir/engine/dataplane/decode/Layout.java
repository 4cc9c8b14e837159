package io.weir.engine.dataplane.decode;

/** How the records of a stream lie in its chunks, as found at its beginning. */
public sealed interface Layout {
  /**
   * @param columns for each field of a record the wanted column it holds, or -1
   * @param wanted how many columns are wanted
   * @param absent the wanted columns no field holds
   * @param extras how many fields of a record are to be counted as extra ones
   * @param unquotedEmptyIsAbsent whether nothing, not even quotes, is no value
   */
  record Csv(
      byte delimiter,
      byte quote,
      int[] columns,
      int wanted,
      int[] absent,
      int extras,
      boolean unquotedEmptyIsAbsent)
      implements Layout {}

  /** One JSON object a line. */
  record JsonLines() implements Layout {}

  /** JSON objects with commas between them; a chunk that is not the first begins with the comma. */
  record JsonArray() implements Layout {}
}
