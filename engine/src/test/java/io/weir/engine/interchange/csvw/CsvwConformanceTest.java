package io.weir.engine.interchange.csvw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.ModuleFormat;
import io.weir.engine.interchange.Translation;
import io.weir.engine.main.Installed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The validation tests of the W3C's suite for CSV on the Web: each is imported, and what the import
 * yields is collected by the engine. A test is positive if neither finds anything, a warning if the
 * import warns and nothing is wrong, negative if the import refuses it, or the engine counts
 * anything against it.
 */
@Tag("conformance")
class CsvwConformanceTest {
  private static final Path SUITE =
      Path.of(System.getProperty("weir.conformance.data", "../../shared/data")).resolve("csvw");

  /** Tests whose verdict is another one with us, and why. */
  private static final Map<String, String> KNOWN_DIFFERENCES = Map.of();

  @TempDir private Path work;

  private enum Verdict {
    POSITIVE,
    WARNING,
    NEGATIVE
  }

  private record Found(Verdict verdict, Object why) {}

  @Test
  void every_validation_test_of_the_suite_has_its_verdict_but_for_known_differences()
      throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(SUITE.resolve("manifest.json").toFile());
    Map<Verdict, Integer> all = new TreeMap<>();
    Map<Verdict, Integer> right = new TreeMap<>();
    Set<String> passed = new TreeSet<>();
    Map<String, String> wrong = new TreeMap<>();
    try (Installed installed = new Installed();
        EngineCheck engine = new EngineCheck(installed.catalogue(), work)) {
      for (JsonNode entry : manifest.get("entries")) {
        String name = entry.get("id").asText().replaceFirst(".*#", "");
        Verdict expected =
            Verdict.valueOf(
                entry
                    .get("type")
                    .asText()
                    .replaceFirst("csvt:(.*)ValidationTest", "$1")
                    .toUpperCase(java.util.Locale.ROOT));
        Found found = judge(entry, engine);
        all.merge(expected, 1, Integer::sum);
        if (found.verdict() == expected) {
          right.merge(expected, 1, Integer::sum);
          passed.add(name);
        } else {
          wrong.put(
              name, expected + " is expected, but it is " + found.verdict() + ": " + found.why());
        }
      }
    }
    print(manifest, all, right, passed);
    assertEquals(KNOWN_DIFFERENCES.keySet(), wrong.keySet(), () -> String.join("\n", lines(wrong)));
  }

  private static Found judge(JsonNode entry, EngineCheck engine) throws IOException {
    String action = entry.get("action").asText();
    JsonNode metadata = entry.path("option").path("metadata");
    Path file = SUITE.resolve(action);
    // As the command does it: what lies beside the file is what there is.
    Path folder = metadata.isMissingNode() ? file.getParent() : SUITE;
    Imported imported =
        metadata.isMissingNode()
            ? Translation.toNative(
                ModuleFormat.CSVW, folder, file.getFileName().toString(), () -> "")
            : Translation.csvw(folder, action, metadata.asText());
    return switch (imported) {
      case Imported.Refused(var problems) -> new Found(Verdict.NEGATIVE, problems);
      case Imported.Document(String document, var warnings) -> {
        Set<String> faults = engine.faults(document, folder);
        yield !faults.isEmpty()
            ? new Found(Verdict.NEGATIVE, faults)
            : warnings.isEmpty()
                ? new Found(Verdict.POSITIVE, "")
                : new Found(Verdict.WARNING, warnings);
      }
    };
  }

  private static void print(
      JsonNode manifest,
      Map<Verdict, Integer> all,
      Map<Verdict, Integer> right,
      Set<String> passed) {
    List<String> types = new ArrayList<>();
    all.forEach((verdict, count) ->
        types.add(
            verdict.name().toLowerCase(java.util.Locale.ROOT)
                + " "
                + right.getOrDefault(verdict, 0)
                + "/"
                + count));
    System.out.println("Score: W3C CSVW validation: " + String.join(", ", types));
    manifest
        .get("groups")
        .properties()
        .forEach(group -> {
          List<String> tests = new ArrayList<>();
          group.getValue().forEach(test -> tests.add(test.asText()));
          if (!tests.isEmpty()) {
            System.out.println(
                "Score: W3C CSVW, "
                    + group.getKey()
                    + ": "
                    + tests.stream().filter(passed::contains).count()
                    + "/"
                    + tests.size());
          }
        });
    KNOWN_DIFFERENCES.forEach((test, reason) ->
        System.out.println("Score: W3C CSVW, known difference " + test + ": " + reason));
  }

  private static List<String> lines(Map<String, String> wrong) {
    return wrong.entrySet().stream().map(it -> it.getKey() + ": " + it.getValue()).toList();
  }
}
