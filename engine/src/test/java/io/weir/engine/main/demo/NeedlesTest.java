package io.weir.engine.main.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedlesTest {
  @Test
  void every_place_is_found_wherever_it_stands() {
    var needles = new Needles(List.of("Sheri Nowmer", "2433 Bailey Road", "short"));
    assertEquals(0, needles.count(new byte[0]));
    assertEquals(1, count(needles, "Sheri Nowmer"));
    assertEquals(3, count(needles, "2433 Bailey RoadSheri Nowmer, again Sheri Nowmer"));
    assertEquals(0, count(needles, "Sheri Nowme"));
    assertEquals(0, count(needles, "short"));
  }

  @Test
  void a_text_in_a_heap_of_noise_is_found() {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    byte[] name = "Zoë Ångström".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(name, 0, noise, 77_777, name.length);
    assertEquals(1, new Needles(List.of("Zoë Ångström")).count(noise));
  }

  private static long count(Needles needles, String text) {
    return needles.count(text.getBytes(StandardCharsets.UTF_8));
  }
}
