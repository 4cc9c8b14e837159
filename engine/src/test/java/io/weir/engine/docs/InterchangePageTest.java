package io.weir.engine.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.csvw.CsvwImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterchangePageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_csvw_shown_becomes_the_module_document_shown(@TempDir Path folder) throws IOException {
    List<Pages.Block> shown = Pages.blocks(Pages.page("interchange.md"));
    String metadata = first(shown, "json csvw");
    Files.writeString(folder.resolve("shops.csv"), "Shop No;Opened;Kind\n");
    Files.writeString(folder.resolve("shops.csv-metadata.json"), metadata);
    Imported.Document document =
        assertInstanceOf(
            Imported.Document.class,
            CsvwImport.read(folder, "shops.csv", CsvwImport.Naming.ofMetadata()));
    assertEquals(List.of(), document.warnings());
    assertEquals(JSON.readTree(first(shown, "json module")), JSON.readTree(document.jsonld()));
  }

  private static String first(List<Pages.Block> blocks, String info) {
    return blocks.stream()
        .filter(block -> block.info().equals(info))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
