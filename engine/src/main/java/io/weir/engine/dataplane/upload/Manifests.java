package io.weir.engine.dataplane.upload;

import io.weir.engine.dataplane.Part;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.TableSchema;
import io.weir.spi.UploadManifest;
import io.weir.spi.UploadManifest.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what will be delivered. */
public final class Manifests {
  private Manifests() {}

  /**
   * @param outputs each table as it was prepared, those that came of others included
   * @param prepared the parts of all tables
   * @param version the new version
   */
  public static UploadManifest of(
      Plan plan,
      Map<String, TableSchema> outputs,
      List<Part> prepared,
      String uploadId,
      long epoch,
      String version) {
    List<UploadManifest.Table> tables = new ArrayList<>();
    for (TablePlan table : parentsFirst(plan.tables())) {
      TableSchema schema = outputs.get(table.name());
      List<Reference> references =
          table.foreignKeys().stream()
              .filter(key -> schema.indexOf(key.column()).isPresent())
              .filter(key -> outputs.get(key.targetTable()).indexOf(key.targetColumn()).isPresent())
              .map(key -> new Reference(key.column(), key.targetTable(), key.targetColumn()))
              .toList();
      tables.add(
          new UploadManifest.Table(
              schema,
              table
                  .primaryKey()
                  .map(key -> key.column())
                  .filter(key -> schema.indexOf(key).isPresent()),
              references,
              rows(prepared, table.name())));
    }
    for (TableSchema added : outputs.values()) {
      if (plan.tables().stream().noneMatch(table -> table.name().equals(added.name()))) {
        tables.add(
            new UploadManifest.Table(
                added, Optional.empty(), List.of(), rows(prepared, added.name())));
      }
    }
    return new UploadManifest(uploadId, epoch, plan.module(), version, tables);
  }

  private static long rows(List<Part> prepared, String table) {
    return prepared.stream()
        .filter(part -> part.id().table().equals(table))
        .mapToLong(Part::rows)
        .sum();
  }

  /**
   * Every table after those it refers to, as far as there are no cycles; else in document order.
   */
  private static List<TablePlan> parentsFirst(List<TablePlan> tables) {
    List<TablePlan> ordered = new ArrayList<>();
    List<TablePlan> waiting = new ArrayList<>(tables);
    while (!waiting.isEmpty()) {
      TablePlan next =
          waiting.stream()
              .filter(table -> !refersToOneOf(table, waiting))
              .findFirst()
              .orElse(waiting.getFirst());
      waiting.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static boolean refersToOneOf(TablePlan table, List<TablePlan> waiting) {
    return table.foreignKeys().stream()
        .filter(key -> !key.targetTable().equals(table.name()))
        .anyMatch(
            key -> waiting.stream().anyMatch(other -> other.name().equals(key.targetTable())));
  }
}
