package io.weir.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program run to its end, with what it cost.
 *
 * @param seconds wall clock
 * @param cpuSeconds user and system, of the program alone (its children have their own)
 * @param peakMegabytes the highest resident set
 */
record Measured(int exit, double seconds, double cpuSeconds, long peakMegabytes, String output) {

  /**
   * Runs a program; its standard error goes through. Linux only: what it cost is read from /proc.
   */
  static Measured run(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    long[] peak = new long[1];
    double[] cpu = new double[1];
    Thread watch =
        Thread.ofVirtual()
            .start(() -> {
              while (process.isAlive()) {
                try {
                  peak[0] = Math.max(peak[0], peakKilobytes(proc));
                  cpu[0] = Math.max(cpu[0], cpuSeconds(proc));
                  Thread.sleep(20);
                } catch (IOException gone) {
                  return;
                } catch (InterruptedException stop) {
                  Thread.currentThread().interrupt();
                  return;
                }
              }
            });
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    watch.join();
    return new Measured(exit, seconds, cpu[0], peak[0] / 1024, output);
  }

  private static long peakKilobytes(Path proc) throws IOException {
    for (String line : Files.readAllLines(proc.resolve("status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }

  /** Fields 14 and 15 of /proc/pid/stat, in clock ticks of 10 ms. */
  private static double cpuSeconds(Path proc) throws IOException {
    String stat = Files.readString(proc.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }
}
