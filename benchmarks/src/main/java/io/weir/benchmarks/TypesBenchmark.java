package io.weir.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What decoding and the field rules cost, one value type after the other: five columns of the type,
 * 1 % of the values empty and replaced, 1 % unknown ({@code NA}) and replaced, and, where the type
 * has an order, 1 % out of range and clamped. Weir's stage EXTRACT (decode, rules, parts) beside
 * DuckDB reading the same file as these types, doing the same and writing Parquet.
 *
 * <p>Arguments: the number of records, a folder to work in, the {@code weir} of a distribution.
 */
public final class TypesBenchmark {
  private static final int COLUMNS = 5;

  private final long count;
  private final Path folder;
  private final Path weir;

  private TypesBenchmark(long count, Path folder, Path weir) {
    this.count = count;
    this.folder = folder;
    this.weir = weir;
  }

  /**
   * @param datatype as a document writes it
   * @param bounds the members of a range, or empty text
   * @param fallback what replaces an empty value, as JSON
   * @param sql DuckDB's name of the type
   * @param clamp DuckDB's expression for a value, {@code %s}
   */
  private record Kind(
      String name,
      String datatype,
      String bounds,
      String fallback,
      String sql,
      String clamp,
      Function<SplittableRandom, String> values) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "string, 2,000 distinct",
              "string",
              "",
              "\"unknown\"",
              "VARCHAR",
              "coalesce(%s, 'unknown')",
              r -> "City " + r.nextInt(2_000)),
          new Kind(
              "string, all distinct",
              "string",
              "",
              "\"unknown\"",
              "VARCHAR",
              "coalesce(%s, 'unknown')",
              r -> "person-" + r.nextLong(1L << 40)),
          new Kind(
              "boolean",
              "boolean",
              "",
              "false",
              "BOOLEAN",
              "coalesce(%s, false)",
              r -> Boolean.toString(r.nextBoolean())),
          new Kind(
              "integer",
              "integer",
              ", \"minimum\": 0, \"maximum\": 990000",
              "7",
              "BIGINT",
              "least(greatest(coalesce(%s, 7), 0), 990000)",
              r -> Integer.toString(r.nextInt(1_000_000))),
          new Kind(
              "decimal",
              "decimal",
              ", \"minimum\": 0, \"maximum\": 99000",
              "7.5",
              "DECIMAL(18,2)",
              "least(greatest(coalesce(%s, 7.5), 0), 99000)",
              r -> r.nextInt(100_000) + "." + (10 + r.nextInt(90))),
          new Kind(
              "double",
              "double",
              ", \"minimum\": 0, \"maximum\": 0.99",
              "0.5",
              "DOUBLE",
              "least(greatest(coalesce(%s, 0.5), 0), 0.99)",
              r -> Double.toString(r.nextDouble())),
          new Kind(
              "date",
              "date",
              ", \"minimum\": \"1940-01-01\", \"maximum\": \"2018-12-31\"",
              "\"2000-01-01\"",
              "DATE",
              "least(greatest(coalesce(%s, DATE '2000-01-01'), DATE '1940-01-01'), DATE '2018-12-31')",
              r -> LocalDate.ofEpochDay(-10_957 + r.nextInt(29_200)).toString()),
          new Kind(
              "datetime",
              "datetime",
              ", \"minimum\": \"1940-01-01T00:00:00Z\", \"maximum\": \"2018-12-31T00:00:00Z\"",
              "\"2000-01-01T00:00:00Z\"",
              "TIMESTAMPTZ",
              "least(greatest(coalesce(%s, TIMESTAMPTZ '2000-01-01T00:00:00Z'), TIMESTAMPTZ '1940-01-01T00:00:00Z'), TIMESTAMPTZ"
                  + " '2018-12-31T00:00:00Z')",
              r ->
                  LocalDate.ofEpochDay(-10_957 + r.nextInt(29_200))
                      + "T1%d:%d%d:00Z".formatted(r.nextInt(10), r.nextInt(6), r.nextInt(10))));

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]).toAbsolutePath();
    Files.createDirectories(folder);
    new TypesBenchmark(
            Long.parseLong(args[0].replace("_", "")), folder, Path.of(args[2]).toAbsolutePath())
        .run();
  }

  private void run() throws Exception {
    System.out.printf(
        "%,d records of %d columns, %d processors; values a second%n",
        count, COLUMNS, Runtime.getRuntime().availableProcessors());
    for (Kind kind : KINDS) {
      compare(kind, "csv");
    }
    compare(KINDS.getFirst(), "ndjson");
    compare(KINDS.get(3), "ndjson");
  }

  private void compare(Kind kind, String format) throws Exception {
    Path file = folder.resolve("values." + format);
    generate(kind, format, file);
    Counted ours = weir(kind, file);
    Counted theirs = duck(kind, format, file);
    Files.delete(file);
    if (ours.replaced() != theirs.replaced()) {
      throw new IllegalStateException(
          "Weir replaced " + ours.replaced() + " values, DuckDB " + theirs.replaced());
    }
    System.out.printf(
        Locale.ROOT,
        "%-24s %-7s Weir %,12.0f  DuckDB %,12.0f  ratio %5.2f ×%n",
        kind.name(),
        format.toUpperCase(Locale.ROOT),
        count * COLUMNS / ours.seconds(),
        count * COLUMNS / theirs.seconds(),
        theirs.seconds() / ours.seconds());
  }

  private record Counted(double seconds, long replaced) {}

  private void generate(Kind kind, String format, Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(kind.name().hashCode());
    boolean quoted = kind.fallback().startsWith("\"");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      if (format.equals("csv")) {
        out.write(
            IntStream.range(0, COLUMNS).mapToObj(c -> "v" + c).collect(Collectors.joining(",")));
        out.write('\n');
      }
      for (long i = 0; i < count; i++) {
        for (int c = 0; c < COLUMNS; c++) {
          int dirt = random.nextInt(100);
          String value = dirt == 0 ? "" : dirt == 1 ? "NA" : kind.values().apply(random);
          if (format.equals("csv")) {
            out.write(c == 0 ? value : "," + value);
          } else {
            boolean text = quoted || dirt < 2;
            out.write(
                (c == 0 ? "{\"v" : ",\"v") + c + (text ? "\":\"" + value + '"' : "\":" + value));
          }
        }
        out.write(format.equals("csv") ? "\n" : "}\n");
      }
    }
  }

  private Counted weir(Kind kind, Path file) throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    clear(data);
    String column =
        """
        {"name": "v%%d", "datatype": {"base": "%s"%s}, "null": ["", "NA"], "onEmpty": "replace", "default": %s%s}\
        """
            .formatted(
                kind.datatype(),
                kind.bounds(),
                kind.fallback(),
                kind.bounds().isEmpty() ? "" : ", \"onOutOfRange\": \"clamp\"");
    Path module = folder.resolve("values.module.jsonld");
    Files.writeString(
        module,
        """
        {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/values/", "type": "DataModule",
         "name": "values", "version": "1.0.0", "tables": [{"url": "values",
           "collect": [{"source": "file", "file": "%s"}],
           "tableSchema": {"columns": [%s]}}]}
        """
            .formatted(
                file.getFileName(),
                IntStream.range(0, COLUMNS)
                    .mapToObj(column::formatted)
                    .collect(Collectors.joining(",\n"))));
    Measured cost =
        Measured.run(
            List.of(
                weir.toString(), "run", module.toString(), "--data", data.toString(), "--json"));
    if (cost.exit() != 0) {
      throw new IOException("weir run ended with " + cost.exit() + ": " + cost.output());
    }
    JsonNode answer = new ObjectMapper().readTree(cost.output());
    Instant began = Instant.MIN;
    Instant extracted = Instant.MIN;
    for (JsonNode entry : answer.get("history")) {
      Instant at = Instant.parse(entry.get("at").asText());
      switch (entry.get("what").asText()) {
        case "run started" -> began = at;
        case "extract completed" -> extracted = at;
        default -> {}
      }
    }
    long replaced = 0;
    for (JsonNode rule : answer.at("/tables/0/sources/0/rules")) {
      replaced +=
          rule.get("rule").asText().equals("EMPTY_REPLACED") ? rule.get("count").asLong() : 0;
    }
    clear(data);
    return new Counted(Duration.between(began, extracted).toNanos() / 1e9, replaced);
  }

  private Counted duck(Kind kind, String format, Path file)
      throws IOException, InterruptedException {
    String types =
        IntStream.range(0, COLUMNS)
            .mapToObj(
                c -> "'v" + c + "': '" + (format.equals("csv") ? kind.sql() : "VARCHAR") + "'")
            .collect(Collectors.joining(", ", "{", "}"));
    String source =
        format.equals("csv")
            ? "read_csv('%s', header = true, nullstr = ['', 'NA'], columns = %s)"
                .formatted(file, types)
            : "read_json('%s', format = 'newline_delimited', columns = %s)".formatted(file, types);
    String value =
        format.equals("csv")
            ? "v%d"
            : "CAST(CASE WHEN v%1$d IN ('', 'NA') THEN NULL ELSE v%1$d END AS " + kind.sql() + ")";
    List<String> values = new ArrayList<>();
    List<String> empties = new ArrayList<>();
    for (int c = 0; c < COLUMNS; c++) {
      String typed = value.formatted(c);
      values.add(kind.clamp().formatted(typed) + " AS v" + c);
      empties.add("count(*) FILTER (WHERE (" + typed + ") IS NULL)");
    }
    Path parquet = folder.resolve("values.parquet");
    Measured duck =
        Measured.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.weir.benchmarks.DuckDbStatement",
                "COPY (SELECT %s FROM %s) TO '%s' (FORMAT parquet)"
                    .formatted(String.join(", ", values), source, parquet),
                "SELECT %s FROM %s".formatted(String.join(" + ", empties), source)));
    if (duck.exit() != 0) {
      throw new IOException("DuckDB ended with " + duck.exit());
    }
    Files.delete(parquet);
    JsonNode said = new ObjectMapper().readTree(duck.output());
    return new Counted(said.get("seconds").asDouble(), said.get("answer").asLong());
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
