package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.audit.AuditOutcome;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.vocabulary.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class MetricsTest {
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? \\S+");
  private static final Set<String> FOREIGN_UNITS =
      Set.of("milliseconds", "ns_", "ms_", "minutes", "hours", "kilobytes", "megabytes", "percent");

  private final Metrics metrics = new Metrics("1.2.3");

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void names_follow_the_rules_of_prometheus() {
    Map<String, String> types = new HashMap<>();
    Set<String> helped = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (String line : used().lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        types.put(line.split(" ")[2], line.split(" ")[3]);
      } else if (line.startsWith("# HELP ") && line.split(" ").length > 3) {
        helped.add(line.split(" ")[2]);
      } else if (!line.startsWith("#")) {
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), line);
        String name = sample.group(1);
        String family = name.replaceAll("_(count|sum|bucket|max)$", "");
        if (!types.containsKey(name) && !types.containsKey(family)) {
          wrong.add(name + " has no type");
        }
      }
    }
    types.forEach((name, type) -> {
      if (type.equals("counter") != name.endsWith("_total")) {
        wrong.add(name + " is a " + type);
      }
      if (FOREIGN_UNITS.stream().anyMatch(unit -> name.contains("_" + unit))) {
        wrong.add(name + " has a unit that is not a base unit");
      }
      if (!helped.contains(name) || !name.equals(name.toLowerCase(java.util.Locale.ROOT))) {
        wrong.add(name + " has no help, or capitals");
      }
    });
    assertEquals(List.of(), wrong);
    assertEquals("summary", types.get("weir_calls_seconds"));
    assertEquals("counter", types.get("weir_records_read_total"));
  }

  @Test
  void calls_are_counted_by_method_and_outcome() {
    assertTrue(
        used()
            .contains(
                "weir_calls_seconds_count{method=\"EtlTaskManager/Start\",outcome=\"denied\"} 1"));
  }

  @Test
  void failed_attempts_are_counted_by_what_went_wrong() {
    assertTrue(used().contains("weir_attempts_failed_total{code=\"source_unavailable\"} 1"));
  }

  @Test
  @EnabledIf("promtoolIsInstalled")
  void promtool_is_content() throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (var in = promtool.getOutputStream()) {
      in.write(used().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    String told = new String(promtool.getInputStream().readAllBytes());
    assertEquals(0, promtool.waitFor(), told);
  }

  static boolean promtoolIsInstalled() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }

  @Test
  void the_dashboard_shows_metrics_that_there_are() throws IOException {
    String scrape = used();
    JsonNode dashboard =
        new ObjectMapper()
            .readTree(Path.of("..", "deployment", "grafana", "dashboards", "weir.json").toFile());
    Set<String> shown = new TreeSet<>();
    dashboard
        .findValues("expr")
        .forEach(expression -> {
          Matcher name = Pattern.compile("weir_[a-z_]+").matcher(expression.asText());
          while (name.find()) {
            shown.add(name.group());
          }
        });
    assertTrue(shown.size() >= 6, () -> "only " + shown);
    shown.removeIf(
        name -> scrape.contains("\n" + name + "{") || scrape.contains("\n" + name + " "));
    assertEquals(Set.of(), shown);
  }

  private String used() {
    metrics.called("EtlTaskManager/Start", AuditOutcome.DENIED, Duration.ofMillis(3));
    metrics.called("EtlTaskManager/GetRun", AuditOutcome.SUCCEEDED, Duration.ofMillis(1));
    metrics.partCommitted(Stage.EXTRACT, 100, 5_000);
    metrics.partCommitted(Stage.ANONYMIZE, 90, 4_000);
    metrics.recordsRead(120);
    metrics.stageCompleted(Stage.EXTRACT);
    metrics.attemptFailed(ErrorCode.SOURCE_UNAVAILABLE);
    metrics.gauge("weir.runs", "Runs by state.", "state", "running", this, it -> 2);
    return metrics.text();
  }
}
