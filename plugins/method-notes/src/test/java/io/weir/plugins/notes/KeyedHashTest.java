package io.weir.plugins.notes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KeyedHashTest {
  // Key 00 01 … 0f and message 00 01 … 0e: the example in appendix A of the paper.
  private static final KeyedHash HASH = new KeyedHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  @Test
  void it_is_siphash_2_4() {
    byte[] message = new byte[18];
    for (int i = 0; i < 15; i++) {
      message[i + 2] = (byte) i;
    }
    assertEquals(0xa129ca6149be45e5L, HASH.hash(message, 2, 17));
  }

  @Test
  void two_longs_are_sixteen_bytes() {
    byte[] message = new byte[16];
    for (int i = 0; i < 16; i++) {
      message[i] = (byte) i;
    }
    assertEquals(HASH.hash(message, 0, 16), HASH.hash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L));
  }
}
