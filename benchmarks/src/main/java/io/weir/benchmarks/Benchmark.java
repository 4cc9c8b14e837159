package io.weir.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Generates records and lets Weir, DuckDB and PostgreSQL's COPY do the same work one after the other.
 *
 * <p>Arguments: the number of records, a folder to work in, the {@code weir} of a distribution.
 */
public final class Benchmark {
  private final long count;
  private final Path folder;
  private final Path weir;

  private Benchmark(long count, Path folder, Path weir) {
    this.count = count;
    this.folder = folder;
    this.weir = weir;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]).toAbsolutePath();
    Files.createDirectories(folder);
    new Benchmark(Long.parseLong(args[0].replace("_", "")), folder, Path.of(args[2]).toAbsolutePath()).run();
  }

  private void run() throws Exception {
    Path csv = folder.resolve("people-" + count + ".csv");
    Path ndjson = folder.resolve("people-" + count + ".ndjson");
    if (Files.notExists(csv)) {
      Rows.csv(csv, count);
      Rows.ndjson(ndjson, count);
    }
    System.out.printf(
        "%,d records, %,d MB of CSV, %,d MB of NDJSON, %d processors%n%n",
        count, Files.size(csv) >> 20, Files.size(ndjson) >> 20, Runtime.getRuntime().availableProcessors());
    try (PostgresFloor postgres = PostgresFloor.start(folder.resolve("postgres"))) {
      double load = postgres.load(csv, "people");
      line("PostgreSQL COPY in, no key", load, 0, 0);
      double copyOut = postgres.copyOut("people");
      line("PostgreSQL COPY out", copyOut, 0, 0);
      head("CSV");
      fromFile("csv", csv, postgres);
      head("NDJSON");
      fromFile("ndjson", ndjson, postgres);
      head("PostgreSQL");
      WeirSide.Result table =
          WeirSide.run(
              weir, folder, "table", "{ \"source\": \"crm\", \"connection\": \"bench\", \"table\": \"people\" }",
              postgres.port());
      weir("Weir, PostgreSQL to outbox", table);
      ratio("to COPY out", copyOut / table.prepared());
    }
  }

  private void fromFile(String format, Path file, PostgresFloor postgres) throws Exception {
    WeirSide.Result ours =
        WeirSide.run(
            weir, folder, format,
            "{ \"source\": \"crm\", \"file\": \"%s\" }".formatted(file.getFileName()), postgres.port());
    weir("Weir, " + format.toUpperCase(Locale.ROOT) + " to outbox", ours);
    Measured duck = duck(format, file);
    Duck said = new ObjectMapper().readValue(duck.output(), Duck.class);
    line("DuckDB, " + format.toUpperCase(Locale.ROOT) + " to Parquet", said.seconds(), duck.cpuSeconds(), duck.peakMegabytes());
    ratio("to DuckDB", said.seconds() / ours.prepared());
    if (said.rows() != ours.rows()) {
      throw new IllegalStateException("Weir has " + ours.rows() + " records, DuckDB " + said.rows());
    }
    line("Weir, outbox to PostgreSQL", ours.uploaded(), 0, 0);
    double copyIn = postgres.copyInLike("\"" + ours.location() + "\".people");
    line("PostgreSQL COPY in, with key", copyIn, 0, 0);
    ratio("to COPY in", copyIn / ours.uploaded());
  }

  private record Duck(double seconds, long rows) {}

  private Measured duck(String format, Path file) throws IOException, InterruptedException {
    Measured duck =
        Measured.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.weir.benchmarks.DuckDbPeer",
                format,
                file.toString(),
                folder.resolve(format + ".parquet").toString(),
                Integer.toString(Runtime.getRuntime().availableProcessors())));
    if (duck.exit() != 0) {
      throw new IOException("DuckDB ended with " + duck.exit());
    }
    return duck;
  }

  private void weir(String what, WeirSide.Result result) {
    line(what, result.prepared(), result.cost().cpuSeconds(), result.cost().peakMegabytes());
    result.stages().forEach((stage, seconds) -> System.out.printf(Locale.ROOT, "    %-36s %9.2f s%n", stage, seconds));
  }

  private void line(String what, double seconds, double cpu, long megabytes) {
    System.out.printf(
        Locale.ROOT, "%-40s %9.2f s %,12.0f rows/s %s%n", what, seconds, count / seconds,
        cpu == 0 ? "" : "%8.1f CPU s, %,d MB (whole process)".formatted(cpu, megabytes));
  }

  private static void ratio(String what, double ratio) {
    System.out.printf(Locale.ROOT, "%-40s %9.2f ×%n", "  ratio " + what, ratio);
  }

  private static void head(String what) {
    System.out.printf("%n%s%n", what);
  }
}
