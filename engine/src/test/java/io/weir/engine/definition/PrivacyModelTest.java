package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.definition.PrivacyModel.Closeness;
import io.weir.engine.definition.PrivacyModel.Distance;
import io.weir.engine.definition.PrivacyModel.Diversity;
import io.weir.engine.definition.PrivacyModel.Empties;
import io.weir.engine.definition.PrivacyModel.Joined;
import io.weir.engine.definition.PrivacyModel.Metric;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.PrivacyModel.Presence;
import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.definition.PrivacyModel.Suppression;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivacyModelTest {
  private static final DocumentResult.Resolved HOSPITAL = Documents.resolved(Documents.hospital());
  private static final TablePlan PATIENTS = HOSPITAL.plan().table("patients");

  @Test
  void a_model_promises_all_that_the_document_says() {
    assertEquals(
        Optional.of(
            new PrivacyModel(
                5,
                List.of(
                    new Diversity.Distinct("blood", 3),
                    new Diversity.Entropy("blood", new BigDecimal("2.5")),
                    new Diversity.Recursive("blood", BigDecimal.valueOf(4), 3)),
                List.of(
                    new Closeness("blood", new BigDecimal("0.2"), Distance.EQUAL),
                    new Closeness("cost", new BigDecimal("0.15"), Distance.ORDERED),
                    new Closeness("ward", BigDecimal.ONE, Distance.HIERARCHICAL)),
                Optional.empty(),
                new BigDecimal("0.02"),
                Suppression.RECORD,
                Metric.AVERAGE_CLASS_SIZE,
                Search.LOCAL,
                Empties.REFUSE,
                Optional.of(Duration.ofSeconds(30)),
                Map.of("age", 2),
                List.of(new Joined("addresses", "postcode", "patient_id")))),
        PATIENTS.privacyModel());
  }

  @Test
  void a_model_names_the_table_that_its_records_are_drawn_from() {
    assertEquals(
        Optional.of(
            new Population(
                "registry",
                10,
                Optional.of(new Presence(new BigDecimal("0.1"), new BigDecimal("0.9"))))),
        HOSPITAL.plan().table("addresses").privacyModel().flatMap(PrivacyModel::population));
  }

  @Test
  void what_a_model_does_not_say_is_the_usual() {
    assertEquals(
        Optional.of(PrivacyModel.ofK(3)),
        table("{\"name\": \"zip\", \"role\": \"quasi-identifying\"}", "{\"k\": 3}").privacyModel());
  }

  @Test
  void a_model_may_suppress_values_and_let_empties_match_all() {
    PrivacyModel model =
        table(
                "{\"name\": \"zip\", \"role\": \"quasi-identifying\"}",
                "{\"k\": 3, \"suppress\": \"values\", \"empties\": \"wildcard\"}")
            .privacyModel()
            .orElseThrow();
    assertEquals(Suppression.VALUES, model.suppression());
    assertEquals(Empties.WILDCARD, model.empties());
  }

  @Test
  void methods_of_a_table_stay_in_order_and_roles_at_their_columns() {
    assertEquals(
        List.of("outliers", "shuffle", "split"),
        PATIENTS.methods().stream().map(ColumnPlan.Anonymization::method).toList());
    assertEquals(
        List.of("age", "sex"), PATIENTS.quasiIdentifiers().stream().map(ColumnPlan::name).toList());
  }

  @Test
  void a_table_without_a_model_promises_nothing() {
    assertEquals(Optional.empty(), HOSPITAL.plan().table("registry").privacyModel());
    assertEquals(List.of(), HOSPITAL.plan().table("registry").methods());
  }

  @Test
  void the_secrets_of_all_methods_are_known_before_a_run() {
    assertEquals(Set.of("tokens"), OutputSchema.secrets(HOSPITAL.plan(), new SomeExtensions()));
    Plan plan = Documents.resolved(Documents.clinic()).plan();
    assertEquals(Set.of(), OutputSchema.secrets(plan, new SomeExtensions()));
  }

  /** What is not installed here may be there where the document is used. */
  @Test
  void without_knowing_what_is_installed_nothing_is_said_of_what_methods_do() {
    for (String columns :
        List.of(
            """
            {"name": "id", "role": "quasi-identifying", "anonymize": {"method": "unheard-of"}},
            {"name": "zip", "role": "quasi-identifying"}
            """,
            """
            {"name": "age", "datatype": "integer", "role": "quasi-identifying",
             "anonymize": {"method": "unheard-of"}}
            """)) {
      String document =
          Documents.module(
              Documents.table("t", columns)
                  .replace(
                      "\"tableSchema\"",
                      "\"onPersonalData\": \"refuse\", \"anonymization\": [{\"method\": \"new\"}],"
                          + " \"privacyModel\": {\"k\": 2, \"suppress\": \"values\","
                          + " \"maxSuppressed\": 0.1}, \"tableSchema\""));
      DocumentResult result = DocumentReader.withoutExtensions().read(document);
      assertEquals(DocumentResult.Resolved.class, result.getClass(), result::toString);
    }
  }

  private static TablePlan table(String columns, String model) {
    String document =
        Documents.module(
            Documents.table("t", columns)
                .replace("\"tableSchema\"", "\"privacyModel\": " + model + ", \"tableSchema\""));
    return Documents.resolved(document).plan().table("t");
  }
}
