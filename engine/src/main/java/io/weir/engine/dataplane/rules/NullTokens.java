package io.weir.engine.dataplane.rules;

import java.nio.charset.StandardCharsets;
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
      if (token.length == end - start && begins(bytes, start, token)) {
        return true;
      }
    }
    return false;
  }

  /** Tokens are a few bytes long, and nearly always the first one differs. */
  private static boolean begins(byte[] bytes, int start, byte[] token) {
    for (int i = 0; i < token.length; i++) {
      if (bytes[start + i] != token[i]) {
        return false;
      }
    }
    return true;
  }
}
