package io.weir.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * STRING, BINARY and JSON values: a dictionary of entries on one byte array, and for each row the
 * number of its entry. Where the values repeat, a method need only look at the entries; where they
 * do not, rows and entries coincide and nothing is lost.
 */
public final class BytesColumn implements Column {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ValueType type;
  private final byte[] heap;
  private final int[] offsets;
  private final int entries;
  private final int @Nullable [] codes;
  private final int size;
  private final Empties empties;
  private final boolean deduplicated;

  private BytesColumn(
      ValueType type,
      byte[] heap,
      int[] offsets,
      int entries,
      int @Nullable [] codes,
      int size,
      Empties empties,
      boolean deduplicated) {
    if (!type.isBytes()) {
      throw new IllegalArgumentException(type + " is not carried by bytes");
    }
    this.type = type;
    this.heap = heap;
    this.offsets = offsets;
    this.entries = entries;
    this.codes = codes;
    this.size = size;
    this.empties = empties;
    this.deduplicated = deduplicated;
  }

  /**
   * One entry a row: row {@code i} is {@code heap[offsets[i] .. offsets[i+1])}. No array is copied,
   * and none is to be changed afterwards.
   */
  public static BytesColumn plain(
      ValueType type, byte[] heap, int[] offsets, int size, Empties empties) {
    return new BytesColumn(type, heap, offsets, size, null, size, empties, false);
  }

  /**
   * Rows that name entries of a dictionary; entry {@code e} is {@code heap[offsets[e] ..
   * offsets[e+1])}. No array is copied, and none is to be changed afterwards.
   *
   * @param codes the entry of each row; undefined (but inside the array's bounds not needed) at
   *     empty rows
   * @param deduplicated whether no two entries are equal
   */
  public static BytesColumn dictionary(
      ValueType type,
      byte[] heap,
      int[] offsets,
      int entries,
      int[] codes,
      int size,
      Empties empties,
      boolean deduplicated) {
    return new BytesColumn(type, heap, offsets, entries, codes, size, empties, deduplicated);
  }

  /** A STRING column of the given values; a null is an empty row. */
  public static BytesColumn ofStrings(@Nullable String... values) {
    Builder builder = new Builder(ValueType.STRING, values.length);
    for (String value : values) {
      if (value == null) {
        builder.appendEmpty();
      } else {
        builder.append(value);
      }
    }
    return builder.build();
  }

  /** How many entries the dictionary has. */
  public int entries() {
    return entries;
  }

  /**
   * Whether every row has an entry of its own, in row order, so that the values lie one after the
   * other.
   */
  public boolean isPlain() {
    return codes == null;
  }

  /** The entry of a row that is not empty. */
  public int entry(int row) {
    return codes == null ? row : codes[row];
  }

  /** Where an entry's bytes begin in {@link #heap()}. */
  public int start(int entry) {
    return offsets[entry];
  }

  /** Where an entry's bytes end in {@link #heap()}, exclusive. */
  public int end(int entry) {
    return offsets[entry + 1];
  }

  /** The bytes of all entries. Not to be changed. */
  public byte[] heap() {
    return heap;
  }

  /** Whether no two entries are equal, so that equal rows have equal entry numbers. */
  public boolean isDeduplicated() {
    return deduplicated;
  }

  /** The value of a row as bytes; a copy. */
  public byte[] bytes(int row) {
    int entry = entry(row);
    return Arrays.copyOfRange(heap, offsets[entry], offsets[entry + 1]);
  }

  /** The value of a row as text. */
  public String text(int row) {
    return entryText(entry(row));
  }

  /** An entry as text. */
  public String entryText(int entry) {
    return new String(
        heap, offsets[entry], offsets[entry + 1] - offsets[entry], StandardCharsets.UTF_8);
  }

  /** The same rows over a dictionary without equal entries. */
  public BytesColumn deduplicate() {
    if (deduplicated) {
      return this;
    }
    Builder builder = new Builder(type, size);
    builder.alwaysDeduplicate = true;
    for (int row = 0; row < size; row++) {
      if (isEmpty(row)) {
        builder.appendEmpty();
      } else {
        int entry = entry(row);
        builder.append(heap, offsets[entry], offsets[entry + 1] - offsets[entry]);
      }
    }
    return builder.build();
  }

  @Override
  public ValueType type() {
    return type;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Empties empties() {
    return empties;
  }

  @Override
  public BytesColumn select(int[] rows, int length) {
    int[] picked = new int[length];
    for (int i = 0; i < length; i++) {
      picked[i] = codes == null ? rows[i] : codes[rows[i]];
    }
    return new BytesColumn(
        type, heap, offsets, entries, picked, length, empties.select(rows, length), deduplicated);
  }

  @Override
  public String format(int row) {
    return type == ValueType.BINARY ? Base64.getEncoder().encodeToString(bytes(row)) : text(row);
  }

  /** A well-mixed 64-bit hash of a run of bytes; the same in every process. */
  public static long hash(byte[] bytes, int start, int end) {
    long hash = 0x9E3779B97F4A7C15L ^ (end - start);
    int at = start;
    for (; at + 8 <= end; at += 8) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * 0xD6E8FEB86659FD93L;
      hash ^= hash >>> 32;
    }
    long tail = 0;
    for (int shift = 0; at < end; at++, shift += 8) {
      tail |= (bytes[at] & 0xFFL) << shift;
    }
    hash = (hash ^ tail) * 0xD6E8FEB86659FD93L;
    hash ^= hash >>> 32;
    hash *= 0xD6E8FEB86659FD93L;
    return hash ^ hash >>> 32;
  }

  /**
   * Gathers values row by row, sharing equal ones as long as that pays: when more than half of the
   * first thousand rows are distinct, later rows get entries of their own.
   */
  public static final class Builder {
    private static final int TRIAL = 1024;

    private final ValueType type;
    private byte[] heap;
    private int[] offsets;
    private int[] codes;
    private long[] empties;
    private int[] table;
    private int entries;
    private int size;
    private boolean sharing = true;
    private boolean alwaysDeduplicate;

    public Builder(ValueType type, int rows) {
      this.type = type;
      heap = new byte[Math.max(64, Math.min(rows, 1 << 20) * 4)];
      offsets = new int[Math.max(16, Math.min(rows, 4096)) + 1];
      codes = new int[Math.max(rows, 16)];
      empties = new long[(codes.length + 63) >>> 6];
      table = new int[256];
    }

    public void append(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      append(bytes, 0, bytes.length);
    }

    public void append(byte[] source, int from, int length) {
      growRows();
      codes[size++] = sharing ? share(source, from, length) : add(source, from, length);
      if (size == TRIAL && !alwaysDeduplicate && entries > TRIAL / 2) {
        sharing = false;
        table = new int[0];
      }
    }

    public void appendEmpty() {
      growRows();
      empties[size >>> 6] |= 1L << size;
      size++;
    }

    public int size() {
      return size;
    }

    public BytesColumn build() {
      return new BytesColumn(
          type, heap, offsets, entries, codes, size, Empties.ofWords(empties), sharing);
    }

    private int share(byte[] source, int from, int length) {
      int mask = table.length - 1;
      int slot = (int) hash(source, from, from + length) & mask;
      while (table[slot] != 0) {
        int entry = table[slot] - 1;
        if (Arrays.equals(heap, offsets[entry], offsets[entry + 1], source, from, from + length)) {
          return entry;
        }
        slot = slot + 1 & mask;
      }
      int entry = add(source, from, length);
      table[slot] = entry + 1;
      if (entries * 2 > table.length) {
        rehash();
      }
      return entry;
    }

    private int add(byte[] source, int from, int length) {
      int start = offsets[entries];
      int end = Math.addExact(start, length);
      if (end > heap.length) {
        heap =
            Arrays.copyOf(
                heap, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, heap.length * 2L)));
      }
      System.arraycopy(source, from, heap, start, length);
      if (entries + 2 > offsets.length) {
        offsets = Arrays.copyOf(offsets, offsets.length * 2);
      }
      offsets[++entries] = end;
      return entries - 1;
    }

    private void rehash() {
      table = new int[table.length * 4];
      int mask = table.length - 1;
      for (int entry = 0; entry < entries; entry++) {
        int slot = (int) hash(heap, offsets[entry], offsets[entry + 1]) & mask;
        while (table[slot] != 0) {
          slot = slot + 1 & mask;
        }
        table[slot] = entry + 1;
      }
    }

    private void growRows() {
      if (size == codes.length) {
        codes = Arrays.copyOf(codes, Math.multiplyExact(size, 2));
        empties = Arrays.copyOf(empties, (codes.length + 63) >>> 6);
      }
    }
  }
}
