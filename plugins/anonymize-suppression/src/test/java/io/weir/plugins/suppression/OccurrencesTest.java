package io.weir.plugins.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.Workspace;
import io.weir.testkit.TrialRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OccurrencesTest {
  /** A workspace that allows next to no memory, and tells how much was written to it. */
  private static final class Tight implements Workspace {
    private final Workspace room = TrialRun.of(1, 0).workspace();
    private long written;

    @Override
    public long memory() {
      return 16_000;
    }

    @Override
    public LongArray longs(long size) {
      written += size;
      return room.longs(size);
    }

    @Override
    public ByteStore bytes() {
      return room.bytes();
    }
  }

  @Property(tries = 40)
  void what_is_counted_does_not_depend_on_memory_or_merges(
      @ForAll @IntRange(min = 0, max = 20_000) int size,
      @ForAll @IntRange(min = 1, max = 4) int counters,
      @ForAll Random random) {
    Tight tight = new Tight();
    Map<Long, Long> expected = new TreeMap<>();
    List<Occurrences> all = new ArrayList<>();
    for (int i = 0; i < counters; i++) {
      all.add(new Occurrences(tight));
    }
    for (int i = 0; i < size; i++) {
      long fingerprint = new Random(random.nextInt(5_000)).nextLong();
      expected.merge(fingerprint, 1L, Long::sum);
      all.get(random.nextInt(counters)).add(fingerprint);
    }
    for (int i = 1; i < counters; i++) {
      all.getFirst().addAll(all.get(i));
    }
    for (int twice = 0; twice < 2; twice++) {
      Map<Long, Long> counted = new TreeMap<>();
      List<Long> order = new ArrayList<>();
      all.getFirst()
          .forEach((fingerprint, count) -> {
            counted.put(fingerprint, count);
            order.add(fingerprint);
          });
      assertEquals(expected, counted);
      assertEquals(new ArrayList<>(expected.keySet()), order);
    }
    for (int least : new int[] {2, 3, 5}) {
      FrequentSet frequent = FrequentSet.of(all.getFirst(), least, tight);
      expected.forEach((fingerprint, count) -> {
        assertEquals(count >= least, frequent.contains(fingerprint));
        assertFalse(!expected.containsKey(fingerprint + 1) && frequent.contains(fingerprint + 1));
      });
      assertEquals(size, frequent.records());
      assertEquals(
          expected.values().stream().filter(it -> it < least).mapToLong(it -> it).sum(),
          frequent.rare());
    }
  }

  @Test
  void what_does_not_fit_into_memory_goes_to_the_workspace() {
    Tight tight = new Tight();
    Occurrences occurrences = new Occurrences(tight);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      occurrences.add(random.nextLong());
    }
    assertTrue(tight.written >= 190_000, () -> tight.written + " longs were written");
    long[] counted = new long[1];
    occurrences.forEach((_, _) -> counted[0]++);
    assertEquals(100_000, counted[0]);
  }

  /** Appendix A of the paper, and the first entries of the vectors published with it. */
  @Test
  void fingerprints_are_those_of_siphash_2_4() {
    byte[] bytes = new byte[16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    SipHash hash =
        new SipHash(SipHash.littleEndian(bytes, 0, 8), SipHash.littleEndian(bytes, 8, 8));
    assertEquals(0xA129CA6149BE45E5L, hash.of(bytes, 0, 15));
    assertEquals(0x726FDB47DD0E0E31L, hash.of(bytes, 0, 0));
    assertEquals(hash.of(bytes, 0, 8), hash.of(SipHash.littleEndian(bytes, 0, 8)));
    assertEquals(
        hash.of(bytes, 0, 16),
        hash.of(SipHash.littleEndian(bytes, 0, 8), SipHash.littleEndian(bytes, 8, 8)));
  }
}
