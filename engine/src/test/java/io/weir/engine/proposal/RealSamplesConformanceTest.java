package io.weir.engine.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proposals for files that people really have. */
@Tag("conformance")
class RealSamplesConformanceTest {
  private static final Path DATA = Path.of(System.getProperty("weir.conformance.data"));

  @Test
  void every_real_file_is_proposed_from_or_refused_with_a_reason() throws IOException {
    int proposed = 0;
    int refused = 0;
    for (Path file : files()) {
      try {
        Proposer proposer = new Proposer("real", true);
        proposer.add(sample(file));
        Proposed.of(proposer);
        proposed++;
      } catch (SampleProblem problem) {
        refused++;
        assertTrue(!problem.getMessage().isBlank() && !problem.advice().isBlank());
      }
    }
    System.out.println(
        "Score: weir init: " + proposed + " real files proposed from, " + refused + " refused");
    assertTrue(proposed > 100, "only " + proposed + " of " + (proposed + refused));
  }

  @Test
  void na_becomes_a_text_for_nothing_in_nycflights13() throws IOException {
    Proposer proposer = new Proposer("flights", false);
    for (String file : List.of("airlines.csv", "planes.csv", "weather.csv")) {
      proposer.add(sample(DATA.resolve("nycflights13").resolve(file)));
    }
    Proposed flights = Proposed.of(proposer);
    assertEquals("carrier", flights.key("airlines"));
    assertEquals("tailnum", flights.key("planes"));
    assertEquals("none", flights.key("weather"));
    assertEquals(ValueType.INTEGER, flights.column("planes", "year").type());
    assertEquals(Set.of("", "NA"), flights.column("planes", "year").nullTokens());
    assertEquals(ValueType.DECIMAL, flights.column("weather", "temp").type());
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(DATA)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }

  private static Sample sample(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Sample.MOST_BYTES);
      return new Sample(file.getFileName().toString(), bytes, in.read() < 0, Optional.empty());
    }
  }
}
