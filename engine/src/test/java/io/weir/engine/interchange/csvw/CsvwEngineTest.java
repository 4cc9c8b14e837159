package io.weir.engine.interchange.csvw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.csvw.CsvwImport.Naming;
import io.weir.engine.main.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an imported module counts when the engine collects it. */
class CsvwEngineTest {
  private static final String METADATA =
      """
      {"@context": "http://www.w3.org/ns/csvw", "tables": [
        {"url": "shops.csv", "tableSchema": {"primaryKey": "shop", "columns": [
          {"name": "shop", "titles": "Shop No", "datatype": "integer"},
          {"name": "opened", "datatype": {"base": "date", "format": "d.M.yyyy"}},
          {"name": "size", "required": true,
           "datatype": {"base": "decimal", "format": {"groupChar": "'"}, "minExclusive": 0}}]}},
        {"url": "sales.csv", "dialect": {"header": false, "delimiter": ";"}, "tableSchema": {
          "columns": [
            {"name": "year", "datatype": "gYear"},
            {"name": "day", "datatype": "date"},
            {"name": "at", "datatype": "time"},
            {"name": "price", "datatype": "decimal"},
            {"name": "shop", "datatype": "integer"},
            {"name": "code", "datatype": {"base": "string", "format": "[A-Z]+", "maxLength": 3}}],
          "foreignKeys": [{"columnReference": "shop",
            "reference": {"resource": "shops.csv", "columnReference": "shop"}}]}}]}
      """;

  @TempDir private Path folder;
  @TempDir private Path work;
  private Installed installed;
  private EngineCheck engine;

  @BeforeEach
  void start() {
    installed = new Installed();
    engine = new EngineCheck(installed.catalogue(), work);
  }

  @AfterEach
  void stop() {
    engine.close();
    installed.close();
  }

  private Set<String> faults(String shops, String sales) throws IOException {
    Files.writeString(folder.resolve("shops.csv"), "Shop No,opened,size\n" + shops);
    Files.writeString(folder.resolve("sales.csv"), sales);
    Files.writeString(folder.resolve("csv-metadata.json"), METADATA);
    Imported imported = CsvwImport.read(folder, "shops.csv", Naming.ofMetadata());
    return engine.faults(
        assertInstanceOf(Imported.Document.class, imported, imported::toString).jsonld(), folder);
  }

  @Test
  void files_that_are_as_described_break_no_rule() throws IOException {
    assertEquals(
        Set.of(),
        faults(
            "1,1.2.2020,1'200.5\n2,31.12.2021,7\n",
            "2024;2024-02-29;12:00:00Z;1.50;1;A\n1999-05:00;1999-01-01+05:30;23:59:59.5;-3;2;ABC\n2024;;;;;\n"));
  }

  @Test
  void whatever_is_not_as_described_is_counted() throws IOException {
    assertEquals(
        Set.of(
            "EMPTY_DROPPED shops/size",
            "KEY_CONFLICT shops/shop",
            "KEY_CONFLICT_DROPPED shops/shop",
            "ORPHAN_DROPPED sales/shop",
            "OUT_OF_RANGE_DROPPED shops/size",
            "TYPE_VIOLATION_DROPPED sales/at",
            "TYPE_VIOLATION_DROPPED sales/code",
            "TYPE_VIOLATION_DROPPED sales/day",
            "TYPE_VIOLATION_DROPPED sales/price",
            "TYPE_VIOLATION_DROPPED sales/year",
            "TYPE_VIOLATION_DROPPED shops/opened",
            "TYPE_VIOLATION_DROPPED shops/shop"),
        faults(
            """
            1,1.2.2020,1
            1,1.2.2020,1
            2,2020-02-01,1
            3,1.2.2020,
            4,1.2.2020,0
            x,1.2.2020,1
            """,
            """
            24;;;;1;A
            2024;2023-02-29;;;1;A
            2024;;12:00;;1;A
            2024;;;1E2;1;A
            2024;;;;7;A
            2024;;;;1;ABCD
            """));
  }
}
