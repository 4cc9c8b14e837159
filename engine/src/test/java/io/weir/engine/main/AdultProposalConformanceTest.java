package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules that are proposed for a census sample keep their promise on it. The profile {@code
 * conformance} runs it; {@code weir.conformance.data} names the folder of the data.
 */
@Tag("conformance")
class AdultProposalConformanceTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.conformance.data", "../../shared/data"));
  private static final int RECORDS = 30_162;

  @TempDir private Path folder;

  @Test
  void rules_proposed_for_adult_make_it_five_anonymous_and_diverse() throws IOException {
    Path file = folder.resolve("adult.csv");
    Files.copy(DATA.resolve("arx/adult.csv"), file);
    Path rules = folder.resolve("rules.json");
    List<String> propose = new ArrayList<>(List.of("propose", file.toString()));
    for (String column :
        List.of("sex", "age", "race", "marital-status", "education", "native-country")) {
      propose.add("--quasi-identifier=" + column);
    }
    propose.addAll(List.of("--sensitive=occupation", "--k=5", "-o", rules.toString()));
    Spoken proposed = Spoken.by(propose.toArray(String[]::new));
    assertEquals(0, proposed.code(), proposed.err());
    Path out = folder.resolve("out.csv");
    Spoken done =
        Spoken.by("anonymize", file.toString(), "--rules", rules.toString(), "-o", out.toString());
    assertEquals(0, done.code(), done.out() + done.err());

    Map<List<String>, Set<String>> occupations = new HashMap<>();
    Map<List<String>, Integer> sizes = new HashMap<>();
    List<String> identifiers = quasiIdentifiers(rules);
    try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(out)) {
      for (NamedCsvRecord record : records) {
        List<String> tuple = identifiers.stream().map(record::getField).toList();
        sizes.merge(tuple, 1, Integer::sum);
        occupations.computeIfAbsent(tuple, _ -> new HashSet<>()).add(record.getField("occupation"));
      }
    }
    Set<List<String>> starred =
        sizes.keySet().stream()
            .filter(tuple -> tuple.stream().allMatch("*"::equals))
            .collect(Collectors.toSet());
    int suppressed =
        RECORDS
            - sizes.values().stream().mapToInt(it -> it).sum()
            + starred.stream().mapToInt(sizes::get).sum();
    assertTrue(suppressed <= RECORDS / 20, () -> suppressed + " suppressed");
    sizes.keySet().removeAll(starred);
    assertTrue(sizes.size() > 10, () -> sizes.size() + " classes");
    sizes.forEach((tuple, size) -> {
      assertTrue(size >= 5, () -> size + " alike");
      assertTrue(occupations.get(tuple).size() >= 2, "all of a class have one occupation");
    });
  }

  private static List<String> quasiIdentifiers(Path rules) throws IOException {
    JsonNode columns = new ObjectMapper().readTree(Files.readString(rules)).path("columns");
    List<String> names = new ArrayList<>();
    columns
        .properties()
        .forEach(column -> {
          if (column.getValue().path("role").asText().equals("quasi-identifying")
              && !column.getValue().at("/anonymize/method").asText().equals("drop-column")) {
            names.add(column.getKey());
          }
        });
    assertTrue(names.size() >= 6, names::toString);
    return names;
  }
}
