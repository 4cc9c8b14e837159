package io.weir.engine.dataplane.verify;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Short texts that must not be told, and whether a longer text tells one: all its words, one after
 * the other, whatever their case and what stands between them. Only fingerprints of 64 bits are
 * kept, so two texts of different words are taken for one with a chance of 2⁻⁶⁴.
 *
 * <p>What has fewer than four letters and fewer than six digits is passed over, for it stands in
 * texts by chance, and so is what has more than eight words.
 */
final class HiddenValues {
  private static final int LETTERS = 4;
  private static final int DIGITS = 6;
  private static final int MOST_WORDS = 8;
  private static final int FIRST_SLOTS = 1 << 10;

  private final int mostSlots;
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
      size++;
      longest = Math.max(longest, count);
    }
  }

  /** Whether a text has all words of a hidden one. */
  boolean isToldBy(String text) {
    if (size == 0) {
      return false;
    }
    int count = split(text);
    for (int start = 0; start < count; start++) {
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
    for (int at = 0; at < plain.length(); at += Character.charCount(plain.codePointAt(at))) {
      int letter = plain.codePointAt(at);
      if (Character.isLetterOrDigit(letter)) {
        digits += Character.isDigit(letter) ? 1 : 0;
        letters += Character.isDigit(letter) ? 0 : 1;
        word = followed(word, Character.toLowerCase(Character.toUpperCase(letter)));
      } else if (word != 0) {
        keep(count++, word);
        word = 0;
      }
    }
    if (word != 0) {
      keep(count++, word);
    }
    return count;
  }

  private void keep(int at, long word) {
    if (at == words.length) {
      words = Arrays.copyOf(words, at * 2);
    }
    words[at] = word;
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
