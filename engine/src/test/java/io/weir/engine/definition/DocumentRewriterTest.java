package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentRewriterTest {
  private static final Extensions EXTENSIONS = new SomeExtensions();
  private static final DocumentRewriter REWRITER = new DocumentRewriter(EXTENSIONS);
  private static final Publication PUBLICATION =
      publication("patients", "clinic_v3.patients", "visits", "clinic_v3.visits");

  @Test
  void a_rewritten_table_has_one_source_that_reads_what_was_published() {
    Plan plan = rewritten(Documents.clinic(), PUBLICATION);
    assertEquals(
        List.of(
            new SourcePlan(
                "published",
                0,
                new Access.Connected(
                    "warehouse", new Parameters(Map.of("table", "clinic_v3.patients"))),
                Duration.ofSeconds(60))),
        plan.table("patients").sources());
  }

  @Test
  void a_rewritten_document_has_the_schema_that_was_published_and_anonymizes_nothing_more() {
    Plan before = Documents.resolved(Documents.clinic()).plan();
    Plan after = rewritten(Documents.clinic(), PUBLICATION);
    for (TablePlan table : before.tables()) {
      assertEquals(
          OutputSchema.of(table, EXTENSIONS), after.table(table.name()).schema(), table.name());
      assertEquals(
          OutputSchema.of(table, EXTENSIONS),
          OutputSchema.of(after.table(table.name()), EXTENSIONS));
    }
  }

  @Test
  void anonymized_columns_lose_the_rules_for_original_values_and_others_keep_theirs() {
    Plan plan = rewritten(Documents.clinic(), PUBLICATION);
    ColumnPlan born = column(plan, "patients", "birth_date");
    assertEquals(Optional.empty(), born.range());
    assertEquals(new OnEmpty.Pass(), born.onEmpty());
    assertEquals(Set.of(), born.nullTokens());

    Plan before = Documents.resolved(Documents.clinic()).plan();
    for (String kept : List.of("sex", "height_cm")) {
      ColumnPlan was = column(before, "patients", kept);
      ColumnPlan is = column(plan, "patients", kept);
      assertEquals(was.onEmpty(), is.onEmpty());
      assertEquals(was.range(), is.range());
      assertEquals(was.type(), is.type());
    }
    assertEquals(before.table("visits").foreignKeys(), plan.table("visits").foreignKeys());
    assertEquals(before.table("visits").primaryKey(), plan.table("visits").primaryKey());
  }

  @Test
  void no_text_of_what_was_published_stands_for_an_empty_value() {
    String document =
        Documents.module(
            Documents.table(
                "t",
                """
                {"name": "text", "null": ["-"]},
                {"name": "usual"},
                {"name": "bytes", "datatype": "binary"},
                {"name": "whole", "datatype": "integer", "null": ["-", "7"]}
                """));
    Plan plan = rewritten(document, publication("t", "t"));
    assertEquals(Set.of(), column(plan, "t", "text").nullTokens());
    assertEquals(Set.of(), column(plan, "t", "usual").nullTokens());
    assertEquals(Set.of(), column(plan, "t", "bytes").nullTokens());
    assertEquals(Set.of(""), column(plan, "t", "whole").nullTokens());
  }

  @Test
  void what_was_published_is_in_the_standard_form() {
    String document =
        Documents.module(
            Documents.table(
                "t",
                """
                {"name": "day", "onEmpty": "replace", "default": "31.12.1999",
                 "datatype": {"base": "date", "format": "dd.MM.yyyy"}},
                {"name": "amount", "onOutOfRange": "drop",
                 "datatype": {"base": "decimal", "format": "#,##0.00", "minExclusive": 0}},
                {"name": "code", "datatype": {"format": "[A-Z]+", "maxLength": 3}},
                {"name": "small", "datatype": "byte"},
                {"name": "hash", "datatype": "hexBinary"},
                {"name": "digest", "datatype": {"base": "hexBinary", "length": 16}},
                {"name": "masked", "datatype": {"maxLength": 3, "format": "[a-z]+"},
                 "anonymize": {"method": "mask"}}
                """));
    Plan before = Documents.resolved(document).plan();
    Plan plan = rewritten(document, publication("t", "t"));
    assertEquals(new OnEmpty.Replace("1999-12-31"), column(plan, "t", "day").onEmpty());
    for (String name : List.of("day", "amount", "code", "small", "hash", "digest")) {
      ColumnPlan was = column(before, "t", name);
      assertEquals(was.facets().withoutFormat(), column(plan, "t", name).facets(), name);
      assertEquals(was.range(), column(plan, "t", name).range(), name);
      assertEquals(was.type(), column(plan, "t", name).type(), name);
    }
    assertEquals(Facets.NONE, column(plan, "t", "masked").facets());
    Plan kept = Documents.resolved(REWRITER.keep(document, publication("t", "t"))).plan();
    assertEquals(column(before, "t", "day").facets(), column(kept, "t", "day").facets());
  }

  @Test
  void a_foreign_key_that_may_have_been_emptied_passes_empties() {
    String document =
        Documents.clinic()
            .replaceFirst(",\\s*\"anonymize\": \\{ \"method\": \"mask\", \"keep\": 2 }", "");
    ColumnPlan before = column(Documents.resolved(document).plan(), "visits", "patient_id");
    assertEquals(Optional.empty(), before.anonymization());
    assertEquals(new OnEmpty.Drop(), before.onEmpty());
    Plan plan = rewritten(document, PUBLICATION);
    assertEquals(new OnEmpty.Pass(), column(plan, "visits", "patient_id").onEmpty());
  }

  @Test
  void a_key_that_disappears_takes_its_strategy_and_references_along() {
    String document =
        Documents.clinic()
            .replace("\"method\": \"mask\", \"keep\": 2", "\"method\": \"drop-column\"");
    Plan plan = rewritten(document, PUBLICATION);
    assertEquals(Optional.empty(), plan.table("patients").primaryKey());
    assertEquals(List.of(), plan.table("visits").foreignKeys());
    assertFalse(
        plan.table("visits").columns().stream().anyMatch(c -> c.name().equals("patient_id")));
    assertTrue(plan.table("visits").primaryKey().isPresent());
  }

  @Test
  void members_keep_their_order_and_numbers_their_digits() {
    String text = REWRITER.rewrite(Documents.clinic(), PUBLICATION);
    assertTrue(
        text.startsWith(
            """
            {
              "@context": "https://w3id.org/weir/v1",
              "$schema": "https://w3id.org/weir/v1/module.schema.json",
              "id": "https://data.example.org/modules/clinic/",
              "type": "DataModule",
              "name": "clinic",
              "description": "Patients of one clinic and their visits.",
              "version": "3.0.0",
              "previousVersion": "https://data.example.org/modules/clinic/2.1.0",
              "datePublished": "2026-11-23",
              "license": "https://creativecommons.org/licenses/by/4.0/",
            """),
        text);
    assertTrue(text.contains("250.50"), text);
    assertTrue(text.endsWith("}\n"), text);
  }

  @Test
  void rewriting_what_was_rewritten_changes_nothing_but_the_version() {
    String once = REWRITER.rewrite(Documents.clinic(), PUBLICATION);
    String twice = REWRITER.rewrite(once, PUBLICATION);
    assertEquals(once.replace("clinic/2.1.0", "clinic/3.0.0"), twice);
  }

  @Test
  void the_parameters_of_the_source_stand_in_a_fixed_order() {
    Publication publication =
        new Publication(
            version("3.0.0"),
            LocalDate.of(2026, 11, 23),
            Map.of(
                "patients",
                new Access.Connected(
                    "lake",
                    new Parameters(
                        Map.of(
                            "header",
                            List.of("a"),
                            "file",
                            "p.csv",
                            "bucket",
                            List.of(BigDecimal.ONE)))),
                "visits",
                new Access.Connected("lake", new Parameters(Map.of("file", "v.csv")))));
    String text = REWRITER.rewrite(Documents.clinic(), publication);
    assertTrue(text.indexOf("\"bucket\"") < text.indexOf("\"file\": \"p.csv\""), text);
    assertTrue(text.indexOf("\"file\": \"p.csv\"") < text.indexOf("\"header\""), text);
  }

  @Test
  void a_kept_protocol_stays_and_its_columns_are_those_that_were_published() {
    Plan before = Documents.resolved(Documents.clinic()).plan();
    Plan kept = kept(Documents.clinic());
    Plan rewritten = rewritten(Documents.clinic(), PUBLICATION);
    assertEquals("3.0.0", kept.version());
    for (TablePlan table : before.tables()) {
      TablePlan after = kept.table(table.name());
      assertEquals(table.sources(), after.sources());
      assertEquals(OutputSchema.of(table, EXTENSIONS), after.schema());
      assertEquals(after.schema(), OutputSchema.of(after, EXTENSIONS));
      assertEquals(rewritten.table(table.name()).primaryKey(), after.primaryKey());
      assertEquals(rewritten.table(table.name()).foreignKeys(), after.foreignKeys());
    }
    assertEquals(new OnEmpty.Pass(), column(kept, "patients", "birth_date").onEmpty());
    assertEquals(Optional.empty(), column(kept, "patients", "birth_date").range());
  }

  @Test
  void a_kept_protocol_still_writes_empty_values_as_it_did() {
    Plan before = Documents.resolved(Documents.clinic()).plan();
    Plan kept = kept(Documents.clinic());
    for (String same : List.of("sex", "height_cm")) {
      assertEquals(column(before, "patients", same), column(kept, "patients", same));
    }
    assertEquals(Set.of("-"), column(kept, "visits", "phone").nullTokens());
    assertEquals(Set.of(""), column(kept, "patients", "birth_date").nullTokens());
  }

  @Test
  void a_document_that_anonymizes_nothing_is_kept_but_for_its_version() {
    String document =
        Documents.module(Documents.table("t", "{\"name\": \"a\", \"null\": [\"-\"]}"));
    Plan before = Documents.resolved(document).plan();
    assertEquals(
        new Plan(before.id(), before.module(), "3.0.0", before.tables(), before.upload()),
        kept(document));
    assertTrue(
        REWRITER
            .keep(document, publication())
            .contains("\"previousVersion\": \"urn:example:shop/1.0.0\""));
  }

  @Test
  void a_document_without_a_date_gets_none() {
    String document =
        Documents.module(Documents.table("t", "{\"name\": \"a\", \"datatype\": \"date\"}"));
    String text = REWRITER.rewrite(document, publication("t", "t"));
    assertFalse(text.contains("datePublished"), text);
    assertTrue(text.contains("\"previousVersion\": \"urn:example:shop/1.0.0\""), text);
    assertEquals(
        List.of(new ColumnSchema("a", ValueType.DATE)),
        Documents.resolved(text).plan().table("t").schema().columns());
  }

  @Test
  void what_methods_added_and_removed_stands_in_the_rewritten_document() {
    String document = Documents.hospital();
    Plan before = Documents.resolved(document).plan();
    Publication publication =
        publication("patients", "p", "addresses", "a", "registry", "r", "patients_sensitive", "s");
    Plan after = rewritten(document, publication);
    assertEquals(
        List.of("patients", "addresses", "registry", "patients_sensitive"),
        after.tables().stream().map(TablePlan::name).toList());
    PreparedTable prepared = OutputSchema.prepare(before.table("patients"), EXTENSIONS);
    assertEquals(prepared.output(), after.table("patients").schema());
    assertEquals(prepared.added().getFirst(), after.table("patients_sensitive").schema());
    assertEquals(
        List.of("patient_id", "age", "sex", "blood", "cost", "ward", "group_id"),
        after.table("patients").schema().columns().stream().map(ColumnSchema::name).toList());
    assertEquals(
        Optional.of(ColumnRole.SENSITIVE), column(after, "patients_sensitive", "diagnosis").role());
    assertEquals(
        new Access.Connected("warehouse", new Parameters(Map.of("table", "s"))),
        after.table("patients_sensitive").sources().getFirst().access());
    assertEquals(
        after.table("patients").schema(),
        OutputSchema.of(after.table("patients"), EXTENSIONS),
        "nothing is anonymized any more");
    assertEquals(
        REWRITER.rewrite(document, publication).replace("hospital/1.0.0", "hospital/3.0.0"),
        REWRITER.rewrite(REWRITER.rewrite(document, publication), publication));
  }

  @Test
  void a_rewritten_table_promises_nothing_and_keeps_the_roles_and_rules_that_are_still_true() {
    Plan after =
        rewritten(
            Documents.hospital(),
            publication(
                "patients", "p", "addresses", "a", "registry", "r", "patients_sensitive", "s"));
    TablePlan patients = after.table("patients");
    assertEquals(Optional.empty(), patients.privacyModel());
    assertEquals(List.of(), patients.methods());
    assertEquals(
        Optional.of(ColumnRole.QUASI_IDENTIFYING), column(after, "patients", "age").role());
    assertEquals(Optional.of(ColumnRole.SENSITIVE), column(after, "patients", "blood").role());
    // Shuffled values are those that were collected; what was not touched has its rules anyway.
    assertEquals(new OnEmpty.Replace("unknown"), column(after, "patients", "blood").onEmpty());
    assertTrue(column(after, "patients", "cost").range().isPresent());
  }

  @Test
  void a_column_keeps_rules_and_roles_only_if_its_values_are_those_collected() {
    String columns =
        """
        {"name": "name", "role": "identifying", "personalData": "pd:Name",
         "datatype": {"maxLength": 50}},
        {"name": "cost", "datatype": {"base": "decimal", "minimum": 0}, "onOutOfRange": "drop",
         "role": "identifying"},
        {"name": "zip", "role": "quasi-identifying", "datatype": {"length": 5}},
        {"name": "city", "role": "quasi-identifying", "onEmpty": "drop"}
        """;
    String document =
        Documents.module(
            Documents.table("t", columns)
                .replace(
                    "\"tableSchema\"",
                    """
                    "anonymization": [{"method": "shuffle", "columns": ["name"]},
                      {"method": "jitter", "columns": ["cost"]}],
                    "privacyModel": {"k": 2, "suppress": "values", "maxSuppressed": 0.5},
                    "tableSchema"\
                    """));
    Plan after = rewritten(document, publication("t", "t"));
    assertEquals(Optional.of(ColumnRole.IDENTIFYING), column(after, "t", "name").role());
    assertTrue(column(after, "t", "name").facets().lengths().isPresent());
    assertEquals(Optional.empty(), column(after, "t", "cost").role());
    assertEquals(Optional.empty(), column(after, "t", "cost").range());
    assertEquals(Facets.NONE, column(after, "t", "zip").facets(), "it may be a star");
    assertEquals(new OnEmpty.Pass(), column(after, "t", "city").onEmpty());
    assertEquals(Optional.of(ColumnRole.QUASI_IDENTIFYING), column(after, "t", "zip").role());
  }

  @Test
  void a_protocol_that_stays_cannot_yield_tables_that_methods_added() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> REWRITER.keep(Documents.hospital(), publication()));
    assertEquals(
        "the collection protocol stays, and no source of it yields the added table"
            + " patients_sensitive",
        refused.getMessage());
  }

  @Test
  void a_table_nobody_can_read_back_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> REWRITER.rewrite(Documents.clinic(), publication("patients", "p")));
    assertThrows(IllegalArgumentException.class, () -> REWRITER.rewrite("{}", PUBLICATION));
  }

  private static Plan kept(String document) {
    return Documents.resolved(REWRITER.keep(document, publication())).plan();
  }

  private static Plan rewritten(String document, Publication publication) {
    DocumentResult.Resolved result = Documents.resolved(REWRITER.rewrite(document, publication));
    assertEquals("3.0.0", result.plan().version());
    return result.plan();
  }

  private static Publication publication(String... tablesAndTargets) {
    Map<String, Access.Connected> tables = new HashMap<>();
    for (int i = 0; i < tablesAndTargets.length; i += 2) {
      tables.put(
          tablesAndTargets[i],
          new Access.Connected(
              "warehouse", new Parameters(Map.of("table", tablesAndTargets[i + 1]))));
    }
    return new Publication(version("3.0.0"), LocalDate.of(2026, 11, 23), tables);
  }

  private static SemanticVersion version(String text) {
    return SemanticVersion.parse(text).orElseThrow();
  }

  private static ColumnPlan column(Plan plan, String table, String column) {
    return plan.table(table).columns().stream()
        .filter(candidate -> candidate.name().equals(column))
        .findFirst()
        .orElseThrow();
  }
}
