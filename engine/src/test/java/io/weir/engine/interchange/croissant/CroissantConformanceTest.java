package io.weir.engine.interchange.croissant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.interchange.Imported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The descriptions that MLCommons keeps for its own reader: 46 valid datasets and 12 recipes, 30
 * invalid ones. An invalid one must be refused for the reason for which the reference reader
 * refuses it: the same node, the same property.
 */
@Tag("conformance")
class CroissantConformanceTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.conformance.data", "../../shared/data"))
          .resolve("croissant");

  /** Valid descriptions that no module document can be made of, and a word of the reason. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "1.0/dices-350/metadata.json", "no RecordSet with fields",
          "1.0/recipes/minimal.json", "no RecordSet with fields");

  /**
   * What the reference reader complains of, each in words that a message of ours must hold: the
   * kind of the node and its name or id where it tells them, and the property.
   */
  private static final Map<String, List<List<String>>> INVALID =
      new TreeMap<>(
          Map.ofEntries(
              invalid(
                  "0.8/distribution_bad_contained_in",
                  List.of("FileObject \"a-csv-table\"", "\"containedIn\"", "\"THISDOESNOTEXIST\"")),
              invalid("0.8/distribution_bad_type", List.of("\"a-csv-table\"", "\"@type\"")),
              invalid(
                  "0.8/distribution_missing_encoding_format",
                  List.of("FileSet \"a-file-set\"", "\"encodingFormat\"")),
              invalid("0.8/distribution_missing_name", List.of("FileObject", "\"name\"")),
              invalid(
                  "0.8/distribution_missing_property_content_url",
                  List.of("FileObject \"a-csv-table\"", "\"contentUrl\"")),
              invalid("0.8/metadata_bad_type", List.of("\"@type\"", "sc:Dataset")),
              invalid("0.8/metadata_missing_property_name", List.of("the dataset", "\"name\"")),
              invalid(
                  "0.8/mlfield_bad_source",
                  List.of(
                      "Field \"first-field\" of RecordSet \"a-record-set\"",
                      "\"source\"",
                      "\"THISDOESNOTEXIST\"")),
              invalid("0.8/mlfield_bad_type", List.of("\"first-field\"", "\"@type\"", "cr:Field")),
              invalid(
                  "0.8/mlfield_missing_property_name",
                  List.of("Field 1 of RecordSet \"a-record-set\"", "\"name\"")),
              invalid(
                  "0.8/mlfield_missing_source",
                  List.of("Field \"first-field\" of RecordSet \"a-record-set\"", "\"source\"")),
              invalid(
                  "0.8/recordset_bad_type",
                  List.of("\"a-record-set\"", "\"@type\"", "cr:RecordSet")),
              invalid(
                  "0.8/recordset_missing_context_for_datatype",
                  List.of("Field \"first-field\" of RecordSet \"a-record-set\"", "\"dataType\"")),
              invalid("0.8/recordset_missing_property_name", List.of("RecordSet", "\"name\"")),
              invalid(
                  "0.8/recordset_wrong_join",
                  List.of(
                      "RecordSet \"my-record-set\"",
                      "\"a-csv-table\"",
                      "\"another-csv-table\"",
                      "\"references\"")),
              invalid(
                  "1.0/distribution_bad_contained_in",
                  List.of("FileObject \"a-csv-table\"", "\"containedIn\"", "\"THISDOESNOTEXIST\"")),
              invalid(
                  "1.0/distribution_bad_id",
                  List.of("\"ids should not contain spaces\"", "\"@id\"")),
              invalid("1.0/distribution_bad_type", List.of("\"a-csv-table\"", "\"@type\"")),
              invalid(
                  "1.0/distribution_missing_encoding_format",
                  List.of("FileSet \"a-file-set\"", "\"encodingFormat\"")),
              invalid(
                  "1.0/distribution_missing_property_content_url",
                  List.of("FileObject \"a-csv-table\"", "\"contentUrl\"")),
              invalid("1.0/metadata_bad_type", List.of("\"@type\"", "sc:Dataset")),
              invalid(
                  "1.0/mlfield_bad_source",
                  List.of(
                      "Field \"first-field\" of RecordSet \"a-record-set\"",
                      "\"source\"",
                      "\"THISDOESNOTEXIST\"")),
              invalid("1.0/mlfield_bad_type", List.of("\"first-field\"", "\"@type\"", "cr:Field")),
              invalid(
                  "1.0/mlfield_missing_source",
                  List.of("Field \"first-field\" of RecordSet \"a-record-set\"", "\"source\"")),
              invalid(
                  "1.0/recordset_bad_type",
                  List.of("\"a-record-set\"", "\"@type\"", "cr:RecordSet")),
              invalid(
                  "1.0/recordset_missing_context_for_datatype",
                  List.of("Field \"first-field\" of RecordSet \"a-record-set\"", "\"dataType\"")),
              invalid(
                  "1.0/recordset_wrong_join",
                  List.of(
                      "RecordSet \"my-record-set\"",
                      "\"a-csv-table\"",
                      "\"another-csv-table\"",
                      "\"references\"")),
              invalid(
                  "1.1/mlfield_bad_array_definition",
                  List.of(
                      "Field \"first-field\" of RecordSet \"a-record-set\"",
                      "\"arrayShape\"",
                      "\"isArray\"")),
              invalid(
                  "1.1/mlfield_bad_array_shape",
                  List.of("Field \"first-field\" of RecordSet \"a-record-set\"", "\"arrayShape\"")),
              invalid(
                  "1.1/multilingual_fields",
                  List.of("\"description\" of FileObject \"a-csv-table\"", "a number"),
                  List.of("\"description\" of Field", "a number"),
                  List.of("\"name\" of Field", "true or false"))));

  @Test
  void valid_descriptions_become_documents_and_invalid_ones_are_refused_for_their_fault()
      throws IOException {
    Map<String, String> failures = new TreeMap<>();
    List<Path> datasets = files("metadata.json");
    List<Path> recipes = new ArrayList<>(files(".json"));
    recipes.removeAll(datasets);
    int imported = imported(datasets, failures);
    int importedRecipes = imported(recipes, failures);
    int refused = 0;
    for (Map.Entry<String, List<List<String>>> invalid : INVALID.entrySet()) {
      Path file = DATA.resolve("invalid-graphs/" + invalid.getKey() + "/metadata.json");
      List<DocumentProblem> problems =
          switch (CroissantImport.read(Files.readString(file))) {
            case Imported.Refused(List<DocumentProblem> told) -> told;
            case Imported.Document _ -> List.of();
          };
      boolean told =
          invalid.getValue().stream()
              .allMatch(words ->
                  problems.stream()
                      .anyMatch(it -> words.stream().allMatch(it.message()::contains)));
      if (told) {
        refused++;
      } else {
        failures.put("invalid " + invalid.getKey(), problems.toString());
      }
    }
    System.out.printf(
        "Score: Croissant: valid %d/%d imported, invalid %d/%d refused, recipes %d/%d imported%n",
        imported, datasets.size(), refused, INVALID.size(), importedRecipes, recipes.size());
    REFUSED.forEach((file, why) ->
        System.out.println("Score: Croissant, refused as it must be: " + file + ": " + why));
    assertEquals(Map.of(), failures);
    assertEquals(46, datasets.size());
    assertEquals(12, recipes.size());
    assertEquals(30, INVALID.size());
    assertEquals(INVALID.keySet(), invalidFolders());
  }

  /** How many become a document; those that must be refused are so, for the reason listed. */
  private static int imported(List<Path> files, Map<String, String> failures) throws IOException {
    int imported = 0;
    for (Path file : files) {
      String name = DATA.relativize(file).toString();
      String text = Files.readString(file);
      switch (CroissantImport.read(text)) {
        case Imported.Document(String document, List<DocumentProblem> warnings) -> {
          DocumentResult read = DocumentReader.withoutExtensions().read(document);
          if (REFUSED.containsKey(name) || !(read instanceof DocumentResult.Resolved)) {
            failures.put(name, "imported: " + read);
          } else {
            imported++;
          }
          assertTrue(
              warnings.stream().noneMatch(it -> it.message().isEmpty() || it.advice().isEmpty()));
          CroissantImport.files(text)
              .forEach((path, records) ->
                  assertTrue(
                      document.contains("\"file\": \"" + path + "\"") && records.length() > 2,
                      () -> name + ": " + path));
        }
        case Imported.Refused(List<DocumentProblem> problems) -> {
          String reason = REFUSED.getOrDefault(name, "(not listed)");
          if (problems.size() != 1 || !problems.getFirst().message().contains(reason)) {
            failures.put(name, problems.toString());
          }
        }
      }
    }
    return imported;
  }

  private static List<Path> files(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String version : List.of("1.0", "1.1")) {
      try (Stream<Path> files = Files.walk(DATA.resolve(version))) {
        files.filter(file -> file.toString().endsWith(ending)).sorted().forEach(found::add);
      }
    }
    return found;
  }

  private static TreeSet<String> invalidFolders() throws IOException {
    Path invalid = DATA.resolve("invalid-graphs");
    try (Stream<Path> files = Files.walk(invalid)) {
      return new TreeSet<>(
          files
              .filter(file -> file.endsWith("metadata.json"))
              .map(file -> invalid.relativize(file.getParent()).toString())
              .toList());
    }
  }

  @SafeVarargs
  private static Map.Entry<String, List<List<String>>> invalid(
      String folder, List<String>... complaints) {
    return Map.entry(folder, List.of(complaints));
  }
}
