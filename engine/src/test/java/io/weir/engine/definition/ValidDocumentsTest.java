package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.engine.definition.UploadPlan.Protocol;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Parameters;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValidDocumentsTest {
  private static final DocumentResult.Resolved CLINIC = Documents.resolved(Documents.clinic());
  private static final Plan PLAN = CLINIC.plan();

  @Test
  void the_module_is_named_and_numbered() {
    assertEquals("https://data.example.org/modules/clinic/", PLAN.id());
    assertEquals("clinic", PLAN.module());
    assertEquals("2.1.0", PLAN.version());
    assertEquals(
        List.of("patients", "visits"), PLAN.tables().stream().map(TablePlan::name).toList());
    assertEquals(
        Optional.of(
            new UploadPlan(
                Optional.of("warehouse"), Optional.empty(), Protocol.REWRITE, Bump.MAJOR)),
        PLAN.upload());
  }

  @Test
  void the_order_of_the_sources_is_their_priority() {
    assertEquals(
        List.of(
            new SourcePlan(
                "his",
                0,
                new Access.Script("scripts/patients_his.py", Optional.empty()),
                Duration.ofMinutes(5)),
            new SourcePlan(
                "registry",
                1,
                new Access.Script("scripts/patients_registry.js", Optional.of("registry")),
                Duration.ofSeconds(60)),
            new SourcePlan(
                "archive",
                2,
                new Access.Connected(
                    "archive", new Parameters(Map.of("query", "SELECT * FROM patients"))),
                Duration.ofSeconds(60)),
            new SourcePlan(
                "paper",
                3,
                new Access.Connected(
                    "clinic-folder",
                    new Parameters(
                        Map.of(
                            "file",
                            "paper/patients.csv",
                            "delimiter",
                            ";",
                            "header",
                            List.of("patient_id", "full_name", "birth_date", "sex", "height_cm")))),
                Duration.ofSeconds(60))),
        PLAN.table("patients").sources());
  }

  @Test
  void a_primary_key_drops_empties_unless_told_otherwise() {
    assertEquals(
        Optional.of(new KeyPlan("patient_id", "source-priority")),
        PLAN.table("patients").primaryKey());
    assertEquals(new OnEmpty.Drop(), column("patients", "patient_id").onEmpty());
    assertEquals(new OnEmpty.Pass(), column("visits", "systolic").onEmpty());
  }

  @Test
  void bounds_and_defaults_become_canonical_texts() {
    assertEquals(
        Optional.of(new Range(Optional.of("30"), Optional.of("250.5"), OnOutOfRange.CLAMP)),
        column("patients", "height_cm").range());
    assertEquals(
        Optional.of(
            new Range(Optional.of("1900-01-01"), Optional.of("2026-12-31"), OnOutOfRange.DROP)),
        column("patients", "birth_date").range());
    assertEquals(new OnEmpty.Replace("unknown"), column("patients", "sex").onEmpty());
    assertEquals(Set.of("", "?", "NA"), column("patients", "sex").nullTokens());
    assertEquals(Set.of("-"), column("visits", "phone").nullTokens());
    assertEquals(Set.of(""), column("visits", "systolic").nullTokens());
  }

  @Test
  void a_foreign_key_is_anonymized_as_the_key_it_references() {
    Anonymization mask =
        new Anonymization("mask", new Parameters(Map.of("keep", BigDecimal.valueOf(2))));
    assertEquals(Optional.of(mask), column("patients", "patient_id").anonymization());
    Anonymization follows = column("visits", "patient_id").anonymization().orElseThrow();
    assertEquals(mask, new Anonymization(follows.method(), follows.parameters()));
    assertEquals("patients", follows.inherited().orElseThrow().table());
    assertEquals("patient_id", follows.inherited().orElseThrow().column());
    assertEquals(
        List.of(new ForeignKeyPlan("patient_id", "patients", "patient_id", ChildPolicy.NULL)),
        PLAN.table("visits").foreignKeys());
  }

  @Test
  void the_default_type_is_text_and_the_default_policy_is_to_fail() {
    assertEquals(ValueType.STRING, column("visits", "phone").type());
    assertEquals(OnTypeViolation.FAIL, column("visits", "phone").onTypeViolation());
    assertEquals(OnTypeViolation.EMPTY, column("visits", "visit_date").onTypeViolation());
  }

  @Test
  void personal_data_as_it_is_and_keys_that_may_become_equal_are_warned_of() {
    assertEquals(
        List.of(
            "27:26 /tables/0/tableSchema/columns/0/anonymize: column \"patient_id\" of table"
                + " \"patients\" is the primary key and is anonymized by \"mask\"; the run fails if"
                + " two keys become equal; make sure that different keys stay different, or drop the"
                + " column",
            "47:30 /tables/1/tableSchema/columns/3/personalData: column \"phone\" of table"
                + " \"visits\" holds personal data and is published as it is; write \"anonymize\""
                + " at it, or at the key it references"),
        CLINIC.warnings().stream().map(DocumentProblem::toString).toList());
  }

  @Test
  void what_is_published_has_the_columns_and_types_after_anonymization() {
    assertEquals(
        new TableSchema(
            "patients",
            List.of(
                new ColumnSchema("patient_id", ValueType.STRING),
                new ColumnSchema("birth_date", ValueType.STRING),
                new ColumnSchema("sex", ValueType.STRING),
                new ColumnSchema("height_cm", ValueType.DECIMAL))),
        OutputSchema.of(PLAN.table("patients"), new SomeExtensions()));
  }

  @Test
  void without_extensions_any_method_and_strategy_will_do() {
    String document =
        Documents.clinic().replace("\"mask\"", "\"pseudonymize\"").replace("new-keys", "oldest");
    assertTrue(
        DocumentReader.withoutExtensions().read(document) instanceof DocumentResult.Resolved);
  }

  @Test
  void connectors_may_bring_parameters_of_their_own() {
    String document = Documents.clinic().replace("\"query\"", "\"bucket\"");
    assertEquals(
        new Access.Connected("archive", new Parameters(Map.of("bucket", "SELECT * FROM patients"))),
        Documents.resolved(document).plan().table("patients").sources().get(2).access());
    assertTrue(
        DocumentReader.withoutExtensions().read(document) instanceof DocumentResult.Rejected);
  }

  @Test
  void bytes_and_text_are_read_alike() {
    assertEquals(
        CLINIC,
        new DocumentReader(new SomeExtensions())
            .read(Documents.clinic().getBytes(StandardCharsets.UTF_8)));
  }

  private static ColumnPlan column(String table, String column) {
    return PLAN.table(table).columns().stream()
        .filter(plan -> plan.name().equals(column))
        .findFirst()
        .orElseThrow();
  }
}
