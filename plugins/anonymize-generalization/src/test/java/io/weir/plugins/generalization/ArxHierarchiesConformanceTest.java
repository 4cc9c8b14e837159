package io.weir.plugins.generalization;

import static io.weir.plugins.generalization.Hierarchies.at;
import static io.weir.plugins.generalization.Hierarchies.levels;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The hierarchies that ARX ships with its examples, and the records they are for. */
@Tag("conformance")
class ArxHierarchiesConformanceTest {
  private static final Path ARX = Path.of(System.getProperty("weir.conformance.data"), "arx");

  @Test
  void every_hierarchy_of_arx_is_accepted_and_says_what_is_written() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(ARX)) {
      files = all.filter(it -> it.toString().contains("_hierarchy_")).sorted().toList();
    }
    assertTrue(files.size() >= 15, files::toString);
    for (Path file : files) {
      // Plain cells: what splitting says is independent of the reader.
      List<String[]> rows =
          Files.readAllLines(file).stream().map(line -> line.split(";", -1)).toList();
      PreparedMethod.OfLevels levels =
          levels(ValueType.STRING, Map.of("csv", Files.readString(file)));
      Column values =
          BytesColumn.ofStrings(rows.stream().map(row -> row[0]).toArray(String[]::new));
      assertEquals(rows.getFirst().length - 1, levels.highest(), file::toString);
      for (int level = 0; level <= levels.highest(); level++) {
        int at = level;
        assertEquals(
            rows.stream().map(row -> row[at]).toList(), at(levels, level, values), file::toString);
      }
    }
  }

  @Test
  void the_records_of_adult_have_a_place_in_their_hierarchies() throws IOException {
    List<String[]> records =
        Files.readAllLines(ARX.resolve("adult.csv")).stream()
            .map(line -> line.split(";", -1))
            .toList();
    String[] names = records.getFirst();
    for (int column = 0; column < names.length; column++) {
      String csv = Files.readString(ARX.resolve("adult_hierarchy_" + names[column] + ".csv"));
      int index = column;
      String[] texts = records.stream().skip(1).map(record -> record[index]).toArray(String[]::new);
      boolean age = names[column].equals("age");
      Column values =
          age
              ? new LongColumn(
                  ValueType.INTEGER,
                  Arrays.stream(texts).mapToLong(Long::parseLong).toArray(),
                  texts.length,
                  Empties.none())
              : BytesColumn.ofStrings(texts);
      PreparedMethod.OfLevels levels = levels(values.type(), Map.of("csv", csv));
      for (int level = 0; level <= levels.highest(); level++) {
        assertEquals(texts.length, at(levels, level, values).size());
      }
    }
  }
}
