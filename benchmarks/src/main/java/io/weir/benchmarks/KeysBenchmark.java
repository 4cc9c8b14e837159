package io.weir.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lets Weir and DuckDB settle the same keys one after the other, each in a process and with 512 MB
 * of its own, and checks that they count the same.
 *
 * <p>Arguments: records, a folder to work in, and what to do: {@code all}, {@code chain}, or {@code
 * integer|text:strategy:conflicts in a million}, several of them.
 */
public final class KeysBenchmark {
  private static final int MEGABYTES = 512;

  private record Said(
      double seconds,
      double cpu,
      long heap,
      long dropped,
      long renewed,
      long followed,
      long orphans) {
    boolean agrees(Said other) {
      return dropped == other.dropped
          && renewed == other.renewed
          && followed == other.followed
          && orphans == other.orphans;
    }
  }

  private final long rows;
  private final Path folder;

  private KeysBenchmark(long rows, Path folder) {
    this.rows = rows;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    KeysBenchmark benchmark =
        new KeysBenchmark(
            Long.parseLong(args[0].replace("_", "")), Path.of(args[1]).toAbsolutePath());
    for (String what : List.of(args).subList(2, args.length)) {
      for (String[] workload : workloads(what)) {
        benchmark.run(workload);
      }
    }
  }

  private static List<String[]> workloads(String what) {
    List<String[]> workloads = new ArrayList<>();
    if (what.equals("all")) {
      for (String strategy : List.of("source-priority", "drop-all", "new-keys")) {
        for (String conflicts : List.of("1000", "100000", "1000000")) {
          workloads.add(new String[] {"keys", conflicts, "integer", strategy});
        }
      }
      for (String strategy : List.of("source-priority", "drop-all", "new-keys")) {
        workloads.add(new String[] {"keys", "100000", "text", strategy});
      }
    }
    if (what.equals("all") || what.equals("chain")) {
      workloads.add(new String[] {"chain", "0", "integer", "source-priority"});
    } else if (!what.equals("all")) {
      String[] said = what.split(":");
      workloads.add(new String[] {"keys", said[2], said[0], said[1]});
    }
    return workloads;
  }

  private void run(String[] workload) throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%n%s, %,d records, %s, %s, %s of 1,000,000 in conflict, load %.1f%n",
        workload[0],
        rows,
        workload[2],
        workload[3],
        workload[1],
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    Said weir = side("Weir", KeysWeir.class, workload, "-Xmx" + MEGABYTES + "m");
    Said duck = side("DuckDB", KeysDuckDb.class, workload, "-Xmx64m");
    System.out.printf(Locale.ROOT, "  %.2f × DuckDB%n", duck.seconds() / weir.seconds());
    if (!weir.agrees(duck)) {
      throw new IllegalStateException("the counts differ: " + weir + ", " + duck);
    }
  }

  private Said side(String name, Class<?> program, String[] workload, String heap)
      throws IOException, InterruptedException {
    clear();
    Files.createDirectories(folder);
    Measured cost =
        Measured.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                workload[0],
                Long.toString(rows),
                workload[1],
                workload[2],
                workload[3],
                folder.toString(),
                Integer.toString(Runtime.getRuntime().availableProcessors()),
                Integer.toString(MEGABYTES)));
    clear();
    if (cost.exit() != 0) {
      throw new IOException(name + " ended with " + cost.exit());
    }
    Said said = new ObjectMapper().readValue(cost.output(), Said.class);
    System.out.printf(
        Locale.ROOT,
        "  %-8s %8.2f s %,12.0f rows/s; whole process, data made as well: %.1f CPU s, %,d MB%s%n",
        name,
        said.seconds(),
        rows / said.seconds(),
        cost.cpuSeconds(),
        cost.peakMegabytes(),
        said.heap() == 0
            ? ""
            : "; step: %.1f CPU s, heap %d MB".formatted(said.cpu(), said.heap()));
    return said;
  }

  private void clear() throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
