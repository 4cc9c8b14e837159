package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Third-party files through {@code weir run}, held against DuckDB reading the same files. The profile {@code
 * conformance} runs it; {@code weir.conformance.data} names the folder of the data.
 */
@Tag("conformance")
class RealFilesConformanceTest {
  private static final Path DATA = Path.of(System.getProperty("weir.conformance.data", "../../shared/data"));

  @TempDir private Path folder;

  @Test
  void the_weather_of_nycflights13_has_as_many_records_and_empties_as_duckdb_finds() throws Exception {
    Path file = DATA.resolve("nycflights13/weather.csv");
    Files.copy(file, folder.resolve("weather.csv"), StandardCopyOption.REPLACE_EXISTING);
    List<String> numbers =
        List.of("temp", "dewp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip", "pressure", "visib");
    StringBuilder columns =
        new StringBuilder("{\"name\": \"origin\", \"datatype\": \"string\"}, {\"name\": \"time_hour\", \"datatype\": \"datetime\"}");
    numbers.forEach(
        name ->
            columns.append(
                ", {\"name\": \"%s\", \"datatype\": \"decimal\", \"null\": [\"\", \"NA\"]}".formatted(name)));
    JsonNode table = run("weather", "\"file\": \"weather.csv\"", columns.toString());

    Map<String, Long> expected = new TreeMap<>();
    String source = "read_csv('%s', header = true, all_varchar = true, nullstr = 'NA')".formatted(file);
    numbers.forEach(
        name -> {
          long empties = duckdb("select count(*) from %s where %s is null".formatted(source, name));
          if (empties > 0) {
            expected.put(name, empties);
          }
        });
    assertEquals(duckdb("select count(*) from " + source), table.get("prepared").asLong());
    assertEquals(expected, counts(table, "EMPTY_PASSED"));
    assertTrue(expected.containsKey("wind_gust"));
  }

  @Test
  void arx_adult_has_as_many_records_in_range_as_duckdb_finds() throws Exception {
    Path file = DATA.resolve("arx/adult.csv");
    Files.copy(file, folder.resolve("adult.csv"), StandardCopyOption.REPLACE_EXISTING);
    JsonNode table =
        run(
            "adult",
            "\"file\": \"adult.csv\", \"delimiter\": \";\"",
            """
            {"name": "sex", "datatype": "string"},
            {"name": "age", "datatype": {"base": "integer", "minimum": 18, "maximum": 65},
             "onOutOfRange": "drop"},
            {"name": "education", "datatype": "string"}
            """);
    String source = "read_csv('%s', header = true, delim = ';')".formatted(file);
    assertEquals(30_162, duckdb("select count(*) from " + source));
    assertEquals(
        duckdb("select count(*) from " + source + " where age between 18 and 65"),
        table.get("prepared").asLong());
    assertEquals(
        Map.of("age", duckdb("select count(*) from " + source + " where age not between 18 and 65")),
        counts(table, "OUT_OF_RANGE_DROPPED"));
  }

  private JsonNode run(String name, String collect, String columns) throws Exception {
    Path module = folder.resolve(name + ".module.jsonld");
    Files.writeString(
        module,
        """
        {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/%1$s/", "type": "DataModule",
         "name": "%1$s", "version": "1.0.0",
         "tables": [{"url": "%1$s", "collect": [{"source": "file", %2$s}],
           "tableSchema": {"columns": [%3$s]}}]}
        """
            .formatted(name, collect, columns));
    Spoken spoken = Spoken.by("run", module.toString(), "--data", folder.resolve("node").toString(), "--json");
    assertEquals(0, spoken.code(), spoken.out() + spoken.err());
    return new ObjectMapper().readTree(spoken.out()).at("/tables/0");
  }

  private static Map<String, Long> counts(JsonNode table, String rule) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode source : table.get("sources")) {
      for (JsonNode count : source.get("rules")) {
        if (count.get("rule").asText().equals(rule)) {
          counts.merge(count.get("column").asText(), count.get("count").asLong(), Long::sum);
        }
      }
    }
    return counts;
  }

  private static long duckdb(String query) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
