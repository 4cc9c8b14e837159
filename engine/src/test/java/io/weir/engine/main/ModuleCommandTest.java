package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir module}, as far as no node is needed. */
class ModuleCommandTest {
  private static final String CROISSANT =
      """
      { "@context": { "@vocab": "https://schema.org/", "sc": "https://schema.org/",
          "cr": "http://mlcommons.org/croissant/", "conformsTo": "http://purl.org/dc/terms/conformsTo" },
        "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": "letters", "url": "https://example.org/letters", "version": "1.0.0",
        "distribution": { "@type": "cr:FileObject", "@id": "f", "contentUrl": "letters.csv",
          "encodingFormat": "text/csv" },
        "cr:recordSet": [
          { "@type": "cr:RecordSet", "@id": "letters", "cr:field": [
            { "@type": "cr:Field", "@id": "letters/words", "cr:dataType": "sc:Integer",
              "cr:source": { "cr:fileObject": { "@id": "f" }, "cr:extract": { "cr:column": "words" } } } ] },
          { "@type": "cr:RecordSet", "@id": "kinds", "cr:field": [
            { "@type": "cr:Field", "@id": "kinds/kind", "cr:dataType": "sc:Text" } ],
            "cr:data": [ { "kinds/kind": "love" }, { "kinds/kind": "bill" } ] } ] }
      """;

  @TempDir private Path folder;

  @Test
  void an_imported_description_can_be_checked_run_and_exported_again() throws IOException {
    Path description = write("croissant.json", CROISSANT);
    Path module = folder.resolve("made/letters.module.jsonld");
    Spoken imported =
        Spoken.by(
            "module",
            "import",
            "--format",
            "croissant",
            description.toString(),
            "-o",
            module.toString());
    assertEquals(0, imported.code(), imported.err());
    assertEquals("", imported.out());
    assertTrue(imported.err().contains("croissant.json:"), imported.err());
    assertTrue(imported.err().contains("warning: "), imported.err());
    assertEquals(
        "[{\"kind\":\"love\"},{\"kind\":\"bill\"}]",
        new ObjectMapper().readTree(module.resolveSibling("data/kinds.json").toFile()).toString());
    assertEquals(0, Spoken.by("check", module.toString()).code());

    Files.writeString(module.resolveSibling("letters.csv"), "words\n7\n");
    Spoken exported = Spoken.by("module", "export", "--format", "croissant", module.toString());
    assertEquals(0, exported.code(), exported.err());
    JsonNode dataset = new ObjectMapper().readTree(exported.out());
    assertEquals("letters.csv", dataset.at("/distribution/0/contentUrl").asText());
    assertEquals(64, dataset.at("/distribution/0/sha256").asText().length());
    assertTrue(exported.err().contains("\"license\""), exported.err());
  }

  @Test
  void without_a_file_the_document_goes_to_standard_output_and_all_else_beside_it()
      throws IOException {
    Path description = write("croissant.json", CROISSANT);
    Spoken imported =
        Spoken.by("module", "import", "--format", "croissant", description.toString());
    assertEquals(0, imported.code(), imported.err());
    assertEquals("DataModule", new ObjectMapper().readTree(imported.out()).path("type").asText());
    assertFalse(Files.exists(folder.resolve("data")));

    JsonNode json =
        new ObjectMapper()
            .readTree(
                Spoken.by(
                        "module",
                        "import",
                        "--json",
                        "--format",
                        "croissant",
                        description.toString())
                    .out());
    assertTrue(json.path("ok").asBoolean());
    assertTrue(json.path("document").asText().contains("letters.csv"));
    assertTrue(json.path("files").has("data/kinds.json"), json::toString);
    assertTrue(json.path("problems").path(0).path("warning").asBoolean());
  }

  @Test
  void another_file_where_records_belong_is_not_replaced() throws IOException {
    Path description = write("croissant.json", CROISSANT);
    Files.createDirectories(folder.resolve("data"));
    Path mine = write("data/kinds.json", "mine");
    Spoken imported =
        Spoken.by(
            "module",
            "import",
            "--format",
            "croissant",
            description.toString(),
            "-o",
            folder.resolve("x.jsonld").toString());
    assertEquals(1, imported.code());
    assertTrue(imported.err().contains("another file lies"), imported.err());
    assertEquals("mine", Files.readString(mine));
    assertFalse(Files.exists(folder.resolve("x.jsonld")));
  }

  @Test
  void one_place_that_is_taken_keeps_everything_from_being_written() throws IOException {
    Path description =
        write(
            "croissant.json",
            CROISSANT.replace(
                "{ \"kinds/kind\": \"bill\" } ] } ] }",
                """
                { "kinds/kind": "bill" } ] },
                { "@type": "cr:RecordSet", "@id": "moods", "cr:field": [
                  { "@type": "cr:Field", "@id": "moods/mood", "cr:dataType": "sc:Text" } ],
                  "cr:data": [ { "moods/mood": "glad" } ] } ] }
                """));
    Path made = Files.createDirectories(folder.resolve("made/data")).getParent();
    write("made/data/moods.json", "mine");
    String[] wanted = {
      "module",
      "import",
      "--format",
      "croissant",
      description.toString(),
      "-o",
      made.resolve("x.jsonld").toString()
    };
    Spoken refused = Spoken.by(wanted);
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("moods.json, where another file lies"), refused.err());
    try (Stream<Path> files = Files.walk(made)) {
      assertEquals(
          List.of(made.resolve("data/moods.json")), files.filter(Files::isRegularFile).toList());
    }
    Files.delete(made.resolve("data/moods.json"));
    assertEquals(0, Spoken.by(wanted).code());
    assertTrue(Files.exists(made.resolve("data/kinds.json")));
    assertTrue(Files.exists(made.resolve("data/moods.json")));
  }

  @Test
  void a_file_that_is_there_is_only_replaced_by_force_and_has_the_rights_of_new_files()
      throws IOException {
    Path csv = write("birds.csv", "bird,wings\nwren,2\n");
    Path module = write("birds.module.jsonld", "mine");
    Path described = write("birds.json", "mine");
    String[] wanted = {
      "module", "import", "--format", "csvw", csv.toString(), "-o", module.toString()
    };
    Spoken refused = Spoken.by(wanted);
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("--force"), refused.err());
    assertEquals("mine", Files.readString(module));
    assertEquals(0, Spoken.by(with(wanted, "--force")).code());
    assertEquals(0, Spoken.by("check", module.toString()).code());

    String[] back = {
      "module", "export", "--format", "csvw", module.toString(), "-o", described.toString()
    };
    assertEquals(1, Spoken.by(back).code());
    assertEquals("mine", Files.readString(described));
    assertEquals(0, Spoken.by(with(back, "--force")).code());
    assertEquals(Files.getPosixFilePermissions(csv), Files.getPosixFilePermissions(described));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(3, files.count());
    }
  }

  private static String[] with(String[] arguments, String more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void what_cannot_be_imported_is_told_like_a_document_with_problems() throws IOException {
    Path bad = write("bad.json", CROISSANT.replace("\"contentUrl\"", "\"url\""));
    Spoken refused = Spoken.by("module", "import", "--format", "croissant", bad.toString());
    assertEquals(1, refused.code());
    assertEquals("", refused.out());
    assertTrue(refused.err().matches("(?s).*bad\\.json:\\d+:\\d+: error: .*"), refused.err());
    assertTrue(refused.err().contains("has no \"contentUrl\""), refused.err());
    assertTrue(refused.err().contains("1 problem"), refused.err());
    for (String format : new String[] {"native", "croissant", "csvw"}) {
      Spoken missing =
          Spoken.by("module", "import", "--format", format, folder.resolve("no").toString());
      assertEquals(1, missing.code());
      assertTrue(missing.err().contains("There is no file"), missing.err());
    }
    Spoken unknown = Spoken.by("module", "import", "--format", "xml", bad.toString());
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("native, csvw, croissant"), unknown.err());
    assertEquals(2, Spoken.by("module").code());
  }

  @Test
  void csvw_comes_in_and_goes_out() throws IOException {
    Path csv = write("birds.csv", "bird,wings\nwren,2\n");
    Spoken imported = Spoken.by("module", "import", "--format", "csvw", csv.toString());
    assertEquals(0, imported.code(), imported.err());
    Path module = write("birds.module.jsonld", imported.out());
    Spoken exported = Spoken.by("module", "export", "--format", "csvw", module.toString());
    assertEquals(0, exported.code(), exported.err());
    assertEquals(
        "birds.csv", new ObjectMapper().readTree(exported.out()).at("/tables/0/url").asText());
  }

  @Test
  void metadata_named_by_the_user_takes_the_place_of_what_lies_beside_a_csv_file()
      throws IOException {
    Path csv = write("birds.csv", "bird,wings\nwren,2\n");
    write("birds.csv-metadata.json", "no metadata");
    Files.createDirectories(folder.resolve("meta"));
    String text =
        """
        { "@context": "http://www.w3.org/ns/csvw", "url": "../birds.csv",
          "tableSchema": { "columns": [ { "titles": "bird" },
            { "titles": "wings", "datatype": "integer" } ] } }
        """;
    Path metadata = write("meta/mine.json", text);
    Spoken imported = importing("csvw", csv, metadata);
    assertEquals(0, imported.code(), imported.err());
    JsonNode table = new ObjectMapper().readTree(imported.out()).at("/tables/0");
    assertEquals("birds.csv", table.at("/collect/0/file").asText());
    assertEquals("integer", table.at("/tableSchema/columns/1/datatype").asText());

    Files.createDirectories(folder.resolve("data"));
    Path apart = Files.copy(csv, folder.resolve("data/birds.csv"));
    assertTrue(importing("csvw", apart, metadata).err().contains("does not describe"));
    Files.writeString(metadata, text.replace("../birds", "../data/birds"));
    assertEquals(0, importing("csvw", apart, metadata).code());

    Files.writeString(metadata, "{");
    Spoken broken = importing("csvw", csv, metadata);
    assertEquals(1, broken.code());
    assertTrue(broken.err().contains("mine.json:1:"), broken.err());
    assertEquals(1, importing("csvw", csv, folder.resolve("none.json")).code());
    Spoken other = importing("croissant", csv, metadata);
    assertEquals(2, other.code());
    assertTrue(other.err().contains("--metadata belongs to --format csvw"), other.err());
  }

  private static Spoken importing(String format, Path file, Path metadata) {
    return Spoken.by(
        "module", "import", "--format", format, file.toString(), "--metadata", metadata.toString());
  }

  @Test
  void two_documents_are_compared_with_what_the_number_must_become() throws IOException {
    String document =
        Spoken.by(
                "module",
                "import",
                "--format",
                "croissant",
                write("croissant.json", CROISSANT).toString())
            .out();
    Path before = write("before.jsonld", document);
    Path after =
        write(
            "after.jsonld",
            document
                .replace("\"version\": \"1.0.0\"", "\"version\": \"1.0.1\"")
                .replace("\"datatype\": \"integer\"", "\"datatype\": \"decimal\""));
    Spoken diff = Spoken.by("module", "diff", before.toString(), after.toString());
    assertEquals(0, diff.code(), diff.err());
    assertEquals(
        """
        patch  changed metadata  /version
          - "1.0.0"
          + "1.0.1"
        major  changed type  /tables/0/tableSchema/columns/0/datatype
          - "integer"
          + "decimal"
        2 changes; from 1.0.0 the version must become at least 2.0.0
        too low  1.0.1 is lower than that
        """,
        diff.out());
    JsonNode json =
        new ObjectMapper()
            .readTree(
                Spoken.by("module", "diff", "--json", before.toString(), after.toString()).out());
    assertEquals("major", json.path("demands").asText());
    assertFalse(json.path("suffices").asBoolean());
    assertEquals(2, json.path("changes").size());
    assertEquals(
        "no difference\n", Spoken.by("module", "diff", before.toString(), before.toString()).out());
    assertEquals(2, Spoken.by("module", "diff", before.toString()).code());
    Spoken broken =
        Spoken.by("module", "diff", before.toString(), write("broken.jsonld", "{}").toString());
    assertEquals(1, broken.code());
    assertTrue(broken.err().contains("broken.jsonld has"), broken.err());
  }

  @Test
  void versions_are_not_looked_for_where_nothing_is_kept() {
    Path nowhere = folder.resolve("nowhere");
    Spoken versions = Spoken.by("module", "versions", "--data", nowhere.toString());
    assertEquals(3, versions.code());
    assertTrue(versions.err().contains("There is no data directory"), versions.err());
    Spoken served =
        Spoken.by("module", "versions", "--data", nowhere.toString(), "--node", "127.0.0.1:1");
    assertEquals(3, served.code());
    assertTrue(served.err().contains("cannot be read"), served.err());
    assertFalse(Files.exists(nowhere));
    Spoken typo = Spoken.by("module", "versions", "--node", "7411");
    assertEquals(2, typo.code());
    assertTrue(typo.err().contains("127.0.0.1:7411"), typo.err());
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file;
  }
}
