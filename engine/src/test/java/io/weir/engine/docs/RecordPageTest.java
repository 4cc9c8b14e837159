package io.weir.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.docs.Pages.Block;
import io.weir.engine.docs.Pages.Table;
import io.weir.engine.main.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that tells what happens to a record is right: its example is run. */
class RecordPageTest {
  private static final Path PAGE = Pages.page("what-happens-to-a-record.md");

  @Test
  void each_record_of_the_example_is_counted_as_the_page_says(@TempDir Path folder)
      throws IOException {
    Path module = folder.resolve("stays.module.jsonld");
    for (Block block : Pages.blocks(PAGE)) {
      if (block.info().startsWith("csv ")) {
        Files.writeString(folder.resolve(block.info().substring(4)), block.text());
      } else if (block.info().equals("json module")) {
        Files.writeString(module, block.text());
      }
    }
    JsonNode tables =
        new ObjectMapper()
            .readTree(CommandLines.said("run", "--json", module.toString()))
            .get("tables");

    Map<String, Long> counted = counted(tables);
    assertEquals(12, counted.remove("stays house : extra field ignored"));
    assertEquals(told(), counted);
    assertEquals(2, prepared(tables, "wards"));
    assertEquals(8, prepared(tables, "stays"));
  }

  /** How often each rule must have been counted by the page's table of records. */
  private static Map<String, Long> told() {
    List<Table> tables = Pages.tables(PAGE, "table");
    assertEquals(1, tables.size());
    Map<String, Long> told = new TreeMap<>();
    for (List<String> row : tables.getFirst().rows()) {
      List<String> rules = Pages.code(row.getLast());
      assertTrue(!rules.isEmpty(), row::toString);
      rules.forEach(rule -> told.merge(row.get(0) + " " + row.get(1) + " " + rule, 1L, Long::sum));
    }
    return told;
  }

  private static Map<String, Long> counted(JsonNode tables) {
    Map<String, Long> counted = new TreeMap<>();
    for (JsonNode table : tables) {
      for (JsonNode source : table.get("sources")) {
        for (JsonNode rule : source.get("rules")) {
          String words = rule.get("rule").asText().toLowerCase(Locale.ROOT).replace('_', ' ');
          long round = rule.get("round").asLong();
          counted.put(
              table.get("table").asText()
                  + " "
                  + source.get("source").asText()
                  + " "
                  + rule.get("column").asText()
                  + ": "
                  + words
                  + (round > 0 ? ", round " + round : ""),
              rule.get("count").asLong());
        }
      }
    }
    return counted;
  }

  private static long prepared(JsonNode tables, String name) {
    for (JsonNode table : tables) {
      if (table.get("table").asText().equals(name)) {
        return table.get("prepared").asLong();
      }
    }
    throw new AssertionError("no table " + name);
  }
}
