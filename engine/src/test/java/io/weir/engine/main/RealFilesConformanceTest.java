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
 * Third-party files through {@code weir run}, held against DuckDB reading the same files. The
 * profile {@code conformance} runs it; {@code weir.conformance.data} names the folder of the data.
 */
@Tag("conformance")
class RealFilesConformanceTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.conformance.data", "../../shared/data"));

  @TempDir private Path folder;

  @Test
  void the_weather_of_nycflights13_has_as_many_records_and_empties_as_duckdb_finds()
      throws Exception {
    Path file = DATA.resolve("nycflights13/weather.csv");
    Files.copy(file, folder.resolve("weather.csv"), StandardCopyOption.REPLACE_EXISTING);
    List<String> numbers =
        List.of(
            "temp",
            "dewp",
            "humid",
            "wind_dir",
            "wind_speed",
            "wind_gust",
            "precip",
            "pressure",
            "visib");
    StringBuilder columns =
        new StringBuilder(
            "{\"name\": \"origin\", \"datatype\": \"string\"}, {\"name\": \"time_hour\", \"datatype\": \"datetime\"}");
    numbers.forEach(name ->
        columns.append(
            ", {\"name\": \"%s\", \"datatype\": \"decimal\", \"null\": [\"\", \"NA\"]}"
                .formatted(name)));
    JsonNode table = run("weather", "\"file\": \"weather.csv\"", columns.toString());

    Map<String, Long> expected = new TreeMap<>();
    String source =
        "read_csv('%s', header = true, all_varchar = true, nullstr = 'NA')".formatted(file);
    numbers.forEach(name -> {
      long empties = duckdb("select count(*) from %s where %s is null".formatted(source, name));
      if (empties > 0) {
        expected.put(name, empties);
      }
    });
    assertEquals(duckdb("select count(*) from " + source), table.get("prepared").asLong());
    assertEquals(expected, counts(table, "EMPTY_PASSED"));
    assertTrue(expected.containsKey("wind_gust"));
    score("nycflights13 weather", 26_115);
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
        Map.of(
            "age", duckdb("select count(*) from " + source + " where age not between 18 and 65")),
        counts(table, "OUT_OF_RANGE_DROPPED"));
    score("ARX adult", 30_162);
  }

  @Test
  void the_planes_of_nycflights13_have_as_many_unknowns_as_duckdb_finds() throws Exception {
    Path file = DATA.resolve("nycflights13/planes.csv");
    Files.copy(file, folder.resolve("planes.csv"), StandardCopyOption.REPLACE_EXISTING);
    JsonNode table =
        run(
            "planes",
            "\"file\": \"planes.csv\"",
            """
            {"name": "tailnum"},
            {"name": "year", "datatype": {"base": "integer", "minimum": 1960, "maximum": 2013},
             "null": ["", "NA"], "onEmpty": "replace", "default": 1999, "onOutOfRange": "clamp"},
            {"name": "speed", "datatype": "integer", "null": ["", "NA"], "onEmpty": "drop"},
            {"name": "seats", "datatype": "integer"}
            """);
    String source =
        "read_csv('%s', header = true, all_varchar = true, nullstr = 'NA')".formatted(file);
    long known = duckdb("select count(*) from %s where speed is not null".formatted(source));
    long unknown = duckdb("select count(*) from %s where year is null".formatted(source));
    long old = duckdb("select count(*) from %s where year::int < 1960".formatted(source));
    assertTrue(known > 0 && unknown > 0 && old > 0);
    assertEquals(known, table.get("prepared").asLong());
    assertEquals(Map.of("year", unknown), counts(table, "EMPTY_REPLACED"));
    assertEquals(Map.of("year", old), counts(table, "OUT_OF_RANGE_CLAMPED"));
    assertEquals(
        Map.of("speed", duckdb("select count(*) from " + source) - known),
        counts(table, "EMPTY_DROPPED"));
    score("nycflights13 planes", 3_322);
  }

  @Test
  void the_movies_of_vega_have_mixed_types_and_nulls_and_are_counted_as_duckdb_counts_them()
      throws Exception {
    Path file = DATA.resolve("vega/movies.json");
    Files.copy(file, folder.resolve("movies.json"), StandardCopyOption.REPLACE_EXISTING);
    JsonNode table =
        run(
            "movies",
            "\"file\": \"movies.json\"",
            """
            {"name": "Title"},
            {"name": "US Gross", "datatype": "integer"},
            {"name": "US DVD Sales", "datatype": "integer"},
            {"name": "Release Date"},
            {"name": "MPAA Rating", "onEmpty": "replace", "default": "Unrated"},
            {"name": "Rotten Tomatoes Rating", "datatype": "integer"},
            {"name": "IMDB Rating", "onOutOfRange": "clamp",
             "datatype": {"base": "decimal", "minimum": 2.5, "maximum": 9}},
            {"name": "IMDB Votes", "datatype": "integer", "onEmpty": "drop"}
            """);
    String source = "read_json('%s', columns = {%s})".formatted(file, MOVIE_COLUMNS);
    long voted = duckdb("select count(*) from " + source + " where \"IMDB Votes\" is not null");
    assertEquals(3_201, duckdb("select count(*) from " + source));
    assertEquals(voted, table.get("prepared").asLong());
    Map<String, Long> empties = new TreeMap<>();
    for (String column :
        List.of("Title", "US Gross", "US DVD Sales", "Rotten Tomatoes Rating", "IMDB Rating")) {
      long count = duckdb("select count(*) from %s where \"%s\" is null".formatted(source, column));
      if (count > 0) {
        empties.put(column, count);
      }
    }
    assertEquals(empties, counts(table, "EMPTY_PASSED"));
    assertEquals(
        Map.of(
            "MPAA Rating",
            duckdb("select count(*) from %s where \"MPAA Rating\" is null".formatted(source))),
        counts(table, "EMPTY_REPLACED"));
    assertEquals(
        Map.of(
            "IMDB Rating",
            duckdb(
                "select count(*) from %s where \"IMDB Rating\"::decimal(9, 3) not between 2.5 and 9"
                    .formatted(source))),
        counts(table, "OUT_OF_RANGE_CLAMPED"));
    score("vega movies", 3_201);
  }

  /** Everything is read as text, so that DuckDB does not judge types. */
  private static final String MOVIE_COLUMNS =
      "'Title': 'varchar', 'US Gross': 'varchar', 'US DVD Sales': 'varchar', 'MPAA Rating':"
          + " 'varchar', 'Rotten Tomatoes Rating': 'varchar', 'IMDB Rating': 'varchar',"
          + " 'IMDB Votes': 'varchar'";

  @Test
  void titles_that_are_numbers_are_the_only_ones_a_column_of_numbers_takes() throws Exception {
    Path file = DATA.resolve("vega/movies.json");
    Files.copy(file, folder.resolve("movies.json"), StandardCopyOption.REPLACE_EXISTING);
    JsonNode table =
        run(
            "titles",
            "\"file\": \"movies.json\"",
            "{\"name\": \"Title\", \"datatype\": \"integer\", \"onTypeViolation\": \"drop\"}");
    String source = "read_json('%s', columns = {%s})".formatted(file, MOVIE_COLUMNS);
    long numbers =
        duckdb(
            "select count(*) from %s where regexp_full_match(\"Title\", '[+-]?[0-9]+')"
                .formatted(source));
    long missing = duckdb("select count(*) from %s where \"Title\" is null".formatted(source));
    assertTrue(numbers >= 9, "JSON numbers, and texts that are numbers");
    assertEquals(1, missing);
    assertEquals(numbers + missing, table.get("prepared").asLong());
    assertEquals(
        Map.of("Title", 3_201 - numbers - missing), counts(table, "TYPE_VIOLATION_DROPPED"));
  }

  @Test
  void the_dirty_file_of_arx_is_refused_dropped_or_emptied_as_declared() throws Exception {
    Path file = DATA.resolve("arx/test_dirty.csv");
    Files.copy(file, folder.resolve("dirty.csv"), StandardCopyOption.REPLACE_EXISTING);
    String collect = "\"file\": \"dirty.csv\", \"delimiter\": \";\"";
    String age = "{\"name\": \"age\", \"datatype\": \"integer\", \"onTypeViolation\": \"%s\"}";
    Spoken refused = spoken("refused", collect, age.formatted("fail"));
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("column age"), refused.err());
    assertTrue(refused.err().contains("record 2"), refused.err());
    JsonNode dropped = run("dropped", collect, age.formatted("drop"));
    assertEquals(5, dropped.get("prepared").asLong());
    assertEquals(Map.of("age", 2L), counts(dropped, "TYPE_VIOLATION_DROPPED"));
    JsonNode emptied = run("emptied", collect, age.formatted("empty"));
    assertEquals(7, emptied.get("prepared").asLong());
    assertEquals(Map.of("age", 2L), counts(emptied, "TYPE_VIOLATION_EMPTIED"));
    score("ARX test_dirty", 7);
  }

  private static void score(String what, int records) {
    System.out.printf(
        "Score: Real data: %s: %d records, counted as DuckDB counts them%n", what, records);
  }

  private JsonNode run(String name, String collect, String columns) throws Exception {
    Spoken spoken = spoken(name, collect, columns);
    assertEquals(0, spoken.code(), spoken.out() + spoken.err());
    return new ObjectMapper().readTree(spoken.out()).at("/tables/0");
  }

  private Spoken spoken(String name, String collect, String columns) throws Exception {
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
    return Spoken.by(
        "run", module.toString(), "--data", folder.resolve("node").toString(), "--json");
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
