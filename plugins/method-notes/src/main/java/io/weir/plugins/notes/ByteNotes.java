package io.weir.plugins.notes;

import io.weir.spi.BytesColumn;
import io.weir.spi.DecimalColumn;
import io.weir.spi.Workspace;
import io.weir.spi.Workspace.ByteStore;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts and decimals as one long each: short ones are in it, of others it tells where they are, as
 * the number of a store, from 1, and an address. 0 is an empty value. The lowest bit is set where
 * the value is in the long.
 */
final class ByteNotes {
  private static final int SHORT = 7;
  private static final int ADDRESS_BITS = 46;
  private static final long ADDRESS = (1L << ADDRESS_BITS) - 1;
  private static final int UNSCALED_BITS = 55;

  private static final int RECENT = 1 << 13;
  private static final int LONGEST_RECENT = 64;

  private final Workspace workspace;
  private final List<ByteStore> stores = new ArrayList<>();
  private byte[] @Nullable [] recent = {};
  private long[] recentWords = {};
  private @Nullable ByteStore own;
  private long ownNumber;

  ByteNotes(Workspace workspace) {
    this.workspace = workspace;
  }

  long word(byte[] source, int from, int length) {
    if (length > SHORT) {
      return stored(source, from, length);
    }
    long word = length << 1 | 1;
    for (int i = 0; i < length; i++) {
      word |= (source[from + i] & 0xFFL) << 8 * (i + 1);
    }
    return word;
  }

  /** As {@link #word}, and most often the same for a text that was met lately. */
  long repeatedWord(byte[] source, int from, int length) {
    if (length <= SHORT || length > LONGEST_RECENT) {
      return word(source, from, length);
    }
    if (recent.length == 0) {
      recent = new byte[RECENT][];
      recentWords = new long[RECENT];
    }
    int slot = (int) BytesColumn.hash(source, from, from + length) & RECENT - 1;
    byte[] met = recent[slot];
    if (met == null || !Arrays.equals(met, 0, met.length, source, from, from + length)) {
      recent[slot] = Arrays.copyOfRange(source, from, from + length);
      recentWords[slot] = stored(source, from, length);
    }
    return recentWords[slot];
  }

  long word(DecimalColumn decimals, int row) {
    if (decimals.isSmall(row)) {
      long unscaled = decimals.unscaled(row);
      if (unscaled << 64 - UNSCALED_BITS >> 64 - UNSCALED_BITS == unscaled) {
        return unscaled << 64 - UNSCALED_BITS | (decimals.scale(row) & 0xFFL) << 1 | 1;
      }
    }
    BigDecimal value = decimals.value(row);
    byte[] unscaled = value.unscaledValue().toByteArray();
    byte[] bytes = new byte[Integer.BYTES + unscaled.length];
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[i] = (byte) (value.scale() >>> 8 * i);
    }
    System.arraycopy(unscaled, 0, bytes, Integer.BYTES, unscaled.length);
    return stored(bytes, 0, bytes.length);
  }

  private long stored(byte[] source, int from, int length) {
    ByteStore store = own;
    if (store == null) {
      store = workspace.bytes();
      own = store;
      ownNumber = stores.size();
      stores.add(store);
    }
    long address = store.add(source, from, length);
    if (address > ADDRESS) {
      throw new IllegalStateException("a store of more bytes than can be addressed");
    }
    return (ownNumber + 1 << ADDRESS_BITS | address) << 1;
  }

  /**
   * Takes in the stores of others.
   *
   * @return by how many stores its words are to be moved
   */
  int merge(ByteNotes other) {
    int before = stores.size();
    stores.addAll(other.stores);
    return before;
  }

  /** A word of notes that were merged into others. */
  static long moved(long word, int stores) {
    return (word & 1) != 0 ? word : word + ((long) stores << ADDRESS_BITS + 1);
  }

  byte[] bytes(long word) {
    if ((word & 1) == 0) {
      return stored(word);
    }
    byte[] bytes = new byte[(int) (word >>> 1) & SHORT];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (word >>> 8 * (i + 1));
    }
    return bytes;
  }

  BigDecimal decimal(long word) {
    if ((word & 1) != 0) {
      return BigDecimal.valueOf(word >> 64 - UNSCALED_BITS, (byte) (word >>> 1));
    }
    byte[] bytes = stored(word);
    int scale = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      scale |= (bytes[i] & 0xFF) << 8 * i;
    }
    return new BigDecimal(
        new BigInteger(bytes, Integer.BYTES, bytes.length - Integer.BYTES), scale);
  }

  void appendDecimal(long word, DecimalColumn.Builder builder) {
    if (word == 0) {
      builder.appendEmpty();
    } else if ((word & 1) != 0) {
      builder.append(word >> 64 - UNSCALED_BITS, (byte) (word >>> 1));
    } else {
      builder.append(decimal(word));
    }
  }

  private byte[] stored(long word) {
    return stores.get((int) (word >>> ADDRESS_BITS + 1) - 1).get(word >>> 1 & ADDRESS);
  }
}
