package io.weir.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.search.Outcome;
import io.weir.engine.privacy.search.PrivacySearch;
import io.weir.engine.privacy.search.SearchSettings;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Searches the optimal full-domain solution for k = 5 by loss, with nothing, 2 % and everything
 * suppressed at most.
 *
 * <p>Arguments: a folder with ARX's "adult", or how many records to draw; how often to warm up; how
 * often to measure, of which the median is told; and threads, as many as processors if missing. Or
 * {@code write}, a folder and a number: writes records that are drawn, for another tool to search
 * the same.
 */
public final class AnonymizeBenchmark {
  private static final int K = 5;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private AnonymizeBenchmark() {}

  public static void main(String[] args) throws IOException {
    if (args[0].equals("write")) {
      AdultLike.write(Path.of(args[1]), number(args[2]));
      return;
    }
    List<LevelTable> columns;
    byte[] codes;
    if (args[0].matches("[0-9_]+")) {
      columns = AdultLike.hierarchies();
      codes = AdultLike.drawn(number(args[0]));
    } else {
      List<Map<String, Integer>> dictionaries = new ArrayList<>();
      columns = AdultLike.read(Path.of(args[0]), dictionaries);
      codes = AdultLike.records(Path.of(args[0]), dictionaries);
    }
    int warm = Integer.parseInt(args[1]);
    int times = Integer.parseInt(args[2]);
    int threads =
        args.length > 3 ? Integer.parseInt(args[3]) : Runtime.getRuntime().availableProcessors();
    for (int at = 0; at < warm; at++) {
      AdultLike.encoded(codes, columns);
    }
    TupleTable table = encode(codes, columns, times);
    for (double suppressed : new double[] {0, 0.02, 1}) {
      search(table, suppressed, warm, times, threads);
    }
    System.out.printf(
        Locale.ROOT, "highest resident set of the process: %,d MB%n", resident() >> 10);
  }

  private static int number(String text) {
    return Integer.parseInt(text.replace("_", ""));
  }

  private static TupleTable encode(byte[] codes, List<LevelTable> columns, int times) {
    double[] seconds = new double[times];
    TupleTable table = null;
    for (int at = 0; at < times; at++) {
      long start = System.nanoTime();
      table = AdultLike.encoded(codes, columns);
      seconds[at] = (System.nanoTime() - start) / 1e9;
    }
    System.out.printf(
        Locale.ROOT,
        "%,d records, %,d distinct tuples; encoding on one thread: %.1f ms%n",
        table.records(),
        table.size(),
        median(seconds) * 1e3);
    return table;
  }

  private static void search(
      TupleTable table, double suppressed, int warm, int times, int threads) {
    PrivacySearch search =
        new PrivacySearch(
            table,
            Optional.empty(),
            Promise.ofK(K, suppressed),
            Metric.LOSS,
            SearchSettings.of(threads));
    for (int at = 0; at < warm; at++) {
      search.optimal();
    }
    System.gc();
    List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    pools.forEach(MemoryPoolMXBean::resetPeakUsage);
    double[] seconds = new double[times];
    long cpu = SYSTEM.getProcessCpuTime();
    Outcome outcome = search.optimal();
    for (int at = 0; at < times; at++) {
      long start = System.nanoTime();
      outcome = search.optimal();
      seconds[at] = (System.nanoTime() - start) / 1e9;
    }
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9 / (times + 1);
    long heap =
        pools.stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    Outcome.Found found = (Outcome.Found) outcome;
    System.out.printf(
        Locale.ROOT,
        "%3.0f %%: %,9.1f ms, fastest %,.1f, CPU %,.1f ms, heap %d MB, %,d nodes checked of %,.0f:"
            + " loss %.4f, %,d classes, %,d suppressed, load %.1f%n",
        suppressed * 100,
        median(seconds) * 1e3,
        seconds[0] * 1e3,
        cpuSeconds * 1e3,
        heap >> 20,
        found.checked(),
        found.lattice().size(),
        found.utility(),
        found.recoding().classes(),
        found.suppressed(),
        SYSTEM.getSystemLoadAverage());
  }

  /** Sorts. */
  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
