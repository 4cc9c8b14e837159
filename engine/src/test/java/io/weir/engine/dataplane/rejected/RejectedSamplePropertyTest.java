package io.weir.engine.dataplane.rejected;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.decode.BytesSource;
import io.weir.engine.dataplane.decode.ChunkDecoder;
import io.weir.engine.dataplane.decode.Framer;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.dataplane.decode.Wanted;
import io.weir.spi.ColumnSchema;
import io.weir.spi.SourceFormat;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RejectedSamplePropertyTest {
  private record Offer(int source, long position) {}

  private static RejectedRow row(Offer offer) {
    return new RejectedRow(0, (int) (offer.position() % 3), Rule.EMPTY_DROPPED, new byte[1]);
  }

  private static RejectedSample sampleOf(List<Offer> offers, int most) {
    RejectedSample sample = new RejectedSample("run", "t", most);
    offers.forEach(offer -> sample.offer(offer.source(), offer.position(), row(offer)));
    return sample;
  }

  @Property(tries = 200)
  void any_order_and_any_division_keep_the_same_bytes(
      @ForAll @IntRange(max = 300) int size,
      @ForAll @IntRange(min = 1, max = 50) int most,
      @ForAll @IntRange(min = 1, max = 9) int pieces,
      @ForAll long seed)
      throws IOException {
    List<Offer> offers =
        new ArrayList<>(
            IntStream.range(0, size).mapToObj(i -> new Offer(i % 2, 1L + i / 2)).toList());
    byte[] expected = sampleOf(offers, most).bytes();
    Random random = new Random(seed);
    Collections.shuffle(offers, random);
    RejectedSample merged = new RejectedSample("run", "t", most);
    List<List<Offer>> parts = new ArrayList<>();
    IntStream.range(0, pieces).forEach(i -> parts.add(new ArrayList<>()));
    offers.forEach(offer -> parts.get(random.nextInt(pieces)).add(offer));
    for (List<Offer> part : parts) {
      merged.add(sampleOf(part, most).bytes());
    }
    assertArrayEquals(expected, merged.bytes());
    assertEquals(Math.min(size, most), merged.records(List.of("a", "b", "c")).size());
  }

  @Test
  void every_record_has_the_same_chance() {
    int[] kept = new int[40];
    for (int run = 0; run < 1000; run++) {
      RejectedSample sample = new RejectedSample("run-" + run, "t", 10);
      for (int i = 0; i < kept.length; i++) {
        sample.offer(i % 2, 1 + i / 2, row(new Offer(i % 2, 1 + i / 2)));
      }
      for (RejectedRecord record : sample.records(List.of("a", "b", "c"))) {
        kept[(int) (record.position() - 1) * 2 + record.source()]++;
      }
    }
    for (int times : kept) {
      assertTrue(times > 180 && times < 320, () -> "kept " + times + " times, not about 250");
    }
  }

  private static byte[] fields(List<String> values, int guilty) {
    List<ColumnSchema> columns = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      columns.add(new ColumnSchema("c" + i, ValueType.STRING));
    }
    Wanted wanted = Wanted.of(new TableSchema("t", columns));
    String text =
        String.join(",", columns.stream().map(ColumnSchema::name).toList())
            + "\n"
            + String.join(",", values)
            + "\n";
    FramingLimits limits = new FramingLimits(1 << 20, 1 << 22);
    Framer framer =
        new Framer(
            new BytesSource(SourceFormat.Csv.standard(), text.getBytes(StandardCharsets.UTF_8), 3),
            wanted,
            limits,
            new io.weir.engine.dataplane.decode.ChunkBuffers(limits, 2));
    var chunk = framer.next().orElseThrow();
    RawChunk raw = ChunkDecoder.of(framer.layout(), wanted).decode(chunk);
    return DeliveredFields.of(raw, raw.bytes(), 0, guilty);
  }

  private static List<RejectedRecord.Field> read(byte[] fields, int columns) {
    return DeliveredFields.read(
        fields, IntStream.range(0, columns).mapToObj(i -> "c" + i).toList());
  }

  @Test
  void a_long_value_is_cut_between_two_characters_and_marked() {
    String exact = "x".repeat(DeliveredFields.LARGEST_VALUE);
    String euro = "x" + "€".repeat(1000);
    byte[] fields = fields(List.of(exact, exact + "y", euro, "short"), 3);
    List<RejectedRecord.Field> read = read(fields, 4);
    assertEquals(new RejectedRecord.Field("c0", exact, false), read.get(0));
    assertEquals(new RejectedRecord.Field("c1", exact, true), read.get(1));
    assertEquals(new RejectedRecord.Field("c2", "x" + "€".repeat(341), true), read.get(2));
    assertEquals(new RejectedRecord.Field("c3", "short", false), read.get(3));
    assertFalse(DeliveredFields.isCut(fields));
  }

  @Test
  void a_large_record_is_cut_and_the_field_whose_rule_dropped_it_is_always_there() {
    List<String> values = new ArrayList<>(Collections.nCopies(40, "v".repeat(1000)));
    values.set(39, "guilty");
    byte[] fields = fields(values, 39);
    assertTrue(fields.length <= DeliveredFields.LARGEST, () -> fields.length + " bytes");
    assertTrue(fields.length > DeliveredFields.LARGEST - 1100, () -> fields.length + " bytes");
    assertTrue(DeliveredFields.isCut(fields));
    List<RejectedRecord.Field> read = read(fields, 40);
    assertEquals(new RejectedRecord.Field("c39", "guilty", false), read.getLast());
    assertEquals("c0", read.getFirst().column());
  }
}
