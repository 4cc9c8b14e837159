package io.weir.engine.interchange.croissant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SomeExtensions;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.interchange.Exported;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.PublishedFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CroissantExportTest {
  private static final String SHA = "ab".repeat(32);
  private static final String CLINIC =
      """
      { "@context": "https://w3id.org/weir/v1", "id": "https://data.example.org/modules/clinic/",
        "type": "DataModule", "name": "clinic", "version": "2.1.0",
        "description": "Patients of one clinic and their visits.",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "datePublished": "2026-11-20",
        "creator": { "name": "Example Clinic", "url": "https://clinic.example.org/" },
        "tables": [
          { "url": "patients",
            "collect": [ { "source": "his", "script": "scripts/patients.py" } ],
            "tableSchema": { "primaryKey": "patient_id", "onKeyConflict": "source-priority",
              "columns": [
                { "name": "patient_id", "datatype": "integer" },
                { "name": "full name", "anonymize": { "method": "drop-column" } },
                { "name": "birth date", "datatype": "date", "description": "By year.",
                  "anonymize": { "method": "generalize" } },
                { "name": "height/cm", "datatype": "decimal" },
                { "name": "height cm", "datatype": "double" },
                { "name": "seen", "datatype": "datetime" },
                { "name": "smokes", "datatype": "boolean" },
                { "name": "woken", "datatype": "time" } ] } },
          { "url": "visits",
            "collect": [ { "source": "his", "script": "scripts/visits.py" } ],
            "tableSchema": { "columns": [
                { "name": "patient_id", "datatype": "integer", "references": "patients/patient_id" },
                { "name": "day", "datatype": "date" } ] } } ] }
      """;
  private static final Map<String, PublishedFile> FILES =
      Map.of(
          "patients",
          new PublishedFile(
              "patients/part-00000.parquet", "application/x-parquet", Optional.of(SHA)),
          "visits",
          new PublishedFile(
              "visits/part-00000.parquet", "application/x-parquet", Optional.of(SHA)));

  @Test
  void a_published_module_is_described_so_that_the_reference_reader_loads_it() throws Exception {
    Exported exported = CroissantExport.write(CLINIC, FILES, new TwoMethods());
    assertEquals(List.of(), LoadableCroissant.complaints(exported.text()));
    assertEquals(List.of(), exported.warnings());

    JsonNode dataset = new ObjectMapper().readTree(exported.text());
    assertEquals(
        "Example Clinic: clinic, version 2.1.0, https://data.example.org/modules/clinic/",
        dataset.path("citeAs").asText());
    JsonNode patients = dataset.path("recordSet").path(0);
    assertEquals("patients/patient_id", patients.path("key").path("@id").asText());
    assertEquals(
        List.of(
            "patients/patient_id cr:Int64",
            "patients/birth_date sc:Text",
            "patients/height_cm cr:Float64",
            "patients/height_cm_2 cr:Float64",
            "patients/seen sc:DateTime",
            "patients/smokes sc:Boolean",
            "patients/woken sc:Text"),
        patients
            .path("field")
            .valueStream()
            .map(it -> it.path("@id").asText() + " " + it.path("dataType").asText())
            .toList());
    assertEquals(
        "birth date",
        patients.path("field").path(1).path("source").path("extract").path("column").asText());
    assertEquals(
        "patients/patient_id", dataset.at("/recordSet/1/field/0/references/field/@id").asText());
  }

  @Test
  void what_is_dropped_is_not_even_named() {
    Exported exported = CroissantExport.write(CLINIC, FILES, new TwoMethods());
    assertFalse(exported.text().contains("full name"), exported.text());
    assertFalse(exported.text().contains("scripts/"), exported.text());
  }

  @Test
  void what_croissant_wants_and_the_module_lacks_is_warned_of() {
    String poor =
        CLINIC
            .replace("\"license\": \"https://creativecommons.org/licenses/by/4.0/\",", "")
            .replace("\"datePublished\": \"2026-11-20\",", "")
            .replace(
                "\"creator\": { \"name\": \"Example Clinic\", \"url\": \"https://clinic.example.org/\" },",
                "");
    Exported exported = CroissantExport.write(poor, Map.of(), new TwoMethods());
    List<String> told = exported.warnings().stream().map(DocumentProblem::message).toList();
    for (String what :
        List.of("license", "datePublished", "creator", "checksum", "in which file")) {
      assertTrue(told.stream().anyMatch(it -> it.contains(what)), () -> what + " in " + told);
    }
    assertEquals(
        List.of("no creator", "no license", "no datePublished", "sha256", "sha256"),
        LoadableCroissant.complaints(exported.text()));
  }

  @Test
  void a_table_that_is_one_file_is_described_by_it_unless_something_in_it_is_anonymized() {
    String plain =
        CLINIC
            .replace("\"script\": \"scripts/visits.py\"", "\"file\": \"data/visits.ndjson\"")
            .replace("\"script\": \"scripts/patients.py\"", "\"file\": \"data/patients.csv\"");
    String text = CroissantExport.write(plain, Map.of(), new TwoMethods()).text();
    assertTrue(text.contains("\"contentUrl\": \"data/visits.ndjson\""), text);
    assertTrue(text.contains("\"encodingFormat\": \"application/jsonlines\""), text);
    assertFalse(text.contains("data/patients.csv"), text);
  }

  @Test
  void what_is_exported_is_imported_with_the_same_tables_keys_and_types() {
    String exported = CroissantExport.write(CLINIC, FILES, new TwoMethods()).text();
    Plan plan =
        switch (CroissantImport.read(exported)) {
          case Imported.Document(String document, var _) ->
              switch (DocumentReader.withoutExtensions().read(document)) {
                case DocumentResult.Resolved(Plan read, var _) -> read;
                case DocumentResult.Rejected rejected -> throw new AssertionError(rejected);
              };
          case Imported.Refused refused -> throw new AssertionError(refused);
        };
    TablePlan patients = plan.table("patients");
    assertEquals("clinic 2.1.0", plan.module() + " " + plan.version());
    assertEquals("patient_id", patients.primaryKey().orElseThrow().column());
    assertEquals(
        "patients/patient_id",
        plan.table("visits").foreignKeys().stream()
            .map(it -> it.targetTable() + "/" + it.targetColumn())
            .findFirst()
            .orElseThrow());
    assertEquals(
        List.of("INTEGER", "STRING", "DOUBLE", "DOUBLE", "DATETIME", "BOOLEAN", "STRING"),
        patients.columns().stream().map(it -> it.type().name()).toList());
  }

  @Test
  void what_methods_of_a_table_add_is_described_too() throws Exception {
    String document =
        """
        { "@context": "https://w3id.org/weir/v1", "id": "urn:example:clinic", "type": "DataModule",
          "name": "clinic", "version": "1.0.0",
          "tables": [
            { "url": "patients", "collect": [ { "source": "his", "file": "patients.csv" } ],
              "anonymization": [ { "method": "split", "columns": ["drug"], "table": "drugs" } ],
              "tableSchema": { "columns": [ { "name": "city" }, { "name": "drug" } ] } } ] }
        """;
    JsonNode described =
        new ObjectMapper()
            .readTree(CroissantExport.write(document, Map.of(), new SomeExtensions()).text());
    assertEquals(
        List.of("patients/city", "patients/group_id"), ids(described.at("/recordSet/0/field")));
    assertEquals(
        List.of("drugs/group_id", "drugs/drug", "drugs/count"),
        ids(described.at("/recordSet/1/field")));
    assertEquals(List.of("patients-file", "drugs-file"), ids(described.get("distribution")));
    // The file of the source is not what is published.
    assertEquals(
        "patients/part-00000.parquet", described.at("/distribution/0/contentUrl").asText());
  }

  private static List<String> ids(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .map(node -> node.get("@id").asText())
        .toList();
  }

  @Test
  void a_document_with_problems_is_not_exported() {
    assertThrows(
        IllegalArgumentException.class,
        () -> CroissantExport.write("{}", Map.of(), new TwoMethods()));
  }

  /** A checker that never complains proves nothing. */
  @Test
  void the_checker_complains_of_each_thing_that_does_not_load() {
    String good = CroissantExport.write(CLINIC, FILES, new TwoMethods()).text();
    Map<String, String> spoilt =
        Map.of(
            "\"@vocab\": \"https:", "\"@vocab\": \"http:",
            "croissant/1.1\"", "croissant/1.0\"",
            "\"contentUrl\": \"", "\"contentUrl\": \"s3://bucket/",
            "application/x-parquet", "application/parquet",
            "cr:Int64", "xsd:integer",
            "\"citeAs\": \"Ex", "\"citedAs\": \"Ex",
            "\"references\": {", "\"references\": { \"recordSet\": {}}, \"was\": {",
            "\"@id\": \"patients/seen\"", "\"@id\": \"patients/last seen\"");
    spoilt.forEach((was, is) -> {
      assertTrue(good.contains(was), was);
      String bad = good.replace(was, is);
      assertFalse(LoadableCroissant.complaints(bad).isEmpty(), is);
    });
  }
}
