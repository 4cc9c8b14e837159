package io.weir.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Weir doing the work: the distribution's own {@code weir run --upload}, in a process of its own.
 */
final class WeirSide {
  private static final String MODULE =
      """
      {
        "@context": "https://w3id.org/weir/v1",
        "id": "https://example.org/modules/people-%1$s/",
        "type": "DataModule",
        "name": "people-%1$s",
        "version": "1.0.0",
        "tables": [
          { "url": "people",
            "collect": [ %2$s ],
            "tableSchema": {
              "primaryKey": "id",
              "onKeyConflict": "source-priority",
              "columns": [
                { "name": "id", "datatype": "integer" },
                { "name": "full_name", "datatype": "string", "anonymize": { "method": "mask" } },
                { "name": "email", "datatype": "string", "anonymize": { "method": "drop-column" } },
                { "name": "city", "datatype": "string" },
                { "name": "country", "datatype": "string", "onEmpty": "replace", "default": "unknown" },
                { "name": "birth_date", "datatype": "date", "anonymize": { "method": "generalize", "to": "year" } },
                { "name": "signed_up", "datatype": "datetime", "anonymize": { "method": "generalize", "to": "month" } },
                { "name": "age", "datatype": { "base": "integer", "minimum": 0, "maximum": 120 },
                  "onOutOfRange": "clamp", "anonymize": { "method": "generalize", "width": 10 } },
                { "name": "balance", "datatype": "decimal", "anonymize": { "method": "generalize", "width": 1000 } },
                { "name": "score", "datatype": { "base": "double", "minimum": 0, "maximum": 1 }, "onOutOfRange": "drop" }
              ] } } ],
        "upload": { "connection": "bench", "protocol": "rewrite", "bump": "minor" }
      }
      """;

  private WeirSide() {}

  /**
   * @param prepared seconds from the start of the run to the outbox
   * @param uploaded seconds from the confirmation to the delivery, without the proof that follows
   * @param rows in the outbox
   * @param location the schema it was published in
   */
  record Result(
      double prepared,
      double uploaded,
      long rows,
      String location,
      Map<String, Double> stages,
      Measured cost) {}

  /** Runs one module and reads what it says of itself. */
  static Result run(Path weir, Path folder, String name, String collect, int port)
      throws IOException, InterruptedException {
    Path module = folder.resolve("people-" + name + ".module.jsonld");
    Files.writeString(module, MODULE.formatted(name, collect));
    Path connections = folder.resolve("connections.json");
    Files.writeString(
        connections,
        """
        { "bench": { "connector": "postgresql",
            "settings": { "host": "localhost", "port": "%d", "database": "postgres", "user": "postgres" } } }
        """
            .formatted(port));
    Path data = folder.resolve("data-" + name);
    clear(data);
    Files.createDirectories(data);
    Measured cost =
        Measured.run(
            List.of(
                weir.toString(),
                "run",
                module.toString(),
                "--connections",
                connections.toString(),
                "--data",
                data.toString(),
                "--upload",
                "--json"));
    if (cost.exit() != 0) {
      throw new IOException("weir run ended with " + cost.exit() + ": " + cost.output());
    }
    JsonNode answer = new ObjectMapper().readTree(cost.output());
    Map<String, Instant> at = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (JsonNode entry : answer.get("history")) {
      at.putIfAbsent(entry.get("what").asText(), Instant.parse(entry.get("at").asText()));
      order.add(entry.get("what").asText());
    }
    Map<String, Double> stages = new java.util.LinkedHashMap<>();
    String before = "execution began";
    for (String stage : List.of("extract", "keys", "anonymize", "verify")) {
      stages.put(
          stage,
          seconds(
              at.get(order.contains(before) ? before : "run started"),
              at.get(stage + " completed")));
      before = stage + " completed";
    }
    return new Result(
        seconds(at.get("run started"), at.get("prepared")),
        seconds(at.get("upload confirmed"), at.get("delivered")),
        answer.get("tables").get(0).get("prepared").asLong(),
        answer.get("location").asText(),
        stages,
        cost);
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

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
