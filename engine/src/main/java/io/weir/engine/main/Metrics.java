package io.weir.engine.main;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.engine.access.door.CallMeter;
import io.weir.engine.audit.AuditOutcome;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.vocabulary.ErrorCode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a node counts, for Prometheus. Labels hold names of methods, states, stages and errors,
 * never of things.
 */
final class Metrics implements CallMeter, AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  Metrics(String version) {
    // Names that Prometheus finds fault with; the first is told as process_cpu_seconds_total
    // instead.
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    cpuSeconds();
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
    Gauge.builder("weir.build.info", () -> 1)
        .description("Always 1; the version is in the label.")
        .tag("version", version)
        .register(registry);
  }

  private void cpuSeconds() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, it -> it.getProcessCpuTime() / 1e9)
          .description("Time that the processors spent for this process.")
          .baseUnit("seconds")
          .register(registry);
    }
  }

  @Override
  public void called(String action, AuditOutcome outcome, Duration took) {
    Timer.builder("weir.calls")
        .description("Calls that came to the door, by method and outcome.")
        .tag("method", action)
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .record(took);
  }

  /** A part of a stage was committed. */
  void partCommitted(Stage stage, long records, long bytes) {
    String name = stage.name().toLowerCase(Locale.ROOT);
    counter("weir.parts.committed", "Parts named by a run's ledger.", "stage", name).increment();
    counter("weir.records.committed", "Records in committed parts.", "stage", name)
        .increment(records);
    Counter.builder("weir.part.bytes")
        .description("Size of committed parts.")
        .baseUnit("bytes")
        .tag("stage", name)
        .register(registry)
        .increment(bytes);
  }

  /** Records were read from sources. */
  void recordsRead(long records) {
    Counter.builder("weir.records.read")
        .description("Records read from sources, dropped ones included.")
        .register(registry)
        .increment(records);
  }

  /** An attempt to read a source failed for a reason that may pass. */
  void attemptFailed(ErrorCode code) {
    counter(
            "weir.attempts.failed",
            "Attempts to read a source that failed and were made again, by the error's code.",
            "code",
            code.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** A stage of a run was completed. */
  void stageCompleted(Stage stage) {
    counter(
            "weir.stages.completed",
            "Stages of runs that were completed.",
            "stage",
            stage.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** Something that is as it is when it is looked at. */
  <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  <T> void gauge(
      String name, String description, String label, String is, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value)
        .description(description)
        .tag(label, is)
        .strongReference(true)
        .register(registry);
  }

  /** Everything in the text format of Prometheus. */
  String text() {
    return registry.scrape();
  }

  private Counter counter(String name, String description, String label, String is) {
    return Counter.builder(name).description(description).tag(label, is).register(registry);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
