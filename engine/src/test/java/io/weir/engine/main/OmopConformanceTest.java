package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The OMOP Common Data Model 5.4 as one module: 39 tables that refer to each other in chains,
 * circles and to themselves. Its records are generated, with references that lead nowhere; DuckDB
 * says by plain deletes which of them may stay.
 */
@Tag("conformance")
class OmopConformanceTest {
  private static final Path FIELDS =
      Path.of(System.getProperty("weir.conformance.data", "../../shared/data"))
          .resolve("omop/OMOP_CDMv5.4_Field_Level.csv");
  private static final int RECORDS = 200;
  private static final Random RANDOM = new Random(54);

  @TempDir private Path folder;

  /**
   * @param target {@code table.column} or empty text
   */
  private record Field(
      String table, String name, boolean required, String type, boolean key, String target) {
    boolean refers() {
      return !target.isEmpty();
    }
  }

  @Test
  void omop_is_a_module_whose_references_hold_as_duckdb_finds() throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      Map<String, List<Field>> tables =
          fields(duckdb).stream()
              .collect(
                  Collectors.groupingBy(Field::table, LinkedHashMap::new, Collectors.toList()));
      String document = document(tables).toPrettyString();
      Plan plan =
          switch (DocumentReader.withoutExtensions().read(document)) {
            case DocumentResult.Resolved resolved -> resolved.plan();
            case DocumentResult.Rejected rejected -> throw new AssertionError(rejected.toString());
          };
      assertEquals(39, plan.tables().size());
      assertEquals(432, plan.tables().stream().mapToInt(t -> t.columns().size()).sum());
      assertEquals(28, plan.tables().stream().filter(t -> t.primaryKey().isPresent()).count());
      assertEquals(176, plan.tables().stream().mapToInt(t -> t.foreignKeys().size()).sum());

      for (Map.Entry<String, List<Field>> table : tables.entrySet()) {
        Files.writeString(folder.resolve(table.getKey() + ".csv"), records(table.getValue()));
      }
      Path module = folder.resolve("omop.module.jsonld");
      Files.writeString(module, document);
      Spoken spoken = Spoken.by("run", module.toString(), "--json");
      assertEquals(0, spoken.code(), spoken.out() + spoken.err());
      JsonNode result = new ObjectMapper().readTree(spoken.out());
      Map<String, Long> prepared = new LinkedHashMap<>();
      result
          .get("tables")
          .forEach(t -> prepared.put(t.get("table").asText(), t.get("prepared").asLong()));
      Map<String, Long> expected = expected(duckdb, tables);
      assertEquals(expected, prepared);
      long kept = expected.values().stream().mapToLong(Long::longValue).sum();
      assertTrue(kept > 0 && kept < 39 * RECORDS, "kept " + kept);
      System.out.printf(
          "Score: Real data: OMOP CDM 5.4: 39 tables, 432 columns, 28 primary and 176 foreign keys; %d of %d generated records stay, as DuckDB says%n",
          kept, 39 * RECORDS);
    }
  }

  private static List<Field> fields(Connection duckdb) throws SQLException {
    List<Field> fields = new ArrayList<>();
    String query =
        """
        select lower(cdmTableName), lower(trim(cdmFieldName, '"')), isRequired = 'Yes', lower(cdmDatatype),
          isPrimaryKey = 'Yes', case when isForeignKey = 'Yes' then lower(fkTableName || '.' || fkFieldName) else '' end
        from read_csv('%s', header = true, all_varchar = true)
        """
            .formatted(FIELDS);
    try (Statement statement = duckdb.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        fields.add(
            new Field(
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                row.getString(4),
                row.getBoolean(5),
                row.getString(6)));
      }
    }
    return fields;
  }

  private static ObjectNode document(Map<String, List<Field>> tables) {
    ObjectNode module = new ObjectMapper().createObjectNode();
    module.put("@context", "https://w3id.org/weir/v1").put("type", "DataModule");
    module.put("id", "https://example.org/omop/").put("name", "omop").put("version", "5.4.0");
    ArrayNode all = module.putArray("tables");
    tables.forEach((name, fields) -> {
      ObjectNode table = all.addObject().put("url", name);
      table.putArray("collect").addObject().put("source", "cdm").put("file", name + ".csv");
      ObjectNode schema = table.putObject("tableSchema");
      ArrayNode columns = schema.putArray("columns");
      for (Field field : fields) {
        ObjectNode column =
            columns.addObject().put("name", field.name()).put("datatype", datatype(field));
        if (field.key()) {
          schema.put("primaryKey", field.name()).put("onKeyConflict", "drop-all");
        } else if (field.required()) {
          column.put("onEmpty", "drop");
        }
        if (field.refers()) {
          column.put("references", field.target().replace('.', '/'));
        }
      }
    });
    return module;
  }

  private static String datatype(Field field) {
    return switch (field.type()) {
      case "integer", "date", "datetime" -> field.type();
      case "float" -> "double";
      default -> "string";
    };
  }

  /** One reference in two thousand leads nowhere, so that the losses of 176 do not empty all. */
  private static String records(List<Field> fields) {
    StringBuilder text = new StringBuilder();
    text.append(fields.stream().map(Field::name).collect(Collectors.joining(","))).append('\n');
    for (int i = 1; i <= RECORDS; i++) {
      int id = i;
      text.append(fields.stream().map(f -> value(f, id)).collect(Collectors.joining(",")))
          .append('\n');
    }
    return text.toString();
  }

  private static String value(Field field, int id) {
    if (!field.required() && RANDOM.nextInt(3) == 0) {
      return "";
    }
    String prefix = datatype(field).equals("string") ? "v" : "";
    if (field.key()) {
      return prefix + id;
    }
    if (field.refers()) {
      boolean astray = RANDOM.nextInt(2_000) == 0;
      return prefix + (astray ? 9_000 + id : 1 + RANDOM.nextInt(RECORDS));
    }
    return switch (datatype(field)) {
      case "integer" -> Integer.toString(RANDOM.nextInt(1_000));
      case "double" -> String.format(Locale.ROOT, "%.3f", RANDOM.nextDouble());
      case "date" -> "2024-02-" + (10 + RANDOM.nextInt(20));
      case "datetime" -> "2024-02-" + (10 + RANDOM.nextInt(20)) + "T08:30:00Z";
      // Columns that are referred to by their text hold the same texts as keys do.
      default -> prefix + (1 + RANDOM.nextInt(RECORDS));
    };
  }

  private Map<String, Long> expected(Connection duckdb, Map<String, List<Field>> tables)
      throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      for (Map.Entry<String, List<Field>> table : tables.entrySet()) {
        statement.execute(
            "create table \"%1$s\" as from read_csv('%2$s', header = true, all_varchar = true)"
                .formatted(table.getKey(), folder.resolve(table.getKey() + ".csv")));
      }
      for (boolean changed = true; changed; ) {
        changed = false;
        for (Field field : tables.values().stream().flatMap(List::stream).toList()) {
          if (field.refers()) {
            String[] target = field.target().split("\\.");
            changed |=
                statement.executeUpdate(
                        "delete from \"%1$s\" where \"%2$s\" is not null and \"%2$s\" not in (select \"%4$s\" from \"%3$s\" where \"%4$s\" is not null)"
                            .formatted(field.table(), field.name(), target[0], target[1]))
                    > 0;
          }
        }
      }
      Map<String, Long> counts = new LinkedHashMap<>();
      for (String table : tables.keySet()) {
        try (ResultSet count = statement.executeQuery("select count(*) from \"" + table + '"')) {
          count.next();
          counts.put(table, count.getLong(1));
        }
      }
      return counts;
    }
  }
}
