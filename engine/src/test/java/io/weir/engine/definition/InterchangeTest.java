package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class InterchangeTest {
  private static final String WEIR = "https://w3id.org/weir/ns#";
  private static final String CSVW = "http://www.w3.org/ns/csvw#";

  @Test
  void the_clinic_expands_to_the_terms_of_the_standards() throws JsonProcessingException {
    JsonNode module = new ObjectMapper().readTree(Interchange.expand(Documents.clinic())).get(0);
    assertEquals("https://data.example.org/modules/clinic/", module.get("@id").asText());
    assertEquals(WEIR + "DataModule", module.get("@type").get(0).asText());
    assertEquals("2.1.0", module.at("/https:~1~1schema.org~1version/0/@value").asText());

    JsonNode patients = table(module, "https://data.example.org/modules/clinic/patients");
    JsonNode schema = patients.get(CSVW + "tableSchema").get(0);
    assertEquals(
        WEIR + "SourcePriority", schema.get(WEIR + "onKeyConflict").get(0).get("@id").asText());
    JsonNode columns = schema.get(CSVW + "column").get(0).get("@list");
    assertEquals(5, columns.size());
    assertEquals(
        "http://www.w3.org/2001/XMLSchema#date",
        columns.get(2).get(CSVW + "datatype").get(0).get(CSVW + "base").get(0).get("@id").asText());
    assertEquals(
        WEIR + "ColumnSuppression",
        columns
            .get(1)
            .get(WEIR + "anonymize")
            .get(0)
            .get("https://w3id.org/dpv#hasTechnicalMeasure")
            .get(0)
            .get("@id")
            .asText());
    assertEquals(
        List.of("his", "registry", "archive", "paper"),
        StreamSupport.stream(
                patients.get(WEIR + "collect").get(0).get("@list").spliterator(), false)
            .map(source -> source.get(WEIR + "source").get(0).get("@value").asText())
            .toList());

    JsonNode visits = table(module, "https://data.example.org/modules/clinic/visits");
    JsonNode patient =
        visits.get(CSVW + "tableSchema").get(0).get(CSVW + "column").get(0).get("@list").get(1);
    assertEquals(
        "https://data.example.org/modules/clinic/patients/patient_id",
        patient.get("http://mlcommons.org/croissant/references").get(0).get("@id").asText());
    assertEquals(WEIR + "SetEmpty", patient.get(WEIR + "onParentGone").get(0).get("@id").asText());
  }

  @Test
  void the_example_of_later_versions_expands_too() {
    assertTrue(Interchange.expand(Documents.clinicToCome()).contains(WEIR + "privacyModel"));
  }

  @Test
  void methods_and_promises_of_tables_expand_to_what_they_mean() throws JsonProcessingException {
    JsonNode module = new ObjectMapper().readTree(Interchange.expand(Documents.hospital())).get(0);
    JsonNode patients = table(module, "https://data.example.org/modules/hospital/patients");
    assertEquals(3, patients.get(WEIR + "anonymization").get(0).get("@list").size());
    assertEquals(WEIR + "Refuse", patients.get(WEIR + "onPersonalData").get(0).get("@id").asText());
    JsonNode model = patients.get(WEIR + "privacyModel").get(0);
    assertEquals("5", model.get(WEIR + "k").get(0).get("@value").asText());
    assertEquals(3, model.get(WEIR + "diversity").size());
    assertEquals(2, model.get(WEIR + "levels").get(0).get("@value").get("age").asInt());
    assertEquals(
        "https://data.example.org/modules/hospital/addresses/patient_id",
        model.get(WEIR + "joined").get(0).get(WEIR + "joinedBy").get(0).get("@id").asText());
    assertEquals(
        "https://data.example.org/modules/hospital/registry",
        table(module, "https://data.example.org/modules/hospital/addresses")
            .get(WEIR + "privacyModel")
            .get(0)
            .get(WEIR + "population")
            .get(0)
            .get(WEIR + "populationTable")
            .get(0)
            .get("@id")
            .asText());
  }

  @Test
  void words_of_plugins_expand_whatever_they_are() {
    String expanded =
        Interchange.expand(
            Documents.clinic()
                .replace("\"mask\", \"keep\"", "\"frobnicate\", \"name\"")
                .replace("new-keys", "oldest-wins")
                .replace("\"query\"", "\"bucket\""));
    assertTrue(expanded.contains("https://w3id.org/weir/ns/method#frobnicate"), expanded);
    assertTrue(expanded.contains("https://w3id.org/weir/ns/parameter#name"), expanded);
    assertTrue(expanded.contains("https://w3id.org/weir/ns/strategy#oldest-wins"), expanded);
    assertTrue(expanded.contains("https://w3id.org/weir/ns/source#bucket"), expanded);
  }

  @Test
  void a_term_without_a_meaning_is_refused() {
    refused(Documents.clinic().replace("\"onTypeViolation\"", "\"onTypViolation\""));
    refused(Documents.clinic().replace("\"license\"", "\"licence\""));
  }

  @Test
  void a_context_from_elsewhere_is_never_loaded() {
    refused(Documents.clinic().replace("https://w3id.org/weir/v1\"", "https://schema.org/\""));
    refused(
        Documents.clinic()
            .replace(
                "\"https://w3id.org/weir/v1\"",
                "[\"https://w3id.org/weir/v1\", \"file:///etc/passwd\"]"));
  }

  @Test
  void what_is_not_json_or_has_no_id_is_refused() {
    refused("{");
    refused("[]");
    refused("{\"@context\": \"https://w3id.org/weir/v1\"}");
  }

  @Test
  void every_term_the_reader_knows_has_a_meaning_in_the_context() {
    String context = Interchange.context();
    for (var terms :
        List.of(
            Terms.MODULE,
            Terms.TABLE,
            Terms.SCHEMA,
            Terms.COLUMN,
            Terms.DATATYPE,
            Terms.SOURCE,
            Terms.CONNECTOR_PARAMETERS,
            Terms.UPLOAD,
            Terms.PRIVACY_MODEL,
            Terms.DIVERSITY,
            Terms.CLOSENESS,
            Terms.POPULATION,
            Terms.JOINED,
            Datatypes.NAMES.keySet())) {
      for (String term : terms) {
        assertTrue(context.contains("\"" + term + "\":"), term);
      }
    }
  }

  private static void refused(String document) {
    WeirException refusal = assertThrows(WeirException.class, () -> Interchange.expand(document));
    assertEquals(ErrorCode.INVALID_DOCUMENT, refusal.problem().code());
  }

  private static JsonNode table(JsonNode module, String url) {
    return StreamSupport.stream(module.get(CSVW + "table").spliterator(), false)
        .filter(table -> table.get(CSVW + "url").get(0).get("@id").asText().equals(url))
        .findFirst()
        .orElseThrow();
  }
}
