package io.weir.engine.main.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts to be looked for in bytes, all in one pass. */
public final class Needles {
  private static final int PREFIX = 8;

  private final Map<Long, List<byte[]>> byPrefix = new HashMap<>();

  /**
   * Looks for these texts; shorter ones than eight bytes are left out, for they occur by chance.
   */
  public Needles(Collection<String> texts) {
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length >= PREFIX) {
        byPrefix.computeIfAbsent(prefix(bytes), ignored -> new ArrayList<>()).add(bytes);
      }
    }
  }

  /** How many places of the haystack hold one of the texts. */
  public long count(byte[] haystack) {
    long found = 0;
    long window = 0;
    for (int at = 0; at < haystack.length; at++) {
      window = window << 8 | haystack[at] & 0xFF;
      if (at >= PREFIX - 1) {
        int start = at - PREFIX + 1;
        found +=
            byPrefix.getOrDefault(window, List.of()).stream()
                .filter(needle -> stands(needle, haystack, start))
                .count();
      }
    }
    return found;
  }

  private static boolean stands(byte[] needle, byte[] haystack, int at) {
    return at + needle.length <= haystack.length
        && Arrays.equals(needle, 0, needle.length, haystack, at, at + needle.length);
  }

  private static long prefix(byte[] bytes) {
    long prefix = 0;
    for (int i = 0; i < PREFIX; i++) {
      prefix = prefix << 8 | bytes[i] & 0xFF;
    }
    return prefix;
  }
}
