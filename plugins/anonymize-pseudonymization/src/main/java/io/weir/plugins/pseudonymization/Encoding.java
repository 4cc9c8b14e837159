package io.weir.plugins.pseudonymization;

import java.nio.charset.StandardCharsets;

/** How the bits of a pseudonym are written. */
enum Encoding {
  /** Five bits a character, in the alphabet of RFC 4648, lower case. */
  BASE32("base32", "abcdefghijklmnopqrstuvwxyz234567", 5, 51, 26),
  /** Four bits a character. */
  HEX("hex", "0123456789abcdef", 4, 64, 32);

  final String word;
  final int bits;

  /** Characters that a hash of 256 bits fills. */
  final int longest;

  /** Characters of a pseudonym of at least 128 bits, which is what one has unless told. */
  final int usual;

  private final byte[] characters;

  Encoding(String word, String characters, int bits, int longest, int usual) {
    this.word = word;
    this.characters = characters.getBytes(StandardCharsets.US_ASCII);
    this.bits = bits;
    this.longest = longest;
    this.usual = usual;
  }

  /** Writes the first {@code length * bits} bits of a hash, the highest of each byte first. */
  void write(byte[] hash, int length, byte[] target, int at) {
    int mask = (1 << bits) - 1;
    int window = 0;
    int held = 0;
    int next = 0;
    for (int i = 0; i < length; i++) {
      if (held < bits) {
        window = window << 8 | hash[next++] & 0xFF;
        held += 8;
      }
      held -= bits;
      target[at + i] = characters[window >>> held & mask];
    }
  }
}
