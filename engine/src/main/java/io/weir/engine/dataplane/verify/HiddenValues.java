package io.weir.engine.dataplane.verify;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Short texts that must not be told, and whether a longer text tells one: all its words, one after
 * the other, whatever their case and what stands between them. Only fingerprints of 64 bits are
 * kept, so two texts of different words are taken for one with a chance of about 2⁻⁶⁴.
 *
 * <p>What has fewer than four letters and fewer than six digits is passed over, for it stands in
 * texts by chance, and so is what has more than eight words.
 */
final class HiddenValues {
  private static final int LETTERS = 4;
  private static final int DIGITS = 6;
  private static final int MOST_WORDS = 8;
  private static final int FIRST_SLOTS = 1 << 10;

  /** Bits by which most words are known not to begin a hidden value: a megabyte, near the core. */
  private static final int FILTER_BITS = 1 << 23;

  private static final long PRIME = 0x100000001B3L;

  /** Letters and digits of ASCII in lower case; 0 for all others. */
  private static final char[] FOLDED = new char[0x80];

  static {
    for (char letter = 0; letter < FOLDED.length; letter++) {
      FOLDED[letter] = Character.isLetterOrDigit(letter) ? Character.toLowerCase(letter) : 0;
    }
  }

  private final int mostSlots;
  private final long[] beginnings = new long[FILTER_BITS / Long.SIZE];
  private long[] slots;
  private int size;
  private int longest;
  private boolean complete = true;
  private long[] words = new long[64];
  private int letters;
  private int digits;

  /**
   * @param bytes what may be kept
   */
  HiddenValues(long bytes) {
    // While it grows the old half is there, too.
    this.mostSlots =
        Integer.highestOneBit(Math.clamp(bytes / (Long.BYTES * 2), FIRST_SLOTS, 1 << 29));
    this.slots = new long[FIRST_SLOTS];
  }

  /** Whether all could be kept. */
  boolean isComplete() {
    return complete;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(String value) {
    int count = split(value);
    if (count == 0 || count > MOST_WORDS || letters < LETTERS && digits < DIGITS) {
      return;
    }
    long hash = 0;
    for (int i = 0; i < count; i++) {
      hash = followed(hash, words[i]);
    }
    if (!holds(hash) && hasRoom()) {
      put(slots, hash);
      int bit = (int) words[0] & FILTER_BITS - 1;
      beginnings[bit >> 6] |= 1L << bit;
      size++;
      longest = Math.max(longest, count);
    }
  }

  /** Whether a text has all words of a hidden one, one after the other. */
  boolean isToldBy(String text) {
    if (size == 0) {
      return false;
    }
    int count = split(text);
    for (int start = 0; start < count; start++) {
      int bit = (int) words[start] & FILTER_BITS - 1;
      if ((beginnings[bit >> 6] & 1L << bit) == 0) {
        continue;
      }
      long hash = 0;
      for (int at = start; at < count && at < start + longest; at++) {
        hash = followed(hash, words[at]);
        if (holds(hash)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Cuts a text into fingerprints of its words, and counts its letters and digits. */
  private int split(String text) {
    String plain = isPlain(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
    letters = 0;
    digits = 0;
    int count = 0;
    long word = 0;
    int at = 0;
    while (at < plain.length()) {
      int letter = folded(plain, at);
      if (letter != 0) {
        boolean digit = letter < 0x80 ? letter <= '9' : Character.isDigit(letter);
        digits += digit ? 1 : 0;
        letters += digit ? 0 : 1;
        word = (word ^ letter + 1) * PRIME;
      } else if (word != 0) {
        keep(count++, word);
        word = 0;
      }
      at += letter < 0x10000 ? 1 : 2;
    }
    if (word != 0) {
      keep(count++, word);
    }
    return count;
  }

  /** A letter or digit in lower case, or 0; half of a code point that is neither is, too. */
  private static int folded(String text, int at) {
    char plain = text.charAt(at);
    if (plain < FOLDED.length) {
      return FOLDED[plain];
    }
    int letter = text.codePointAt(at);
    return Character.isLetterOrDigit(letter)
        ? Character.toLowerCase(Character.toUpperCase(letter))
        : 0;
  }

  private void keep(int at, long word) {
    if (at == words.length) {
      words = Arrays.copyOf(words, at * 2);
    }
    words[at] = Fingerprints.mix(word);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** Never 0, which is an empty slot and no word. */
  private static long followed(long hash, long next) {
    long mixed = Fingerprints.mix((hash ^ Fingerprints.mix(next)) + 0x9E3779B97F4A7C15L);
    return mixed == 0 ? 1 : mixed;
  }

  private boolean hasRoom() {
    if (size * 2 < slots.length) {
      return true;
    }
    if (slots.length >= mostSlots) {
      complete = false;
      return false;
    }
    long[] more = new long[slots.length * 2];
    for (long hash : slots) {
      if (hash != 0) {
        put(more, hash);
      }
    }
    slots = more;
    return true;
  }

  private boolean holds(long hash) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == hash) {
        return true;
      }
      slot = slot + 1 & mask;
    }
    return false;
  }

  private static void put(long[] into, long hash) {
    int mask = into.length - 1;
    int slot = (int) hash & mask;
    while (into[slot] != 0) {
      slot = slot + 1 & mask;
    }
    into[slot] = hash;
  }
}
