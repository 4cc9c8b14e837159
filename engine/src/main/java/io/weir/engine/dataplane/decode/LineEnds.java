package io.weir.engine.dataplane.decode;

/** Every line is a record, for JSON strings hold no raw line feed. */
final class LineEnds implements RecordEnds {
  @Override
  public Found find(byte[] bytes, int to, boolean last) {
    int at =
        last
            ? ByteScan.findLast(bytes, 0, to, (byte) '\n')
            : ByteScan.find(bytes, 0, to, (byte) '\n');
    return Found.end(at < 0 || at == to ? 0 : at + 1);
  }
}
