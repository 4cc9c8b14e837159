package io.weir.engine.interchange.csvw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.csvw.CsvwImport.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CsvwRoundTripPropertiesTest {
  private static final List<String> TYPES =
      List.of(
          "string",
          "anyURI",
          "boolean",
          "integer",
          "long",
          "decimal",
          "double",
          "number",
          "date",
          "time",
          "datetime",
          "binary",
          "json",
          "int",
          "unsignedByte",
          "float");
  private static final List<String> NAMES =
      List.of(
          "id", "On Street", "größe", "_hidden", "a.b", "50%", "{x}", "\"; drop table", "日本", "+");
  private static final List<List<String>> NULLS =
      List.of(List.of(""), List.of(), List.of("", "NA"), List.of("-", "?"));

  @Property(tries = 300)
  void what_is_exported_is_imported_with_the_same_tables_columns_types_nulls_and_keys(
      @ForAll Random random) {
    String document = document(random);
    Plan plan = EngineCheck.plan(document);
    String metadata = CsvwExport.write(document).text();
    Imported imported = CsvwImport.read(metadata, Naming.ofMetadata());
    Imported.Document again =
        assertInstanceOf(Imported.Document.class, imported, () -> imported + "\n" + metadata);
    assertEquals(List.of(), again.warnings());
    assertEquals(told(plan), told(EngineCheck.plan(again.jsonld())));
    assertEquals(
        metadata, CsvwExport.write(again.jsonld()).text(), "a second export says something else");
  }

  /** As much of a plan as CSVW can say. */
  private static List<Object> told(Plan plan) {
    List<Object> told = new ArrayList<>(List.of(plan.id(), plan.module(), plan.version()));
    for (TablePlan table : plan.tables()) {
      told.add(table.name());
      told.add(table.primaryKey().map(TablePlan.KeyPlan::column));
      told.add(table.foreignKeys());
      for (ColumnPlan column : table.columns()) {
        Set<String> nulls = new TreeSet<>(column.nullTokens());
        told.add(List.of(column.name(), column.type(), nulls, column.onEmpty()));
      }
    }
    return told;
  }

  private static String document(Random random) {
    ObjectNode module = JsonNodeFactory.instance.objectNode();
    module
        .put("@context", "https://w3id.org/weir/v1")
        .put("id", "https://example.org/m" + random.nextInt(10))
        .put("type", "DataModule")
        .put("name", "m" + random.nextInt(10))
        .put("version", "1." + random.nextInt(5) + ".0");
    ArrayNode tables = module.putArray("tables");
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      ObjectNode table = tables.addObject().put("url", "table-" + i);
      collect(table.putArray("collect"), i, random);
      ObjectNode schema = table.putObject("tableSchema");
      ArrayNode columns = schema.putArray("columns");
      columns.addObject().put("name", "key").put("datatype", "integer");
      if (random.nextBoolean()) {
        schema.put("primaryKey", "key").put("onKeyConflict", "drop-all");
      }
      List<String> names = new ArrayList<>(NAMES);
      java.util.Collections.shuffle(names, random);
      for (String name : names.subList(0, random.nextInt(names.size()))) {
        column(columns.addObject().put("name", name), random);
      }
      if (random.nextBoolean()) {
        columns
            .addObject()
            .put("name", "parent")
            .put("datatype", "integer")
            .put("references", "table-" + random.nextInt(count) + "/key");
      }
    }
    return module.toString();
  }

  private static void collect(ArrayNode collect, int table, Random random) {
    switch (random.nextInt(4)) {
      case 0 ->
          collect.addObject().put("source", "a").put("connection", "c").put("table", "t" + table);
      case 1 ->
          collect
              .addObject()
              .put("source", "a")
              .put("file", "files/a b" + table + ".csv")
              .put("delimiter", ";")
              .put("quote", "'");
      case 2 -> {
        ObjectNode source = collect.addObject().put("source", "a").put("file", table + ".txt");
        source.put("format", "csv").putObject("columns").put("key", "The key");
      }
      default -> {
        collect.addObject().put("source", "a").put("file", "a.ndjson");
        collect.addObject().put("source", "b").put("file", "b.csv");
      }
    }
  }

  private static void column(ObjectNode column, Random random) {
    String type = TYPES.get(random.nextInt(TYPES.size()));
    if (!type.equals("string") || random.nextBoolean()) {
      column.put("datatype", type);
    }
    List<String> nulls = NULLS.get(random.nextInt(NULLS.size()));
    if (!nulls.equals(List.of(""))) {
      ArrayNode array = column.putArray("null");
      nulls.forEach(array::add);
    }
    switch (random.nextInt(3)) {
      case 0 -> column.put("onEmpty", "drop");
      case 1 -> {
        if (type.equals("string")) {
          column.put("onEmpty", "replace").put("default", "unknown");
        }
      }
      default -> {
        // An empty value passes.
      }
    }
    if (random.nextInt(4) == 0) {
      column.put("description", "About it.").putArray("titles").add("Title").add("Another");
    }
    if (random.nextInt(4) == 0) {
      column.put("role", "sensitive").put("onTypeViolation", "empty");
    }
  }

  @Example
  void the_export_is_strict_csvw_without_a_word_of_our_own() throws Exception {
    String metadata =
        CsvwExport.write(
                """
                {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/clinic/",
                 "type": "DataModule", "name": "clinic", "version": "1.0.0",
                 "tables": [
                  {"url": "patients", "collect": [
                     {"source": "a", "file": "p.csv", "columns": {"patient": "Patient No"}}],
                   "tableSchema": {"primaryKey": "patient", "onKeyConflict": "drop-all",
                    "columns": [
                     {"name": "patient", "datatype": "integer", "anonymize": {"method": "mask"}},
                     {"name": "sex", "null": ["", "?"], "onEmpty": "replace", "default": "unknown"},
                     {"name": "born", "onOutOfRange": "drop", "onEmpty": "drop",
                      "datatype": {"base": "date", "minimum": "1900-01-01"}}]}},
                  {"url": "visits", "collect": [{"source": "a", "script": "visits.py"}],
                   "tableSchema": {"columns": [
                     {"name": "patient", "datatype": "integer",
                      "references": "patients/patient"}]}}],
                 "upload": {"connection": "warehouse"}}
                """)
            .text();
    assertEquals(
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(
                """
                {"@context": "http://www.w3.org/ns/csvw", "@id": "https://example.org/clinic/",
                 "schema:name": "clinic", "schema:version": "1.0.0",
                 "tables": [
                  {"url": "p.csv", "schema:name": "patients", "tableSchema": {
                    "columns": [
                     {"name": "patient", "titles": ["Patient No"], "datatype": "integer",
                      "required": true},
                     {"name": "sex", "titles": ["sex"], "null": ["", "?"], "default": "unknown"},
                     {"name": "born", "titles": ["born"],
                      "datatype": {"base": "date", "minimum": "1900-01-01"}, "required": true}],
                    "primaryKey": "patient"}},
                  {"url": "visits.csv", "schema:name": "visits", "tableSchema": {
                    "columns": [
                     {"name": "patient", "titles": ["patient"], "datatype": "integer"}],
                    "foreignKeys": [{"columnReference": "patient",
                      "reference": {"resource": "p.csv", "columnReference": "patient"}}]}}]}
                """),
        new com.fasterxml.jackson.databind.ObjectMapper().readTree(metadata));
  }
}
