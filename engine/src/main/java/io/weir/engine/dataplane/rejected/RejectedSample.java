package io.weir.engine.dataplane.rejected;

import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.dataplane.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Of all rejected records of a table it was offered, those with the smallest hashes of run, table,
 * source and position; so many at most. What it holds is a function of the set of records alone:
 * neither their order nor how they were divided among several samples that are put together makes a
 * difference. For one thread.
 */
public final class RejectedSample {
  private static final int FORMAT = 1;

  private record Kept(long hash, int source, long position, int column, Rule rule, byte[] fields) {}

  private static final Comparator<Kept> BY_HASH =
      Comparator.comparingLong(Kept::hash)
          .thenComparingInt(Kept::source)
          .thenComparingLong(Kept::position);

  private final String run;
  private final String table;
  private final int most;
  private final Map<Integer, Long> seeds = new HashMap<>();
  private final PriorityQueue<Kept> kept = new PriorityQueue<>(BY_HASH.reversed());

  /**
   * @param most how many records are kept; at least 1
   */
  public RejectedSample(String run, String table, int most) {
    this.run = run;
    this.table = table;
    this.most = most;
  }

  /**
   * @param position the record's number in the source, from 1
   */
  public void offer(int source, long position, RejectedRow row) {
    offer(source, position, row.column(), row.rule(), row.fields());
  }

  private void offer(int source, long position, int column, Rule rule, byte[] fields) {
    long hash = mixed(seeds.computeIfAbsent(source, this::seed) ^ position);
    Kept candidate = new Kept(hash, source, position, column, rule, fields);
    if (kept.size() < most) {
      kept.add(candidate);
    } else if (BY_HASH.compare(candidate, kept.element()) < 0) {
      kept.remove();
      kept.add(candidate);
    }
  }

  private long seed(int source) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String name = run + "\0" + table + "\0" + source;
      return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Stafford's variant 13 of the finalizer of MurmurHash3: a bijection of the 64-bit numbers. */
  private static long mixed(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  /**
   * The records by source and position.
   *
   * @param columns the table's, in document order
   */
  public List<RejectedRecord> records(List<String> columns) {
    return sorted().stream()
        .map(record ->
            new RejectedRecord(
                record.source(),
                record.position(),
                columns.get(record.column()),
                record.rule(),
                DeliveredFields.read(record.fields(), columns),
                DeliveredFields.isCut(record.fields())))
        .toList();
  }

  private List<Kept> sorted() {
    List<Kept> records = new ArrayList<>(kept);
    records.sort(Comparator.comparingInt(Kept::source).thenComparingLong(Kept::position));
    return records;
  }

  /** For {@link #add}; equal samples are equal bytes. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(kept.size());
      for (Kept record : sorted()) {
        out.writeInt(record.source());
        out.writeLong(record.position());
        out.writeInt(record.column());
        out.writeUTF(record.rule().name());
        out.writeInt(record.fields().length);
        out.write(record.fields());
      }
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    }
    return bytes.toByteArray();
  }

  /**
   * Adds the records of another sample of the run and table.
   *
   * @throws IOException if the bytes are not those of a sample
   */
  void add(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORMAT) {
        throw new IOException("a sample of another format");
      }
      for (int left = in.readInt(); left > 0; left--) {
        int source = in.readInt();
        long position = in.readLong();
        int column = in.readInt();
        Rule rule = Rule.valueOf(in.readUTF());
        offer(source, position, column, rule, in.readNBytes(in.readInt()));
      }
    }
  }
}
