package io.weir.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Seeded records of ten columns with dirt: 1 % empty countries, 0.5 % ages and scores out of range,
 * 0.1 % repeated keys. The same count and seed give the same bytes on every machine.
 */
final class Rows {
  static final String[] COLUMNS = {
    "id",
    "full_name",
    "email",
    "city",
    "country",
    "birth_date",
    "signed_up",
    "age",
    "balance",
    "score"
  };
  private static final long SEED = 20261123;
  private static final String[] FIRST = {
    "Ada", "Ben", "Chloe", "Dmitri", "Elif", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Kofi",
    "Lea"
  };
  private static final String[] LAST = {
    "Abbott", "Brandt", "Costa", "Dubois", "Eriksen", "Fischer", "Greco", "Hughes", "Ito", "Jensen"
  };
  private static final String[] COUNTRIES = {
    "AT", "BR", "CH", "DE", "ES", "FR", "GB", "IT", "JP", "US"
  };
  private static final long FIRST_DAY = LocalDate.of(1940, 1, 1).toEpochDay();
  private static final long FIRST_SIGN_UP = LocalDate.of(2015, 1, 1).toEpochDay();

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final String[] values = new String[COLUMNS.length];

  private Rows() {}

  static void csv(Path file, long count) throws IOException {
    Rows rows = new Rows();
    StringBuilder line = new StringBuilder();
    try (OutputStream out = Files.newOutputStream(file)) {
      StringBuilder block = new StringBuilder(String.join(",", COLUMNS)).append('\n');
      for (long i = 0; i < count; i++) {
        rows.next(i);
        line.setLength(0);
        for (int c = 0; c < COLUMNS.length; c++) {
          line.append(c == 0 ? "" : ",").append(rows.values[c]);
        }
        flush(out, block.append(line).append('\n'), 1 << 20);
      }
      flush(out, block, 0);
    }
  }

  static void ndjson(Path file, long count) throws IOException {
    Rows rows = new Rows();
    try (OutputStream out = Files.newOutputStream(file)) {
      StringBuilder block = new StringBuilder();
      for (long i = 0; i < count; i++) {
        rows.next(i);
        for (int c = 0; c < COLUMNS.length; c++) {
          block.append(c == 0 ? "{\"" : ",\"").append(COLUMNS[c]).append("\":");
          boolean number = c == 0 || c >= 7;
          block.append(number ? "" : "\"").append(rows.values[c]).append(number ? "" : "\"");
        }
        flush(out, block.append("}\n"), 1 << 20);
      }
      flush(out, block, 0);
    }
  }

  private void next(long i) {
    boolean repeats = i > 0 && random.nextInt(1000) == 0;
    long id = repeats ? random.nextLong(i) : i;
    String first = FIRST[random.nextInt(FIRST.length)];
    String last = LAST[random.nextInt(LAST.length)];
    int day = random.nextInt(24_000);
    int second = random.nextInt(86_400);
    values[0] = Long.toString(id);
    values[1] = first + " " + last + " " + random.nextInt(100_000);
    values[2] = first.toLowerCase(java.util.Locale.ROOT) + "." + i + "@example.org";
    values[3] = "City " + random.nextInt(2_000);
    values[4] = random.nextInt(100) == 0 ? "" : COUNTRIES[random.nextInt(COUNTRIES.length)];
    values[5] = LocalDate.ofEpochDay(FIRST_DAY + day).toString();
    values[6] =
        LocalDate.ofEpochDay(FIRST_SIGN_UP + random.nextInt(4_000))
            + "T%02d:%02d:%02dZ".formatted(second / 3600, second / 60 % 60, second % 60);
    values[7] =
        Integer.toString(random.nextInt(200) == 0 ? 150 + random.nextInt(50) : random.nextInt(100));
    long cents = random.nextLong(10_000_000);
    values[8] = cents / 100 + "." + cents / 10 % 10 + cents % 10;
    values[9] =
        Double.toString(random.nextInt(200) == 0 ? 2 + random.nextDouble() : random.nextDouble());
  }

  private static void flush(OutputStream out, StringBuilder block, int threshold)
      throws IOException {
    if (block.length() > threshold) {
      out.write(block.toString().getBytes(StandardCharsets.UTF_8));
      block.setLength(0);
    }
  }
}
