package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Records;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Parameters;
import io.weir.spi.TableSchema;
import io.weir.spi.UploadManifest;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * People of two systems that number them alike, and their visits: some to people that nobody knows.
 */
final class Company {
  private static final int PEOPLE = 40;

  private Company() {}

  static void deliver(Path folder) throws IOException {
    for (String system : List.of("north", "south")) {
      StringBuilder people = new StringBuilder();
      StringBuilder visits = new StringBuilder();
      for (int i = 0; i < PEOPLE; i++) {
        int id = system.equals("north") ? i : i + PEOPLE / 2;
        people.append(
            "{\"id\":%d,\"name\":\"%s%d\",\"secret\":\"s%d\"}\n".formatted(id, system, i, i));
        visits.append("{\"visit\":\"%s-%d\",\"person\":%d}\n".formatted(system, i, i * 2));
      }
      Files.writeString(folder.resolve("people-" + system), people);
      Files.writeString(folder.resolve("visits-" + system), visits);
    }
  }

  static Plan plan() {
    return plan("initial");
  }

  static Plan plan(String nameMethod) {
    TablePlan people =
        new TablePlan(
            "people",
            List.of(
                Records.column("id", ValueType.INTEGER),
                anonymized("name", nameMethod),
                anonymized("secret", "hide")),
            sources("people"),
            Optional.of(new TablePlan.KeyPlan("id", "new-keys")),
            List.of());
    TablePlan visits =
        new TablePlan(
            "visits",
            List.of(
                Records.column("visit", ValueType.STRING),
                Records.column("person", ValueType.INTEGER)),
            sources("visits"),
            Optional.of(new TablePlan.KeyPlan("visit", "source-priority")),
            List.of(Records.foreignKey("person", "people", "id")));
    return new Plan("m", "company", "1.0.0", List.of(visits, people), Optional.empty());
  }

  private static ColumnPlan anonymized(String name, String method) {
    ColumnPlan plain = Records.column(name, ValueType.STRING);
    return new ColumnPlan(
        name,
        plain.type(),
        plain.nullTokens(),
        plain.onEmpty(),
        plain.range(),
        plain.onTypeViolation(),
        Optional.of(new Anonymization(method, Parameters.none())));
  }

  private static List<SourcePlan> sources(String table) {
    return List.of(source("north", 0, table + "-north"), source("south", 1, table + "-south"));
  }

  private static SourcePlan source(String name, int priority, String file) {
    return new SourcePlan(
        name,
        priority,
        new Access.Connected("files", new Parameters(Map.of("file", file))),
        Duration.ofSeconds(30));
  }

  /** The version that reads back what was uploaded. */
  static Plan published(UploadManifest manifest, Map<String, Access.Connected> readBack) {
    List<TablePlan> tables = new ArrayList<>();
    for (UploadManifest.Table table : manifest.tables()) {
      TableSchema schema = table.schema();
      List<ColumnPlan> columns = new ArrayList<>();
      for (ColumnSchema column : schema.columns()) {
        columns.add(Records.column(column.name(), column.type()));
      }
      SourcePlan source =
          new SourcePlan("published", 0, readBack.get(schema.name()), Duration.ofSeconds(30));
      tables.add(
          new TablePlan(schema.name(), columns, List.of(source), Optional.empty(), List.of()));
    }
    return new Plan("m", "company", manifest.version(), tables, Optional.empty());
  }
}
