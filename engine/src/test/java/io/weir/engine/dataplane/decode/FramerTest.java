package io.weir.engine.dataplane.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.ResumePoint;
import io.weir.spi.SourceFormat;
import io.weir.spi.TableSchema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FramerTest {
  private record Piece(String text, boolean first, long from, long to, String digest) {}

  private record Sample(
      SourceFormat format, TableSchema table, byte[] bytes, FramingLimits limits) {
    static Sample of(long seed) {
      Random random = new Random(seed);
      int cells = random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(20);
      FramingLimits limits = new FramingLimits(1 + random.nextInt(150), 100_000, cells);
      int kind = random.nextInt(3);
      if (kind == 0) {
        List<List<String>> records = new ArrayList<>(CsvTexts.records(random, 3));
        records.addFirst(List.of("a", "b", "c"));
        byte[] bytes = CsvTexts.text(random, records).getBytes(StandardCharsets.UTF_8);
        return new Sample(SourceFormat.Csv.standard(), DecodedText.table("b", "a"), bytes, limits);
      }
      JsonTexts texts = new JsonTexts(random, kind == 1);
      byte[] bytes = texts.stream(texts.records()).getBytes(StandardCharsets.UTF_8);
      return new Sample(new SourceFormat.Json(), DecodedText.table("a", "json"), bytes, limits);
    }

    Framer framer(byte[] delivered, long readSeed) {
      return new Framer(
          new BytesSource(format, delivered, readSeed),
          Wanted.of(table),
          limits,
          new ChunkBuffers(limits, 2));
    }
  }

  @Property(tries = 1000)
  void chunks_do_not_depend_on_how_bytes_arrive(@ForAll long seed, @ForAll long other) {
    Sample sample = Sample.of(seed);
    List<Piece> chunks = rest(sample.framer(sample.bytes(), seed));
    assertEquals(chunks, rest(sample.framer(sample.bytes(), other)));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (Piece chunk : chunks) {
      whole.writeBytes(chunk.text().getBytes(StandardCharsets.ISO_8859_1));
    }
    if (!chunks.isEmpty()) {
      byte[] covered =
          Arrays.copyOfRange(
              sample.bytes(), (int) chunks.getFirst().from(), (int) chunks.getLast().to());
      assertEquals(
          new String(covered, StandardCharsets.ISO_8859_1),
          whole.toString(StandardCharsets.ISO_8859_1));
    }
  }

  @Property(tries = 1000)
  void after_a_resume_point_the_same_chunks_follow(@ForAll long seed, @ForAll long other) {
    Sample sample = Sample.of(seed);
    List<Piece> chunks = rest(sample.framer(sample.bytes(), seed));
    if (chunks.isEmpty()) {
      return;
    }
    int resumed = new Random(other).nextInt(chunks.size());
    Piece last = chunks.get(resumed);
    boolean look = new Random(other).nextBoolean();

    Framer framer = sample.framer(sample.bytes(), other);

    assertTrue(framer.skip(new ResumePoint(last.to(), 0, last.digest()), chunk -> look));
    assertEquals(chunks.subList(resumed + 1, chunks.size()), rest(framer));
  }

  @Property(tries = 1000)
  void a_stream_that_changed_or_ends_earlier_is_noticed(@ForAll long seed, @ForAll long other) {
    Sample sample = Sample.of(seed);
    List<Piece> chunks = rest(sample.framer(sample.bytes(), seed));
    if (chunks.isEmpty()) {
      return;
    }
    Random random = new Random(other);
    Piece last = chunks.get(random.nextInt(chunks.size()));
    int from = (int) chunks.getFirst().from();
    int at = from + random.nextInt((int) last.to() - from);
    byte[] delivered;
    if (random.nextBoolean()) {
      delivered = sample.bytes().clone();
      delivered[at] ^= (byte) (1 << random.nextInt(7));
    } else {
      delivered = Arrays.copyOf(sample.bytes(), at);
    }
    boolean look = random.nextBoolean();
    assertFalse(isSame(sample, delivered, other, last, look));
  }

  @Property(tries = 1000)
  void a_chunk_of_several_records_has_bounded_values(@ForAll long seed) {
    Sample sample = Sample.of(seed);
    Framer framer = sample.framer(sample.bytes(), seed);
    Wanted wanted = Wanted.of(sample.table());
    ChunkDecoder decoder = ChunkDecoder.of(framer.layout(), wanted);
    try {
      for (Optional<Chunk> next = framer.next(); next.isPresent(); next = framer.next()) {
        int records = decoder.decode(next.get()).records();
        assertTrue(
            records <= 1 || records * wanted.columns() <= sample.limits().chunkCells(),
            () -> records + " records with " + sample.limits());
      }
    } catch (RecordException malformed) {
      // The sample ends here.
    }
  }

  private static boolean isSame(
      Sample sample, byte[] delivered, long seed, Piece last, boolean look) {
    try {
      return sample
          .framer(delivered, seed)
          .skip(new ResumePoint(last.to(), 0, last.digest()), chunk -> look);
    } catch (RecordException brokenAtOnce) {
      return false;
    }
  }

  private static List<Piece> rest(Framer framer) {
    List<Piece> chunks = new ArrayList<>();
    for (Optional<Chunk> next = framer.next(); next.isPresent(); next = framer.next()) {
      Chunk chunk = next.get();
      String text = new String(chunk.bytes(), 0, chunk.length(), StandardCharsets.ISO_8859_1);
      chunks.add(new Piece(text, chunk.first(), chunk.from(), chunk.to(), chunk.digest()));
    }
    return chunks;
  }
}
