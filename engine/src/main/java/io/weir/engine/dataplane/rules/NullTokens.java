package io.weir.engine.dataplane.rules;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** The texts that stand for an empty value; most values are told apart by their length alone. */
final class NullTokens {
  private static final int LONG = 63;

  private final byte[][] tokens;
  private final long lengths;

  NullTokens(Set<String> texts) {
    tokens =
        texts.stream()
            .sorted()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    long seen = 0;
    for (byte[] token : tokens) {
      seen |= 1L << Math.min(token.length, LONG);
    }
    lengths = seen;
  }

  boolean contain(byte[] bytes, int start, int end) {
    if ((lengths >>> Math.min(end - start, LONG) & 1) == 0) {
      return false;
    }
    for (byte[] token : tokens) {
      if (Arrays.equals(token, 0, token.length, bytes, start, end)) {
        return true;
      }
    }
    return false;
  }
}
