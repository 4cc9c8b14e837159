package io.weir.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.Await;
import io.weir.engine.docs.Pages.Block;
import io.weir.engine.main.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the quality report shows the risk of a run as it is told. */
class RiskPageTest {
  private static final List<String> FILES =
      List.of("clinic.module.jsonld", "patients.csv", "registry.csv", "visits.ndjson");

  /** The clinic of the quick start, told which columns single people out. */
  private static Path clinic(Path folder) throws IOException {
    Path clinic = Pages.page("examples").resolve("clinic");
    for (String file : FILES) {
      Files.copy(clinic.resolve(file), folder.resolve(file));
    }
    Path module = folder.resolve(FILES.getFirst());
    String text = Files.readString(module);
    for (List<String> role :
        List.of(
            List.of("birth_date", "quasi-identifying"),
            List.of("sex", "quasi-identifying"),
            List.of("weight_kg", "sensitive"))) {
      String name = "\"name\": \"" + role.getFirst() + "\",";
      assertTrue(text.contains(name));
      text = text.replace(name, name + " \"role\": \"" + role.getLast() + "\",");
    }
    Files.writeString(module, text);
    return module;
  }

  @Test
  void the_page_shows_the_risk_of_a_run_and_a_damaged_file_takes_nothing_else_away(
      @TempDir Path folder) throws IOException {
    CommandLines.said("run", clinic(folder).toString());
    String data = folder.resolve(".weir").toString();
    String run = Await.until(() -> firstRun(data), name -> !name.isEmpty());
    List<Block> blocks = Pages.blocks(Pages.page("quality-report.md"));
    String report = CommandLines.said("runs", "report", run, "--data", data);
    JsonNode told = json(data, run);
    assertTrue(report.contains(text(blocks, "text risk")), report);
    assertEquals("AVAILABLE", told.at("/tables/0/riskState").asText());
    assertEquals("NONE_TAKEN", told.at("/tables/1/riskState").asText());
    assertEquals(new ObjectMapper().readTree(text(blocks, "json risk")), told.at("/tables/0/risk"));

    for (String file : List.of("risk/patients.json", "profile/patients.json")) {
      Path path = folder.resolve(".weir/parts").resolve(run).resolve(file);
      Files.writeString(path, Files.readString(path).replace('1', '2'));
    }
    String damaged = CommandLines.said("runs", "report", run, "--data", data);
    assertTrue(damaged.contains("patients: the file of the report is damaged"), damaged);
    assertTrue(damaged.contains("patients: the file of the profile is damaged"), damaged);
    assertTrue(damaged.contains("visits: 6 records before, 4 after"), damaged);
    JsonNode rest = json(data, run);
    assertEquals("DAMAGED", rest.at("/tables/0/riskState").asText());
    assertEquals("DAMAGED", rest.at("/tables/0/profileState").asText());
    assertEquals(told.at("/tables/0/sources"), rest.at("/tables/0/sources"));
    assertEquals(told.at("/tables/1"), rest.at("/tables/1"));
  }

  private static JsonNode json(String data, String run) throws IOException {
    return new ObjectMapper()
        .readTree(CommandLines.said("runs", "report", run, "--json", "--data", data));
  }

  private static String firstRun(String data) {
    return CommandLines.said("runs", "list", "--data", data)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("clinic-"))
        .map(line -> line.split(" ")[0])
        .findFirst()
        .orElse("");
  }

  private static String text(List<Block> blocks, String info) {
    return blocks.stream()
        .filter(block -> block.info().equals(info))
        .map(Block::text)
        .findFirst()
        .orElseThrow();
  }
}
