package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes the {@link TableDigest} of records, batch by batch, on one thread. JSON counts by what it
 * says, not by how it is written: the order of an object's members, spaces and the notation of
 * numbers do not matter.
 */
public final class RecordDigester {
  private final Fingerprints fingerprints = new Fingerprints();
  private long[] highs = new long[0];
  private long[] lows = new long[0];
  private TableDigest digest = TableDigest.none();

  /** The digest of a part's records. */
  public static TableDigest of(Parts parts, Part part) {
    RecordDigester digester = new RecordDigester();
    try (Parts.Reader reader = parts.read(part)) {
      for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
        digester.add(next.get());
      }
    }
    return digester.digest();
  }

  /** Adds the records of a batch. */
  public void add(RecordBatch batch) {
    int size = batch.size();
    if (highs.length < size) {
      highs = new long[size];
      lows = new long[size];
    }
    Arrays.fill(highs, 0, size, 0);
    Arrays.fill(lows, 0, size, 0);
    for (int i = 0; i < batch.columns().size(); i++) {
      add(batch.schema().columns().get(i), batch.column(i));
    }
    long high = 0;
    long low = 0;
    for (int row = 0; row < size; row++) {
      high += Fingerprints.mix(highs[row] + 0x9E3779B97F4A7C15L);
      low += Fingerprints.mix(lows[row] ^ highs[row] + 0xD6E8FEB86659FD93L);
    }
    digest = digest.plus(new TableDigest(size, high, low));
  }

  private void add(ColumnSchema schema, Column column) {
    byte[] name = schema.name().getBytes(StandardCharsets.UTF_8);
    long salt = BytesColumn.hash(name, 0, name.length);
    fingerprints.take(schema.type() == ValueType.JSON ? canonical((BytesColumn) column) : column);
    for (int row = 0; row < column.size(); row++) {
      highs[row] += Fingerprints.mix(fingerprints.high(row) ^ salt);
      lows[row] += Fingerprints.mix(fingerprints.low(row) + salt);
    }
  }

  private static Column canonical(BytesColumn column) {
    BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.JSON, column.size());
    for (int row = 0; row < column.size(); row++) {
      if (column.isEmpty(row)) {
        builder.appendEmpty();
      } else {
        byte[] bytes = CanonicalJson.of(column.bytes(row));
        builder.append(bytes, 0, bytes.length);
      }
    }
    return builder.build();
  }

  /** The digest of all records added. */
  public TableDigest digest() {
    return digest;
  }
}
